//! Words in two languages.

use nodes::node::{Tag, tag};
use tcp_model::host::Host;
use tcp_scenarios::prose::{Lang, pieces};

/// The words of a language.
pub fn either(lang: Lang, zh_cn: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::ZhCn => zh_cn,
        Lang::En => en,
    }
}

/// An end of the connection.
pub fn end(host: Host, lang: Lang) -> &'static str {
    match host {
        Host::Client => either(lang, "客户端", "Client"),
        Host::Server => either(lang, "服务器", "Server"),
    }
}

/// A drawing of one stroke on a field of 20 by 20, so many pixels wide, that says nothing itself.
pub fn stroke(size: &str, path: &str) -> Tag {
    tag("svg", "ic")
        .with("width", size)
        .with("height", size)
        .with("viewBox", "0 0 20 20")
        .says("aria-hidden", true)
        .child(tag("path", "").with("d", path))
}

/// The cross on what closes something.
pub fn cross() -> Tag {
    stroke("16", "M4.5 4.5l11 11m0-11-11 11")
}

/// An element with a text in it that is not broken in the middle of a name such as `SYN-RECEIVED`.
pub fn named(within: Tag, text: &str) -> Tag {
    pieces(text).into_iter().fold(within, |within, (piece, is_whole)| match is_whole {
        true => within.child(tag("span", "whole-name").text(piece)),
        false => within.text(piece),
    })
}
