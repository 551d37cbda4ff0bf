//! The sheet on top of the page: sharing, embedding, exporting, and what the keys do.

mod code;
mod embed;
mod export;
mod keys;
mod share;

use crate::desk::Context;
use crate::effect::Effect;
use crate::words::{cross, either};
use nodes::node::{Tag, tag};
use tcp_export::Format;
use tcp_view::address::Theme;

/// What it keeps in mind.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The address of the page without what follows `?`.
    site: String,
    /// Whether the browser has a dialog for sharing.
    shares: bool,
    /// Whether a link leads to the beginning, and not to this moment.
    from_beginning: bool,
    /// The colours of figures.
    colours: Theme,
    /// What is to be embedded, and how.
    embedding: embed::Embedding,
    /// What has just been done or could not be.
    told: Option<Told>,
}

/// What is told about the last thing that was pressed.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Told {
    /// It is on the clipboard.
    Copied,
    /// It is not: it is selected in its field, or has to be saved.
    NotCopied,
    /// A file of this name was handed over.
    Saved(String),
    /// So many of so many pictures of a film are drawn.
    Filming(usize, usize),
    /// The film was called off.
    CalledOff,
    /// A format cannot say it, and why.
    Failed(String),
}

impl Sheet {
    /// Where the page is, and whether its browser has a dialog for sharing.
    pub fn stands_at(&mut self, site: &str, shares: bool) {
        site.clone_into(&mut self.site);
        self.shares = shares;
    }

    /// What a reader has pressed in it.
    pub fn act(&mut self, context: Context<'_>, verb: &str, rest: &str) -> Vec<Effect> {
        self.told = None;
        match verb {
            "close" => {
                self.embedding.is_open = false;
                let below = ["panel ", &*context.now.panel].concat();
                return vec![Effect::StopFilm, Effect::Tell(below, None)];
            }
            "panel" => return vec![Effect::Tell(["panel ", rest].concat(), None)],
            "embed" => return self.embedding.act(rest),
            "moment" => self.from_beginning = rest == "off",
            "colours" => self.colours = Theme::from_name(rest).unwrap_or_default(),
            "copy" => return self.copy(context, rest),
            "send" => {
                let title = context.subject.scenario.question.get(context.now.lang).to_owned();
                return vec![Effect::Share(title, self.link(context))];
            }
            "save" => return self.save(context, rest),
            "text" => return self.copy_text(context, rest),
            "stop" => {
                self.told = Some(Told::CalledOff);
                return vec![Effect::StopFilm];
            }
            "copied" => self.told = Some(Told::Copied),
            "uncopied" => self.told = Some(Told::NotCopied),
            "saved" => self.told = Some(Told::Saved(rest.to_owned())),
            "failed" => self.told = Some(Told::Failed(rest.to_owned())),
            "film" => {
                let numbers = rest.split_once(' ');
                let numbers = numbers.and_then(|(n, of)| Some((n.parse().ok()?, of.parse().ok()?)));
                self.told = numbers.map(|(n, of)| Told::Filming(n, of));
            }
            _ => {}
        }
        Vec::new()
    }

    fn link(&self, context: Context<'_>) -> String {
        share::link(context, &self.site, self.from_beginning)
    }

    /// `link` or `markdown`; `code` or `shortcode`.
    fn copy(&self, context: Context<'_>, which: &str) -> Vec<Effect> {
        let found = self.shared(context).into_iter().find(|shared| shared.name == which);
        let copy = |shared: share::Shared| {
            Effect::CopyFrom(shared.text, ["#share-", shared.name].concat())
        };
        let embedding = || self.embedding.copy(context, &self.site, which);
        found.map(copy).or_else(embedding).into_iter().collect()
    }

    fn shared(&self, context: Context<'_>) -> Vec<share::Shared> {
        share::all(context, &self.site, &self.link(context))
    }

    fn save(&mut self, context: Context<'_>, name: &str) -> Vec<Effect> {
        let Some(format) = Format::from_name(name) else { return Vec::new() };
        let effect = export::save(context, format, self.colours);
        self.told = match &effect {
            Ok(Effect::Download(name, ..)) => Some(Told::Saved(name.clone())),
            Ok(_) => None,
            Err(error) => Some(Told::Failed(error.clone())),
        };
        effect.into_iter().collect()
    }

    fn copy_text(&mut self, context: Context<'_>, name: &str) -> Vec<Effect> {
        let Some(format) = Format::from_name(name) else { return Vec::new() };
        match export::text(context, format, self.colours) {
            Ok(text) => vec![Effect::CopyFrom(text, String::new())],
            Err(error) => {
                self.told = Some(Told::Failed(error));
                Vec::new()
            }
        }
    }

    /// How it looks: nothing while it is not open.
    pub fn view(&self, context: Context<'_>) -> Vec<Tag> {
        let lang = context.now.lang;
        let (title, parts) = match &*context.now.sheet {
            "share" if self.embedding.is_open => {
                let parts = vec![self.embedding.view(context, &self.site)];
                (either(lang, "嵌入网页", "Embed in a page"), parts)
            }
            "share" => {
                let (all, left_out) = (self.shared(context), share::left_out(context));
                let share = share::view(&all, left_out, self.from_beginning, self.shares, lang);
                let parts = vec![share, export::view(self.colours, lang)];
                (either(lang, "分享与导出", "Share and export"), parts)
            }
            "help" => (either(lang, "键盘", "Keys"), vec![keys::view(lang)]),
            _ => return Vec::new(),
        };
        let close = tag("button", "btn quiet icon")
            .does("sheet close")
            .with("aria-label", either(lang, "关闭", "Close"))
            .child(cross());
        let head = tag("div", "sheet-head")
            .child(tag("h2", "part-h").with("id", "sheet-h").text(title))
            .child(close);
        let told = tag("div", "sheet-told").with("role", "status").list(self.told(context));
        let is_wide = context.now.sheet == "share" && self.embedding.is_open;
        let class = if is_wide { "sheet-box wide" } else { "sheet-box" };
        vec![tag("div", class).child(head).child(told).list(parts)]
    }

    fn told(&self, context: Context<'_>) -> Vec<Tag> {
        let lang = context.now.lang;
        let Some(told) = &self.told else { return Vec::new() };
        let words = match told {
            Told::Copied => either(lang, "已复制。", "Copied.").to_owned(),
            Told::NotCopied => either(
                lang,
                "浏览器不让复制：已选中的文字请用 Ctrl+C 复制，其余的请保存成文件。",
                "The browser forbids copying: what is selected can be copied with Ctrl+C, all else can be saved.",
            )
            .to_owned(),
            Told::Saved(name) => [either(lang, "已保存：", "Saved: "), name].concat(),
            Told::Filming(n, of) => {
                format!("{}{n} / {of}", either(lang, "正在绘制动图：", "Drawing the film: "))
            }
            Told::CalledOff => either(lang, "已取消。", "Called off.").to_owned(),
            Told::Failed(error) => [either(lang, "无法导出：", "Cannot be exported: "), error].concat(),
        };
        let stop = matches!(told, Told::Filming(..))
            .then(|| tag("button", "btn").does("sheet stop").text(either(lang, "取消", "Cancel")));
        let failed = matches!(told, Told::Failed(_));
        let class = if failed { "complaint" } else { "" };
        std::iter::once(tag("p", class).text(words)).chain(stop).collect()
    }
}
