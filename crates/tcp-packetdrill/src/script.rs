//! A script as it was read: options, then events in order, each with its line.

use tcp_model::segment::SegmentFlags;
use tcp_model::time::Duration;

/// A whole script.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Script {
    /// The option lines, `--name=value`, and the comments that look like `// --tcp_lanes_…`.
    pub options: Vec<ScriptOption>,
    /// What happens, in order.
    pub events: Vec<Event>,
}

/// An option line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScriptOption {
    /// Its line, the first being 1.
    pub line: u32,
    /// Its name without the dashes.
    pub name: String,
    /// What stands after the equals sign.
    pub value: Option<String>,
}

/// Something that happens at a time.
#[derive(Clone, PartialEq, Debug)]
pub struct Event {
    /// Its line, the first being 1.
    pub line: u32,
    /// When.
    pub time: EventTime,
    /// What.
    pub action: Action,
}

/// When an event happens.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum EventTime {
    /// `+t`: so long after the event before.
    Relative(Duration),
    /// `+t~+t`: between two lengths of time after the event before.
    RelativeRange(Duration, Duration),
    /// `t`: so long after the beginning.
    Absolute(Duration),
    /// `t~t`: between two times.
    AbsoluteRange(Duration, Duration),
    /// `*`: whenever it happens.
    Any,
}

/// What happens.
#[derive(Clone, PartialEq, Debug)]
pub enum Action {
    /// `<`: a segment arrives at the host under test.
    Inject(Packet),
    /// `>`: the host under test must send this segment.
    Expect(Packet),
    /// `< icmp`: the network reports trouble with a segment of the host.
    Icmp(Icmp),
    /// A socket call of the host's user.
    Call(SocketCall),
    /// A shell command, in backquotes.
    Command(String),
    /// A block of Python, between `%{` and `}%`.
    Code(String),
    /// Something of the language that has no place in this model: what.
    Foreign(String),
}

/// A TCP segment, in the numbers of the script.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Packet {
    /// What is said of the IP header: `ect0`, `tos 0x2`.
    pub ip: Option<String>,
    /// The ports, source and destination.
    pub ports: Option<(u16, u16)>,
    /// The control bits.
    pub flags: SegmentFlags,
    /// Whether the flags have a letter or a number of accurate ECN, which the model has not.
    pub accurate_ecn: bool,
    /// The number of the first octet.
    pub seq: u32,
    /// How many octets of text there are.
    pub len: u32,
    /// The acknowledgment number.
    pub ack: Option<u32>,
    /// The window as it stands in the header.
    pub win: Option<u16>,
    /// The urgent pointer.
    pub urg: Option<u16>,
    /// The options; `None` for `<...>`, which matches any.
    pub options: Option<Vec<PacketOption>>,
}

/// An ICMP message about a segment of the host.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Icmp {
    /// Its type: `unreachable`, `time_exceeded`, `source_quench`.
    pub kind: String,
    /// Its code: `host_unreachable`.
    pub code: Option<String>,
    /// The path MTU that it reports.
    pub mtu: Option<u16>,
    /// The number of the segment, and how many octets of text that has.
    pub segment: Option<(u32, u32)>,
}

/// An option of a segment. A value that the script leaves open, by `...` or `*`, is `None`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PacketOption {
    /// `nop`.
    Nop,
    /// `eol`.
    Eol,
    /// `mss 1460`.
    Mss(Option<u16>),
    /// `wscale 7`.
    WindowScale(Option<u8>),
    /// `sackOK`.
    SackPermitted,
    /// `sack 1:1001 2001:3001`.
    Sack(Vec<(u32, u32)>),
    /// `TS val 100 ecr 0`.
    Timestamps {
        /// TSval.
        val: Option<u32>,
        /// TSecr.
        ecr: Option<u32>,
    },
    /// `FO`, or `FO` and a cookie in hexadecimal.
    FastOpen(String),
    /// Any other, as it was written.
    Other(String),
}

/// A socket call, with what it must return.
#[derive(Clone, PartialEq, Debug)]
pub struct SocketCall {
    /// When it must return, for one that blocks.
    pub end: Option<Duration>,
    /// Its name.
    pub name: String,
    /// Its arguments.
    pub arguments: Vec<Expression>,
    /// What it must return.
    pub result: Expression,
    /// The name of the error that it must return.
    pub errno: Option<String>,
    /// What stands in parentheses behind it.
    pub note: Option<String>,
}

/// An argument or a result.
#[derive(Clone, PartialEq, Debug)]
pub enum Expression {
    /// `...`: whatever fits.
    Ellipsis,
    /// A number.
    Integer(i64),
    /// A name, such as `SOL_SOCKET`.
    Word(String),
    /// A text in quotes, without them.
    Text(String),
    /// `O_RDWR|O_NONBLOCK`.
    Either(Vec<Expression>),
    /// `[1]`.
    Array(Vec<Expression>),
    /// `{onoff=1, linger=0}`.
    Structure(Vec<Expression>),
    /// `fd=3`.
    Field(String, Box<Expression>),
    /// `htons(8080)`.
    Function(String, Vec<Expression>),
}

impl Expression {
    /// The number, if it is one.
    pub fn integer(&self) -> Option<i64> {
        match self {
            Expression::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The names that it is made of: one, or several joined by `|`.
    pub fn words(&self) -> Vec<&str> {
        match self {
            Expression::Word(word) => vec![word],
            Expression::Either(parts) => parts.iter().flat_map(Expression::words).collect(),
            _ => Vec::new(),
        }
    }

    /// The elements of an array or a structure; of anything else, itself.
    pub fn elements(&self) -> &[Expression] {
        match self {
            Expression::Array(elements) | Expression::Structure(elements) => elements,
            other => std::slice::from_ref(other),
        }
    }

    /// The value of a field of a structure.
    pub fn field(&self, name: &str) -> Option<&Expression> {
        self.elements().iter().find_map(|element| match element {
            Expression::Field(field, value) if field == name => Some(&**value),
            Expression::Structure(_) | Expression::Array(_) => element.field(name),
            _ => None,
        })
    }
}
