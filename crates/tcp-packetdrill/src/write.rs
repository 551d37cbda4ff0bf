//! Writes scripts, and the single lines that a report quotes.

use crate::script::{
    Action, Event, EventTime, Expression, Icmp, Packet, PacketOption, Script, SocketCall,
};
use std::fmt::{self, Display, Formatter};
use tcp_model::options::{FastOpen, Options};
use tcp_model::segment::SegmentFlags;
use tcp_model::time::Duration;

/// Seconds with as many decimals as it takes.
pub(crate) struct Seconds(pub(crate) Duration);

impl Display for Seconds {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let micros = self.0.as_micros();
        let text = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl Display for EventTime {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            EventTime::Relative(time) => write!(f, "+{}", Seconds(time)),
            EventTime::RelativeRange(from, to) => write!(f, "+{}~+{}", Seconds(from), Seconds(to)),
            EventTime::Absolute(time) => write!(f, "{}", Seconds(time)),
            EventTime::AbsoluteRange(from, to) => write!(f, "{}~{}", Seconds(from), Seconds(to)),
            EventTime::Any => f.write_str("*"),
        }
    }
}

/// `P. 1:1001(1000) ack 1 win 257 <nop,nop,TS val 1 ecr 2>`, without a direction.
impl Display for Packet {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(ip) = &self.ip {
            write!(f, "[{ip}] ")?;
        }
        if let Some((source, destination)) = self.ports {
            write!(f, "{source} > {destination} ")?;
        }
        let end = self.seq.wrapping_add(self.len);
        write!(f, "{} {}:{end}({})", letters(self.flags), self.seq, self.len)?;
        if let Some(ack) = self.ack {
            write!(f, " ack {ack}")?;
        }
        if let Some(win) = self.win {
            write!(f, " win {win}")?;
        }
        if let Some(urg) = self.urg {
            write!(f, " urg {urg}")?;
        }
        match self.options.as_deref() {
            None => f.write_str(" <...>"),
            Some([]) => Ok(()),
            Some(options) => write!(f, " <{}>", joined(options, ",")),
        }
    }
}

/// The control bits as packetdrill writes them: `S.`, `P.`, `-` for none.
fn letters(flags: SegmentFlags) -> String {
    const LETTERS: [(SegmentFlags, char); 8] = [
        (SegmentFlags::FIN, 'F'),
        (SegmentFlags::SYN, 'S'),
        (SegmentFlags::RST, 'R'),
        (SegmentFlags::PSH, 'P'),
        (SegmentFlags::ECE, 'E'),
        (SegmentFlags::CWR, 'W'),
        (SegmentFlags::URG, 'U'),
        (SegmentFlags::ACK, '.'),
    ];
    let set = LETTERS.iter().filter(|(flag, _)| flags.contains(*flag));
    let text: String = set.map(|(_, letter)| letter).collect();
    if text.is_empty() { "-".to_owned() } else { text }
}

impl Display for PacketOption {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            PacketOption::Nop => f.write_str("nop"),
            PacketOption::Eol => f.write_str("eol"),
            PacketOption::Mss(mss) => write!(f, "mss {}", or_open(*mss)),
            PacketOption::WindowScale(shift) => write!(f, "wscale {}", or_open(*shift)),
            PacketOption::SackPermitted => f.write_str("sackOK"),
            PacketOption::Sack(blocks) => {
                f.write_str("sack")?;
                blocks.iter().try_for_each(|(left, right)| write!(f, " {left}:{right}"))
            }
            PacketOption::Timestamps { val, ecr } => {
                write!(f, "TS val {} ecr {}", or_open(*val), or_open(*ecr))
            }
            PacketOption::FastOpen(cookie) => write!(f, "{}", format!("FO {cookie}").trim_end()),
            PacketOption::Other(text) => f.write_str(text),
        }
    }
}

fn or_open(number: Option<impl Display>) -> String {
    number.map_or_else(|| "...".to_owned(), |number| number.to_string())
}

/// The options of a segment of the model.
pub(crate) fn packet_options(options: &Options) -> Vec<PacketOption> {
    let fast_open = options.fast_open.map(|option| match option {
        FastOpen::Request => String::new(),
        FastOpen::Cookie(cookie) => cookie.to_string(),
    });
    let timestamps = options
        .timestamps
        .map(|t| PacketOption::Timestamps { val: Some(t.tsval), ecr: Some(t.tsecr) });
    [
        options.mss.map(|mss| PacketOption::Mss(Some(mss))),
        options.sack_permitted.then_some(PacketOption::SackPermitted),
        timestamps,
        options.window_scale.map(|shift| PacketOption::WindowScale(Some(shift))),
        fast_open.map(PacketOption::FastOpen),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl Display for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Expression::Ellipsis => f.write_str("..."),
            Expression::Integer(number) => write!(f, "{number}"),
            Expression::Word(word) => f.write_str(word),
            Expression::Text(text) => write!(f, "\"{text}\""),
            Expression::Either(parts) => write!(f, "{}", joined(parts, "|")),
            Expression::Array(elements) => write!(f, "[{}]", joined(elements, ", ")),
            Expression::Structure(elements) => write!(f, "{{{}}}", joined(elements, ", ")),
            Expression::Field(name, value) => write!(f, "{name}={value}"),
            Expression::Function(name, arguments) => {
                write!(f, "{name}({})", joined(arguments, ", "))
            }
        }
    }
}

fn joined<T: Display>(items: &[T], separator: &str) -> String {
    let items: Vec<String> = items.iter().map(T::to_string).collect();
    items.join(separator)
}

/// The call without its time: `read(4, ..., 1000) = 1000`.
impl Display for SocketCall {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}({}) = {}", self.name, joined(&self.arguments, ", "), self.result)?;
        if let Some(errno) = &self.errno {
            write!(f, " {errno}")?;
        }
        match &self.note {
            Some(note) => write!(f, " ({note})"),
            None => Ok(()),
        }
    }
}

impl Display for Icmp {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "icmp {}", self.kind)?;
        if let Some(code) = &self.code {
            write!(f, " {code}")?;
        }
        if let Some(mtu) = self.mtu {
            write!(f, " mtu {mtu}")?;
        }
        match self.segment {
            Some((seq, len)) => write!(f, " [{seq}:{}({len})]", seq.wrapping_add(len)),
            None => Ok(()),
        }
    }
}

impl Display for Event {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.time)?;
        match &self.action {
            Action::Inject(packet) => write!(f, " < {packet}"),
            Action::Expect(packet) => write!(f, " > {packet}"),
            Action::Icmp(report) => write!(f, " < {report}"),
            Action::Call(call) => match call.end {
                Some(end) => write!(f, "...{} {call}", Seconds(end)),
                None => write!(f, " {call}"),
            },
            Action::Command(command) => write!(f, " `{command}`"),
            Action::Code(code) => write!(f, " %{{ {code} }}%"),
            Action::Foreign(what) => write!(f, " // {what}"),
        }
    }
}

/// One line for each option, an empty line, one line for each event.
impl Display for Script {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for option in &self.options {
            // packetdrill itself does not know ours.
            let comment = if option.name.starts_with("tcp_lanes_") { "// " } else { "" };
            write!(f, "{comment}--{}", option.name)?;
            match &option.value {
                Some(value) => writeln!(f, "={value}")?,
                None => writeln!(f)?,
            }
        }
        writeln!(f)?;
        self.events.iter().try_for_each(|event| writeln!(f, "{event}"))
    }
}

#[cfg(test)]
mod tests {
    use crate::parse::parse;

    #[test]
    fn a_script_reads_back_as_it_was_written() {
        let text = "--ip_version=ipv6\n// --tcp_lanes_rto=1s\n\n\
            0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n\
            +0.1...0.25 connect(3, ..., ...) = -1 ECONNREFUSED (Connection refused)\n\
            +0 setsockopt(3, SOL_SOCKET, SO_LINGER, {onoff=1, linger=0}, 8) = 0\n\
            +0 poll([{fd=3, events=POLLIN|POLLOUT}], htons(1), \"a\") = 1\n\
            +0~+0.5 > [ect0] FP. 1:11(10) ack 5 win 9 urg 3 <nop,nop,TS val 1 ecr ...>\n\
            1.5~2 > 80 > 90 R 4294967295:0(1) <...>\n\
            * > S. 0:0(0) ack 1 <mss 1460,sackOK,wscale 7,FO 00ff,FO,sack 1:2 3:4,eol>\n\
            3 < - 1:1(0) win 1\n\
            +0 < icmp unreachable frag_needed mtu 1200 [1:1001(1000)]\n\
            +0 < icmp source_quench\n\
            +0 %{ assert tcpi_state == TCP_CLOSE }%\n\
            +0 `ls`\n";
        assert_eq!(parse(text).unwrap().to_string(), text);
    }
}
