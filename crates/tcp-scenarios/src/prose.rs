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

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn a_sentence_ends_with_a_stop_and_not_within_a_number() {
        assert_eq!(first_sentence("It is 1.5 s. Then"), ("It is 1.5 s.", "Then"));
        assert_eq!(first_sentence("一句。两句。"), ("一句。", "两句。"));
        assert_eq!(first_sentence("no stop"), ("no stop", ""));
    }
}
