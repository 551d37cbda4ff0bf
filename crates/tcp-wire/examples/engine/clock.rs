//! The time that this thread has computed. On a machine with other work it is what can be
//! compared; where the system does not tell, it is the time that has passed.

use std::fs;
use std::sync::LazyLock;
use std::time::Instant;

/// What is measured.
pub(crate) const NAME: &str = if cfg!(target_os = "linux") { "CPU time" } else { "elapsed time" };

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

pub(crate) fn cpu_nanos() -> u64 {
    scheduled().unwrap_or_else(|| START.elapsed().as_nanos() as u64)
}

/// The first number of `schedstat` is the nanoseconds on a processor.
fn scheduled() -> Option<u64> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok()
}
