//! Prose in two languages.

use serde::{Deserialize, Serialize};

/// A language of the product.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Lang {
    /// Chinese as written in mainland China.
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Lang {
    /// Both.
    pub const ALL: [Lang; 2] = [Lang::ZhCn, Lang::En];

    /// The BCP 47 tag: `zh-CN` or `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::ZhCn => "zh-CN",
            Lang::En => "en",
        }
    }

    /// The language with this tag.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.tag() == tag)
    }
}

/// The same said in both languages.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// In Chinese.
    #[serde(rename = "zh-CN")]
    pub zh_cn: String,
    /// In English.
    pub en: String,
}

impl Text {
    /// In one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::ZhCn => &self.zh_cn,
            Lang::En => &self.en,
        }
    }
}

/// A text up to its first full stop, and what follows.
pub fn first_sentence(text: &str) -> (&str, &str) {
    let ends = |(at, c)| c == '。' || c == '.' && text[at + 1..].starts_with(' ');
    let end = text.char_indices().find(|place| ends(*place));
    let end = end.map_or(text.len(), |(at, c)| at + c.len_utf8());
    (&text[..end], text[end..].trim_start())
}

/// How many letters such a piece has at most that is not broken: `SYN-RECEIVED` has 12.
const WHOLE: usize = 14;

/// So many octets two Chinese characters have, and the first of one is at least this.
const CHARACTERS: usize = 6;
const CHINESE: u8 = 0xe3;

/// A text in pieces, and of each whether it is a name such as `SYN-RECEIVED` or `three-way`, which
/// no line should break after its hyphen, or a number with the word behind it, such as `4 min`; of a
/// Chinese one with two characters, which lines may break between, such as `4 分钟`.
pub fn pieces(text: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    each_piece(text, |piece, is_name| pieces.push((piece, is_name)));
    pieces
}

/// The same, told one after the other.
pub fn each_piece<'a>(text: &'a str, mut tell: impl FnMut(&'a str, bool)) {
    let mut tell = |from, to, is_name| {
        if from < to {
            tell(&text[from..to], is_name);
        }
    };
    let (mut begin, mut word) = (0, 0);
    // Whether a hyphen has come after a letter of the word, or a space after its digits, and a letter
    // after that; where two Chinese characters behind the space end.
    let (mut hyphen, mut is_name, mut unit) = (false, false, 0);
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|one| one.is_ascii_digit());
    for at in 0..=text.len() {
        match text.as_bytes().get(at) {
            Some(b'-') => hyphen = at > word,
            Some(octet) if octet.is_ascii_alphanumeric() => is_name |= hyphen,
            Some(b' ') if is_number(&text[word..at]) => {
                let is_chinese = text.as_bytes().get(at + 1) >= Some(&CHINESE);
                (hyphen, unit) = (true, if is_chinese { at + 1 + CHARACTERS } else { 0 });
            }
            Some(octet) if hyphen && (at < unit || octet & 0xc0 == 0x80) => is_name = true,
            _ => {
                if is_name && at - word <= WHOLE {
                    tell(begin, word, false);
                    tell(word, at, true);
                    begin = at;
                }
                (word, hyphen, is_name) = (at + 1, false, false);
            }
        }
    }
    tell(begin, text.len(), false);
}

#[cfg(test)]
mod tests {
    use super::{first_sentence, pieces};

    #[test]
    fn whatever_the_text_is_its_pieces_are_the_text() {
        let letters = ["", "4", " ", "-", "a", "é", "个", "。"];
        let mut texts = vec![String::new()];
        for _ in 0..6 {
            texts = letters
                .iter()
                .flat_map(|letter| texts.iter().map(|text| [text, *letter].concat()))
                .collect();
        }
        for text in texts {
            let whole: String = pieces(&text).iter().map(|(piece, _)| *piece).collect();
            assert_eq!(whole, text);
        }
    }

    #[test]
    fn a_name_with_a_hyphen_is_a_piece_of_its_own() {
        let text = "在 SYN-RECEIVED，two-way；- never-to-be-broken-ever FIN-WAIT-1";
        let expected = [
            ("在 ", false),
            ("SYN-RECEIVED", true),
            ("，", false),
            ("two-way", true),
            ("；- never-to-be-broken-ever ", false),
            ("FIN-WAIT-1", true),
        ];
        assert_eq!(pieces(text), expected);
        assert_eq!(pieces("等 4 min。"), [("等 ", false), ("4 min", true), ("。", false)]);
        assert_eq!(
            pieces("在 4 分钟 after 2 3.5 s"),
            [
                ("在 ", false),
                ("4 分钟", true),
                (" after ", false),
                ("2 3", true),
                (".", false),
                ("5 s", true)
            ]
        );
        let expected = [("有 ", false), ("4 个报", true), ("文段，", false), ("12 个。", true)];
        assert_eq!(pieces("有 4 个报文段，12 个。"), expected);
        assert_eq!(pieces("1 × 2 个×次"), [("1 × ", false), ("2 个×次", true)]);
        assert_eq!(pieces("4 个é个。"), [("4 个é个", true), ("。", false)]);
        assert_eq!(pieces("no name"), [("no name", false)]);
        assert_eq!(pieces(""), []);
    }

    #[test]
    fn a_sentence_ends_with_a_stop_and_not_within_a_number() {
        assert_eq!(first_sentence("It is 1.5 s. Then"), ("It is 1.5 s.", "Then"));
        assert_eq!(first_sentence("一句。两句。"), ("一句。", "两句。"));
        assert_eq!(first_sentence("no stop"), ("no stop", ""));
    }
}
