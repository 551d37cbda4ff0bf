//! Words in two languages.

use tcp_model::host::Host;
use tcp_scenarios::prose::Lang;

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
