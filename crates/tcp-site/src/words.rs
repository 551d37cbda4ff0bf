//! What the pages say themselves, in both languages, and how texts are shortened.

use maud::{Markup, html};
use tcp_scenarios::prose::{Lang, pieces};

/// The name of the product.
pub(crate) const NAME: &str = "TCP Lanes";

/// One of two texts.
pub(crate) const fn either(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::ZhCn => zh,
        Lang::En => en,
    }
}

/// The other language.
pub(crate) const fn other(lang: Lang) -> Lang {
    match lang {
        Lang::ZhCn => Lang::En,
        Lang::En => Lang::ZhCn,
    }
}

/// The name of a language in itself.
pub(crate) const fn own_name(lang: Lang) -> &'static str {
    either(lang, "中文", "English")
}

/// What the product is, in a sentence.
pub(crate) const fn pitch(lang: Lang) -> &'static str {
    either(
        lang,
        "浏览器里运行着一个真正的 TCP：看三次握手、四次挥手如何发生，亲手丢包、破坏，再看 RFC 怎么说。",
        "A real TCP runs in your browser. Watch the handshake and the close happen, lose a segment \
         yourself, and see what the RFCs say.",
    )
}

/// A text that is not broken in the middle of a name such as `TIME-WAIT`.
pub(crate) fn named(text: &str) -> Markup {
    html! {
        @for (piece, is_whole) in pieces(text) {
            @if is_whole { span class="a-state" { (piece) } } @else { (piece) }
        }
    }
}

/// Whole sentences from the beginning of a text, as many as fit, and the first in any case. A
/// Han character counts twice, as it is twice as wide.
pub(crate) fn beginning(text: &str, width: usize) -> &str {
    let mut end = 0;
    for (at, _) in
        text.char_indices().filter(|(_, c)| matches!(c, '。' | '？' | '！' | '.' | '?' | '!'))
    {
        let after = at + text[at..].chars().next().map_or(0, char::len_utf8);
        let is_end =
            text[after..].chars().next().is_none_or(|next| next == ' ' || !next.is_ascii());
        if is_end && (end == 0 || columns(&text[..after]) <= width) {
            end = after;
        }
    }
    if end == 0 { text } else { &text[..end] }
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| if tcp_view::ladder::is_wide(c) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn a_text_is_cut_between_sentences_and_not_in_numbers() {
        assert_eq!(beginning("RFC 9293 3.4 says so. And more.", 24), "RFC 9293 3.4 says so.");
        assert_eq!(beginning("One. Two. Three.", 100), "One. Two. Three.");
        assert_eq!(beginning("很长的第一句话。第二句。", 4), "很长的第一句话。");
        assert_eq!(beginning("no end", 3), "no end");
    }
}
