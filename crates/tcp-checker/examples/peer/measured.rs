//! What a process has computed and needed. It is asked of Linux.

use std::fs;
use std::io;

/// What a contender has done.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Measured {
    pub(crate) worlds: usize,
    /// CPU time in hundredths of a second.
    pub(crate) ticks: u64,
    /// The most memory that the process ever had, in kB.
    pub(crate) peak: u64,
}

/// What the process had computed when it began.
pub(crate) struct Gauge(u64);

impl Gauge {
    pub(crate) fn new() -> Gauge {
        Gauge(ticks().unwrap_or_default())
    }

    pub(crate) fn read(self, worlds: usize) -> Measured {
        let ticks = ticks().unwrap_or_default() - self.0;
        Measured { worlds, ticks, peak: peak().unwrap_or_default() }
    }
}

/// utime and stime of `proc_pid_stat(5)`, of all threads. The second field is the program's name
/// in brackets, the only one that may have a space in it.
fn ticks() -> Option<u64> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    let fields = text.rsplit(')').next()?.split_whitespace();
    fields.skip(11).take(2).map(|field| field.parse::<u64>().ok()).sum()
}

/// `VmHWM` of `proc_pid_status(5)`.
fn peak() -> Option<u64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

impl Measured {
    /// One line, which [`parse`](Self::parse) reads.
    pub(crate) fn print(self, out: &mut impl io::Write) -> io::Result<()> {
        writeln!(out, "{} {} {}", self.worlds, self.ticks, self.peak)
    }

    pub(crate) fn parse(line: &str) -> Option<Measured> {
        let mut numbers = line.split_whitespace().map(|number| number.parse::<u64>().ok());
        let mut next = || numbers.next().flatten();
        Some(Measured { worlds: next()? as usize, ticks: next()?, peak: next()? })
    }
}
