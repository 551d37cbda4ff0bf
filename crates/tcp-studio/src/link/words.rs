//! Why a link cannot be honoured, in words.

use super::{Damage, LinkError};
use std::fmt;
use tcp_scenarios::prose::Lang;

impl LinkError {
    /// In a sentence or two.
    pub fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (LinkError::NewerVersion(version), Lang::ZhCn) => {
                format!("这个链接用的是第 {version} 版格式，比这个页面新，打不开。刷新页面再试试。")
            }
            (LinkError::NewerVersion(version), Lang::En) => format!(
                "This link is of version {version} of the format, which is newer than this page. \
                 Reload the page and try again."
            ),
            (LinkError::Damaged(damage), Lang::ZhCn) => {
                format!("这个链接不完整或被改动过：{}。", damage.say(lang))
            }
            (LinkError::Damaged(damage), Lang::En) => {
                format!("This link was cut short or altered: {}.", damage.say(lang))
            }
            (LinkError::TooLong, Lang::ZhCn) => "这个链接太长，装的东西超出了上限。".to_owned(),
            (LinkError::TooLong, Lang::En) => {
                "This link is too long, or holds more than is read.".to_owned()
            }
            (LinkError::Unusable { place, said }, Lang::ZhCn) => match &**place {
                "" => format!("这个链接里的内容用不了：{said}"),
                place => format!("这个链接里的内容用不了，问题在 {place}：{said}"),
            },
            (LinkError::Unusable { place, said }, Lang::En) => match &**place {
                "" => format!("What this link says cannot be used: {said}"),
                place => format!("What this link says cannot be used, at {place}: {said}"),
            },
        }
    }
}

impl Damage {
    const fn say(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Damage::Version, Lang::ZhCn) => "开头应该是版本号和一个点，例如“1.”",
            (Damage::Version, Lang::En) => {
                "it should begin with a version and a dot, such as \"1.\""
            }
            (Damage::Base64, Lang::ZhCn) => "有不属于 base64url 的字符",
            (Damage::Base64, Lang::En) => "it is not base64url throughout",
            (Damage::Deflate, Lang::ZhCn) => "数据无法解压",
            (Damage::Deflate, Lang::En) => "it cannot be decompressed",
            (Damage::Text, Lang::ZhCn) => "解压出来的不是以校验和结尾的文本",
            (Damage::Text, Lang::En) => "what is in it is no text that ends with a checksum",
            (Damage::Checksum, Lang::ZhCn) => "校验和对不上",
            (Damage::Checksum, Lang::En) => "its checksum does not fit",
        }
    }
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

impl std::error::Error for LinkError {}
