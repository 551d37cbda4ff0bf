//! The edges of the state diagram.

use crate::scene::Anchor;
use tcp_model::state::State::{
    self, CloseWait, Closed, Closing, Established, FinWait1, FinWait2, LastAck, Listen,
    SynReceived, SynSent, TimeWait,
};

/// Where an edge comes from.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Source {
    /// RFC 9293 Figure 5, with its notes.
    Figure5,
    /// The text of RFC 9293, where the figure is silent: the section.
    Text(&'static str),
    /// What only a knob allows: a wrong protocol, SYN cookies, a way out of TIME-WAIT.
    Knob,
}

/// A transition.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Edge {
    /// From here
    pub from: State,
    /// to here.
    pub to: State,
    /// What makes it happen, in the figure's words.
    pub event: &'static str,
    /// What is done; `x` is nothing.
    pub action: &'static str,
    /// Where it comes from.
    pub source: Source,
    /// Its corners, from box to box.
    pub route: &'static [(i32, i32)],
    /// Where its label stands.
    pub label: Option<Label>,
}

/// The place of a label.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Label {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) anchor: Anchor,
    /// Whether it is read upward.
    pub(super) up: bool,
    /// Whether a narrow diagram goes without it.
    pub(super) roomy: bool,
}

impl Edge {
    /// `rcv SYN / snd SYN,ACK`.
    pub fn full(&self) -> String {
        format!("{} / {}", self.event, self.action)
    }

    /// The same in as few letters as the drawing has room for: `SYN / SYN,ACK`.
    pub fn short(&self) -> String {
        let event = self.event.strip_prefix("rcv ").unwrap_or(self.event);
        match self.action.strip_prefix("snd ") {
            Some(segment) => format!("{event} / {segment}"),
            None => event.to_owned(),
        }
    }
}

const fn label(x: i32, y: i32, anchor: Anchor) -> Option<Label> {
    Some(Label { x, y, anchor, up: false, roomy: false })
}

const fn roomy(x: i32, y: i32, anchor: Anchor) -> Option<Label> {
    Some(Label { x, y, anchor, up: false, roomy: true })
}

const fn upward(x: i32, y: i32) -> Option<Label> {
    Some(Label { x, y, anchor: Anchor::Middle, up: true, roomy: false })
}

const fn figure(
    (from, to): (State, State),
    (event, action): (&'static str, &'static str),
    route: &'static [(i32, i32)],
    label: Option<Label>,
) -> Edge {
    Edge { from, to, event, action, source: Source::Figure5, route, label }
}

/// A way to CLOSED that the figure leaves out: RST, ABORT, user timeout.
const fn ended(from: State, event: &'static str, route: &'static [(i32, i32)]) -> Edge {
    let source = Source::Text("3.10.5, 3.10.7.4, 3.10.8");
    Edge { from, to: Closed, event, action: "delete TCB", source, route, label: None }
}

/// What only a knob allows.
const fn knob(
    (from, to): (State, State),
    (event, action): (&'static str, &'static str),
    route: &'static [(i32, i32)],
) -> Edge {
    Edge { from, to, event, action, source: Source::Knob, route, label: None }
}

use Anchor::{End, Start};

/// Every edge.
pub const EDGES: [Edge; 31] = [
    figure(
        (Closed, Listen),
        ("passive OPEN", "create TCB"),
        &[(166, 26), (110, 62)],
        label(120, 36, End),
    ),
    figure(
        (Listen, Closed),
        ("CLOSE", "delete TCB"),
        &[(124, 62), (176, 26)],
        label(160, 52, Start),
    ),
    figure(
        (Closed, SynSent),
        ("active OPEN", "snd SYN"),
        &[(250, 26), (306, 62)],
        label(391, 36, End),
    ),
    figure(
        (SynSent, Closed),
        ("CLOSE", "delete TCB"),
        &[(292, 62), (240, 26)],
        label(272, 59, End),
    ),
    figure(
        (Listen, SynSent),
        ("SEND", "snd SYN"),
        &[(141, 74), (275, 74)],
        label(186, 70, Anchor::Middle),
    ),
    figure(
        (Listen, SynReceived),
        ("rcv SYN", "snd SYN,ACK"),
        &[(76, 86), (76, 138)],
        label(81, 116, Start),
    ),
    figure((SynReceived, Listen), ("rcv RST", "x"), &[(58, 138), (58, 86)], label(54, 116, End)),
    figure(
        (SynSent, SynReceived),
        ("rcv SYN", "snd SYN,ACK"),
        &[(292, 86), (141, 144)],
        roomy(143, 100, Start),
    ),
    figure(
        (SynSent, Established),
        ("rcv SYN,ACK", "snd ACK"),
        &[(326, 86), (248, 170)],
        label(294, 132, Start),
    ),
    figure(
        (SynReceived, Established),
        ("rcv ACK of SYN", "x"),
        &[(141, 156), (166, 170)],
        roomy(162, 160, Start),
    ),
    figure(
        (SynReceived, FinWait1),
        ("CLOSE", "snd FIN"),
        &[(66, 162), (66, 238)],
        label(71, 204, Start),
    ),
    figure(
        (Established, FinWait1),
        ("CLOSE", "snd FIN"),
        &[(180, 194), (132, 238)],
        roomy(164, 222, Start),
    ),
    figure(
        (Established, CloseWait),
        ("rcv FIN", "snd ACK"),
        &[(236, 194), (284, 238)],
        label(272, 218, Start),
    ),
    figure(
        (FinWait1, FinWait2),
        ("rcv ACK of FIN", "x"),
        &[(66, 262), (66, 312)],
        label(71, 291, Start),
    ),
    figure(
        (FinWait1, Closing),
        ("rcv FIN", "snd ACK"),
        &[(141, 256), (178, 290)],
        label(168, 272, Start),
    ),
    figure(
        (FinWait1, TimeWait),
        ("rcv FIN,ACK", "snd ACK"),
        &[(136, 262), (168, 364)],
        roomy(162, 336, Start),
    ),
    figure(
        (FinWait2, TimeWait),
        ("rcv FIN", "snd ACK"),
        &[(130, 336), (159, 370)],
        label(134, 358, End),
    ),
    figure(
        (Closing, TimeWait),
        ("rcv ACK of FIN", "x"),
        &[(250, 314), (250, 364)],
        label(255, 350, Start),
    ),
    figure(
        (CloseWait, LastAck),
        ("CLOSE", "snd FIN"),
        &[(300, 262), (300, 312)],
        label(304, 291, Start),
    ),
    figure(
        (LastAck, Closed),
        ("rcv ACK of FIN", "x"),
        &[(373, 324), (410, 324), (410, 10), (257, 10)],
        upward(406, 190),
    ),
    figure(
        (TimeWait, Closed),
        ("Timeout=2MSL", "delete TCB"),
        &[(159, 378), (6, 378), (6, 10), (159, 10)],
        upward(20, 230),
    ),
    ended(SynReceived, "RST, ABORT, timeout", &[(141, 150), (228, 136), (228, 26)]),
    ended(Established, "RST, ABORT, timeout", &[(228, 170), (228, 26)]),
    ended(FinWait1, "RST, ABORT, timeout", &[(43, 250), (24, 250), (24, 16), (159, 16)]),
    ended(FinWait2, "RST, ABORT", &[(43, 324), (24, 324), (24, 16), (159, 16)]),
    ended(CloseWait, "RST, ABORT, timeout", &[(373, 250), (394, 250), (394, 16), (257, 16)]),
    ended(
        Closing,
        "RST, ABORT, timeout",
        &[(257, 302), (266, 302), (266, 156), (228, 136), (228, 26)],
    ),
    knob((Listen, Established), ("rcv SYN", "snd SYN,ACK"), &[(141, 80), (238, 80), (238, 170)]),
    knob(
        (TimeWait, SynReceived),
        ("rcv SYN", "snd SYN,ACK"),
        &[(159, 384), (38, 384), (38, 154), (43, 154)],
    ),
    knob((SynReceived, TimeWait), ("rcv RST", "x"), &[(43, 146), (27, 146), (27, 386), (159, 386)]),
    knob(
        (TimeWait, SynSent),
        ("active OPEN", "snd SYN"),
        &[(257, 382), (386, 382), (386, 74), (373, 74)],
    ),
];
