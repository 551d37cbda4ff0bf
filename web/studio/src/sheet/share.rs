//! Links to what is on the stage, and what is pasted elsewhere to lead there.

use crate::desk::{Context, link_text};
use crate::words::either;
use nodes::node::{Tag, tag};
use tcp_scenarios::catalogue::{PROOF, unchanged};
use tcp_scenarios::prose::Lang;
use tcp_view::address::Position;
use tcp_view::app::FREE;

/// Something to be copied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Shared {
    /// `link`, `embed` or `markdown`.
    pub(super) name: &'static str,
    /// What a reader calls it.
    pub(super) label: &'static str,
    /// It.
    pub(super) text: String,
}

/// The link of what is on the stage, at this moment or at its beginning.
pub(super) fn link(context: Context<'_>, site: &str, from_beginning: bool) -> String {
    let now = context.now;
    let step = if from_beginning { 0 } else { now.step };
    let at = Position::Step(step).to_string();
    let base = unchanged(&now.address);
    let mut link = format!("{site}?scenario={base}&lang={}&t={at}", now.lang.tag());
    let changes = link_text(context.history, &at);
    if !changes.is_empty() {
        link += "#";
        link += &changes;
    }
    link
}

/// All that can be copied.
pub(super) fn all(context: Context<'_>, site: &str, link: &str) -> Vec<Shared> {
    let lang = context.now.lang;
    let scenario = &context.subject.scenario;
    let question = scenario.question.get(lang);
    let shared = |name, label, text| Shared { name, label, text };
    let figure = figure(context, site);
    vec![
        shared("link", either(lang, "链接", "Link"), link.to_owned()),
        shared("embed", either(lang, "嵌入代码", "Embed code"), embedding(link, question)),
        shared("markdown", "Markdown", markdown(link, question, figure.as_deref())),
    ]
}

/// The address of the figure that the site has of it; it has none of what a reader has made.
fn figure(context: Context<'_>, site: &str) -> Option<String> {
    let address = &context.now.address;
    let base = unchanged(address);
    if base != address || base == FREE || base.starts_with(PROOF) {
        return None;
    }
    let folder = site.rfind('/').map_or("", |end| &site[..=end]);
    Some(format!("{folder}figures/{}.{}.auto.svg", base.replace('/', "."), context.now.lang.tag()))
}

/// What shows the page in another page, with a plain link below it.
pub(super) fn embedding(link: &str, title: &str) -> String {
    let (link, title) = (escaped(link), escaped(title));
    format!(
        "<iframe src=\"{link}\" title=\"{title}\" loading=\"lazy\" width=\"100%\" height=\"640\" \
         allow=\"clipboard-write; fullscreen\"></iframe>\n<p><a href=\"{link}\">{title}</a></p>"
    )
}

/// A text in HTML, in an attribute or not.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&#39;",
            c => escaped.push(c),
        }
    }
    escaped
}

/// A link in Markdown, with the figure where there is one.
pub(super) fn markdown(link: &str, title: &str, figure: Option<&str>) -> String {
    let mut words = String::with_capacity(title.len());
    for c in title.chars() {
        match c {
            '\n' | '\r' => words.push(' '),
            c => {
                if "\\[]<>&*_`!".contains(c) {
                    words.push('\\');
                }
                words.push(c);
            }
        }
    }
    match figure {
        Some(figure) => format!("[![{words}]({figure})]({link})"),
        None => format!("[{words}]({link})"),
    }
}

/// How it looks.
pub(super) fn view(all: &[Shared], from_beginning: bool, shares: bool, lang: Lang) -> Tag {
    let moment = tag("label", "sheet-tick")
        .child(
            tag("input", "")
                .with("type", "checkbox")
                .with("data-set", "sheet moment")
                .has("checked", !from_beginning),
        )
        .text(either(lang, "从当前时刻开始", "From this moment"));
    let send = shares.then(|| {
        tag("button", "btn").does("sheet send").text(either(lang, "用系统分享…", "Share with…"))
    });
    tag("section", "sheet-part")
        .child(tag("h3", "label").text(either(lang, "分享", "Share")))
        .child(tag("div", "sheet-row").child(moment).list(send))
        .list(all.iter().map(|shared| row(shared, lang)))
}

fn row(shared: &Shared, lang: Lang) -> Tag {
    let id = ["share-", shared.name].concat();
    let copy = [either(lang, "复制", "Copy "), shared.label].concat();
    let field = tag("input", "mono")
        .with("id", &*id)
        .with("readonly", "")
        .with("value", shared.text.replace('\n', " "));
    let button = tag("button", "btn")
        .does(["sheet copy ", shared.name].concat())
        .with("aria-label", copy)
        .text(either(lang, "复制", "Copy"));
    tag("div", "sheet-share")
        .child(tag("label", "").with("for", id).text(shared.label))
        .child(field)
        .child(button)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_leave_its_place() {
        let html = embedding("https://a.example/?x=1&y=2", "\"><script>'");
        assert!(!html.contains("<script>") && html.contains("?x=1&amp;y=2"), "{html}");
        assert!(html.contains("title=\"&quot;&gt;&lt;script&gt;&#39;\""), "{html}");
        let link = markdown("https://a.example/", "a](b) <c>\nd", None);
        assert_eq!(link, "[a\\](b) \\<c\\> d](https://a.example/)");
    }
}
