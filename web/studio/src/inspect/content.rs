//! What the options say, whether the checksum is right, and the text.

use super::look::{Look, packet};
use nodes::node::{Tag, tag};
use tcp_wire::anatomy::{Field, Part};

/// Octets of text in a line, and lines of it.
const WIDTH: usize = 8;
const HEIGHT: usize = 8;

/// Options, checksum, text.
pub(super) fn content(look: &Look<'_>) -> Vec<Tag> {
    if look.octets.is_empty() {
        return Vec::new();
    }
    let options = look.parts.iter().filter_map(|part| decoded(look, part));
    let list = tag("dl", "decoded").list(options).child(checksum(look));
    [Some(list), text(look)].into_iter().flatten().collect()
}

fn row(name: &str, value: String, means: &str) -> Tag {
    let says = tag("dd", "").child(tag("b", "mono").text(value)).text([" ", means].concat());
    tag("div", "").child(tag("dt", "").text(name)).child(says)
}

/// An option in words; padding says nothing.
fn decoded(look: &Look<'_>, part: &Part) -> Option<Tag> {
    let octets = &look.octets[part.octets()];
    let Field::Option(kind) = part.field else { return None };
    Some(match (kind, octets) {
        (1, _) => return None,
        (2, &[_, _, high, low]) => {
            let mss = u16::from_be_bytes([high, low]);
            let means = look.either(
                "字节：对方一个报文段最多装这么多数据",
                "octets of data at most in one segment to it",
            );
            row("MSS", mss.to_string(), means)
        }
        (3, &[_, _, shift]) => {
            let means = look
                .either("：以后它的窗口要乘上这个数", ": its later windows count so many times");
            row("Window scale", format!("{shift} (×{})", 1u32 << shift.min(14)), means)
        }
        (4, _) => row(
            "SACK",
            look.either("允许", "permitted").to_owned(),
            look.either("：它懂得选择确认", ": it understands selective acknowledgments"),
        ),
        (8, _) => timestamps(look, octets),
        (34, [_, _]) => row(
            "Fast open",
            look.either("请求", "request").to_owned(),
            look.either("：请给我一个 cookie", ": a cookie, please"),
        ),
        (34, [_, _, cookie @ ..]) => row(
            "Fast open",
            digits(cookie),
            look.either("：服务器给过的 cookie", ": the cookie that the server gave"),
        ),
        _ => row("?", digits(octets), ""),
    })
}

fn timestamps(look: &Look<'_>, octets: &[u8]) -> Tag {
    let [tsval, tsecr] = [2, 6].map(|at| number(octets, at));
    let means = look.either(
        "：它的时钟，和它最近收到的对方的时钟",
        ": its clock, and the latest that it has from the other’s",
    );
    row("Timestamps", format!("TSval {tsval} TSecr {tsecr}"), means)
}

/// The 32-bit number at a place.
fn number(octets: &[u8], at: usize) -> u32 {
    octets.iter().skip(at).take(4).fold(0, |number, octet| number << 8 | u32::from(*octet))
}

fn digits(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// What stands in the diagram in one line of an option: its name, and its value if that fits.
pub(super) fn piece_of_option(
    look: &Look<'_>,
    part: &Part,
    place: usize,
) -> (String, Option<String>) {
    let octets = &look.octets[part.octets()];
    let Field::Option(kind) = part.field else { return (String::new(), None) };
    let (name, value) = match (kind, place, octets) {
        (1, _, _) => ("NOP", None),
        (2, 0, &[_, _, high, low]) => ("MSS", Some(u16::from_be_bytes([high, low]).to_string())),
        (3, 0, &[_, _, shift]) => {
            (look.either("窗口扩大", "Window scale"), Some(shift.to_string()))
        }
        (4, _, _) => ("SACK", None),
        (8, 0, _) => (look.either("时间戳", "Timestamps"), None),
        (8, 1, _) => ("TSval", Some(number(octets, 2).to_string())),
        (8, 2, _) => ("TSecr", Some(number(octets, 6).to_string())),
        (34, 0, _) => ("Fast open", None),
        (34, _, _) => ("cookie", None),
        _ => ("", None),
    };
    (name.to_owned(), value)
}

/// The checksum is written by the same sum that a receiver checks.
fn checksum(look: &Look<'_>) -> Tag {
    let sum = look.parts.iter().find(|part| part.field == Field::Checksum);
    let sum = sum.map_or(0, |part| part.value(&look.octets));
    let packet = packet(look.flight);
    let len = look.octets.len();
    let (source, destination) = (packet.source.ip(), packet.destination.ip());
    let means = match look.lang {
        tcp_scenarios::prose::Lang::ZhCn => format!(
            "正确：对伪首部（{source}、{destination}、协议 6、TCP 长度 {len}）、首部和数据计算"
        ),
        tcp_scenarios::prose::Lang::En => format!(
            "correct: computed over the pseudo-header ({source}, {destination}, protocol 6, TCP length {len}), header and data"
        ),
    };
    row(look.either("校验和", "Checksum"), format!("0x{sum:04x}"), &means)
}

/// The first octets of text, as numbers and as characters.
fn text(look: &Look<'_>) -> Option<Tag> {
    let data = look.flight.segment.data.as_slice();
    if data.is_empty() {
        return None;
    }
    let lines = data.chunks(WIDTH).take(HEIGHT).enumerate().map(|(line, octets)| {
        let hex: Vec<String> = octets.iter().map(|octet| format!("{octet:02x}")).collect();
        tag("div", "")
            .child(tag("span", "at").text(format!("{:04x}", line * WIDTH)))
            .child(tag("span", "hex").text(hex.join(" ")))
            .child(
                tag("span", "chars")
                    .text(octets.iter().map(|octet| character(*octet)).collect::<String>()),
            )
    });
    let more = data.len().saturating_sub(WIDTH * HEIGHT);
    let more = (more > 0).then(|| {
        let words = match look.lang {
            tcp_scenarios::prose::Lang::ZhCn => format!("……还有 {more} 字节"),
            tcp_scenarios::prose::Lang::En => format!("… {more} more"),
        };
        tag("p", "none").text(words)
    });
    let dump = tag("div", "dump mono")
        .with("role", "group")
        .with("aria-label", look.either("数据", "Data"))
        .with("data-f", "data")
        .list(lines);
    Some(dump.list(more))
}

/// An octet as a character, a dot where it has none.
fn character(octet: u8) -> char {
    if octet.is_ascii_graphic() || octet == b' ' { char::from(octet) } else { '.' }
}
