//! Words in two languages.

use tcp_scenarios::prose::Lang;

/// The words of a language.
pub fn either(lang: Lang, zh_cn: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::ZhCn => zh_cn,
        Lang::En => en,
    }
}
