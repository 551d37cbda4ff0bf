//! Links to what is on the stage, and what is pasted elsewhere to lead there.

use crate::desk::{Context, link_text};
use crate::moment::Moment;
use crate::words::either;
use nodes::node::{Tag, tag};
use tcp_scenarios::catalogue::{PROOF, unchanged};
use tcp_scenarios::prose::Lang;
use tcp_studio::sandbox::Form;
use tcp_view::address::{Position, Theme};
use tcp_view::app::FREE;

/// Something to be copied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Shared {
    /// `link` or `markdown`.
    pub(super) name: &'static str,
    /// What a reader calls it.
    pub(super) label: &'static str,
    /// It.
    pub(super) text: String,
}

/// The link of what is on the stage, at this moment or at its beginning.
pub(super) fn link(context: Context<'_>, site: &str, from_beginning: bool) -> String {
    let at = at(context, from_beginning);
    let link = page(context, site, context.now.lang, &at);
    match &*link_text(context.history, &at, &context.now.beside) {
        "" => link,
        changes => [&*link, "#", changes].concat(),
    }
}

/// Where a link leads to: this moment or the beginning.
pub(super) fn at(context: Context<'_>, from_beginning: bool) -> String {
    match from_beginning {
        true => Position::Step(0),
        false => context.now.position(&context.subject.run),
    }
    .to_string()
}

/// The address of the page with the scenario, as it was before anybody changed it.
pub(super) fn page(context: Context<'_>, site: &str, lang: Lang, at: &str) -> String {
    let base = unchanged(&context.now.address);
    format!("{site}?scenario={base}&lang={}&t={at}", lang.tag())
}

/// All that can be copied.
pub(super) fn all(context: Context<'_>, site: &str, link: &str) -> Vec<Shared> {
    let Moment { lang, address, .. } = context.now;
    let question = context.subject.scenario.question.get(*lang);
    let shared = |name, label, text| Shared { name, label, text };
    let is_changed = unchanged(address) != address;
    let figure = figure(context, site, *lang, Theme::Auto).filter(|_| !is_changed);
    vec![
        shared("link", either(*lang, "链接", "Link"), link.to_owned()),
        shared("markdown", "Markdown", markdown(link, question, figure.as_deref())),
    ]
}

/// The address of the figure that the site has of the scenario; it has none of what a reader or the
/// checker has made.
pub(super) fn figure(context: Context<'_>, site: &str, lang: Lang, theme: Theme) -> Option<String> {
    let base = unchanged(&context.now.address);
    if base == FREE || base.starts_with(PROOF) {
        return None;
    }
    let (name, lang, theme) = (base.replace('/', "."), lang.tag(), theme.name());
    Some(format!("{}figures/{name}.{lang}.{theme}.svg", folder(site)))
}

/// The folder that a page is in, with its slash.
pub(super) fn folder(site: &str) -> &str {
    site.rfind('/').map_or("", |end| &site[..=end])
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

/// What a link to a run of a reader's own file does not hold: the file's words.
pub(super) fn left_out(context: Context<'_>) -> Option<Tag> {
    let file = context.history.file();
    let is_mere_run = file.title == Form::default().file().title
        && file.captions.is_empty()
        && file.claims.is_empty();
    let is_told = context.history.address() == FREE && !is_mere_run;
    is_told.then(|| {
        tag("p", "about").text(either(
            context.now.lang,
            "链接里有整个运行，没有文件里的文字（标题、答案、断言等）：请把文件也发过去。",
            "The link holds the run and not the words of your file (title, answer, claims): pass on the file, too.",
        ))
    })
}

/// How it looks; `left_out` is what the link does not hold.
pub(super) fn view(
    all: &[Shared],
    left_out: Option<Tag>,
    from_beginning: bool,
    shares: bool,
    lang: Lang,
) -> Tag {
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
        .list(left_out)
        .list(all.iter().map(|shared| row(shared, lang)))
        .child(tag("button", "btn").does("sheet embed open").text(either(
            lang,
            "嵌入网页或博客…",
            "Embed in a page or blog…",
        )))
}

fn row(shared: &Shared, lang: Lang) -> Tag {
    let id = ["share-", shared.name].concat();
    let copy = [either(lang, "复制", "Copy "), shared.label].concat();
    let field =
        tag("input", "mono").with("id", &*id).with("readonly", "").with("value", &*shared.text);
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
        let link = markdown("https://a.example/", "a](b) <c>\nd", None);
        assert_eq!(link, "[a\\](b) \\<c\\> d](https://a.example/)");
    }
}
