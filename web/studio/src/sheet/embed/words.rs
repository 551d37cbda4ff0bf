//! The words for what a reader chooses.

use super::super::code::Form;
use crate::words::either;
use tcp_scenarios::prose::Lang;
use tcp_view::address::Theme;
use tcp_view::embed::{Controls, Panel};

/// A way of putting a player into a page.
pub(super) fn form_words(form: Form, lang: Lang) -> &'static str {
    let [zh_cn, en] = match form {
        Form::Frame => ["HTML：iframe", "HTML: iframe"],
        Form::Element => ["HTML：<tcp-lanes> 元素", "HTML: element <tcp-lanes>"],
        Form::Raw => ["Hexo、Jekyll：raw 标签", "Hexo, Jekyll: raw tag"],
        Form::Hugo => ["Hugo：短代码", "Hugo: shortcode"],
        Form::Mdx => ["MDX：Docusaurus、Astro、Next.js", "MDX: Docusaurus, Astro, Next.js"],
        Form::Markdown => ["Markdown：图片加链接", "Markdown: picture with a link"],
        Form::Link => ["链接", "Link"],
    };
    either(lang, zh_cn, en)
}

/// What it is good for.
pub(super) fn about(form: Form, lang: Lang) -> &'static str {
    let [zh_cn, en] = match form {
        Form::Frame => [
            "哪里都能用：WordPress、VitePress、mdBook，以及一切能写 HTML 的地方。",
            "Works everywhere: WordPress, VitePress, mdBook, and wherever HTML can be written.",
        ],
        Form::Element => [
            "融入页面：配色跟随页面，高度跟随内容。多个播放器只需一个脚本。",
            "Part of the page: its colours, and as high as its content. One script for any number of players.",
        ],
        Form::Raw => [
            "文章模板不会改动 raw 标签里的内容。",
            "Templates leave alone what is between the tags.",
        ],
        Form::Hugo => [
            "先把下面的文件放进站点，每个站点只需一次。",
            "First put the file below into your site, once.",
        ],
        Form::Mdx => ["JSX 写法的 iframe。", "A frame as JSX has it."],
        Form::Markdown => [
            "只能写 Markdown 的地方，例如 GitHub。有改动的运行没有图，只有链接。",
            "Where only Markdown can be written, such as GitHub. A changed run has no picture.",
        ],
        Form::Link => ["页面的地址。", "The address of the page."],
    };
    either(lang, zh_cn, en)
}

/// Colours of a player.
pub(super) fn theme_words(theme: Theme, lang: Lang) -> &'static str {
    match theme {
        Theme::Auto => either(lang, "自动", "Automatic"),
        Theme::Light => either(lang, "浅色", "Light"),
        Theme::Dark => either(lang, "深色", "Dark"),
    }
}

/// How much of the controls there is.
pub(super) fn controls_words(controls: Controls, lang: Lang) -> &'static str {
    match controls {
        Controls::Full => either(lang, "完整", "All"),
        Controls::Mini => either(lang, "单步与播放", "Steps and play"),
        Controls::None => either(lang, "不显示", "None"),
    }
}

/// A part of a player.
pub(super) fn panel_words(panel: Panel, lang: Lang) -> &'static str {
    match panel {
        Panel::Question => either(lang, "问题与答案", "Question and answer"),
        Panel::Caption => either(lang, "事件说明", "What happens"),
        Panel::Legend => either(lang, "图例", "Legend"),
        Panel::States => either(lang, "状态图", "State diagram"),
        Panel::Variables => either(lang, "变量", "Variables"),
        Panel::Transcript => either(lang, "文字记录", "Transcript"),
    }
}
