//! Embedding what is on the stage: what a player in somebody's page is to show, the code for it, and
//! how it looks there.

#[cfg(test)]
mod tests;
mod words;

use super::code::{Form, Player, SHORTCODE};
use super::share;
use crate::desk::{Context, link_text};
use crate::effect::Effect;
use crate::moment::Moment;
use crate::words::either;
use nodes::node::{Tag, tag};
use tcp_scenarios::catalogue::{PROOF, unchanged};
use tcp_scenarios::prose::Lang;
use tcp_view::address::Theme;
use tcp_view::app::FREE;
use tcp_view::embed::{Controls, Options, Panel};
use words::{about, controls_words, form_words, panel_words, theme_words};

/// Heights that can be asked for, in pixels.
const HEIGHTS: std::ops::RangeInclusive<u32> = 200..=4000;

/// What the reader has chosen.
#[derive(Debug)]
pub(super) struct Embedding {
    /// Whether it stands in the sheet.
    pub(super) is_open: bool,
    form: Form,
    /// Whether the run is as the scenario has it, whatever the reader has changed.
    is_original: bool,
    /// Whether it begins at this moment.
    is_moment: bool,
    theme: Theme,
    tongue: Tongue,
    controls: Controls,
    panels: Vec<Panel>,
    height: Option<u32>,
    plays: bool,
}

/// In which language a player speaks.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
enum Tongue {
    /// In that of this page.
    #[default]
    Here,
    /// In this one.
    Of(Lang),
    /// In that of whoever reads.
    Readers,
}

impl Default for Embedding {
    fn default() -> Embedding {
        let usual = Options::default();
        Embedding {
            is_open: false,
            form: Form::default(),
            is_original: false,
            is_moment: false,
            theme: Theme::Auto,
            tongue: Tongue::default(),
            controls: usual.controls,
            panels: Panel::ALL.into_iter().filter(|panel| usual.shows(*panel)).collect(),
            height: None,
            plays: false,
        }
    }
}

impl Embedding {
    /// What a reader has pressed in it: a verb and more.
    pub(super) fn act(&mut self, action: &str) -> Vec<Effect> {
        let (verb, rest) = action.split_once(' ').unwrap_or((action, ""));
        match verb {
            "open" => {
                self.is_open = true;
                return vec![Effect::Focus("#embed-form".to_owned())];
            }
            "back" => {
                self.is_open = false;
                return vec![Effect::Focus("#sheet [data-act='sheet embed open']".to_owned())];
            }
            "form" => self.form = named(Form::ALL, Form::name, rest),
            "run" => self.is_original = rest == "original",
            "start" => self.is_moment = rest == "moment",
            "theme" => self.theme = Theme::from_name(rest).unwrap_or_default(),
            "lang" => self.tongue = Lang::from_tag(rest).map_or(Tongue::Readers, Tongue::Of),
            "controls" => self.controls = named(Controls::ALL, Controls::name, rest),
            "height" => self.height = rest.parse().ok().filter(|height| HEIGHTS.contains(height)),
            "plays" => self.plays = rest == "on",
            "panel" => self.show(rest),
            _ => {}
        }
        Vec::new()
    }

    /// `caption on`, `caption off`.
    fn show(&mut self, change: &str) {
        let (name, is) = change.split_once(' ').unwrap_or((change, ""));
        let is_meant = |panel: Panel| match panel.name() == name {
            true => is == "on",
            false => self.panels.contains(&panel),
        };
        self.panels = Panel::ALL.into_iter().filter(|panel| is_meant(*panel)).collect();
    }

    /// What can be copied: the code, or the file that it needs.
    pub(super) fn copy(&self, context: Context<'_>, site: &str, which: &str) -> Option<Effect> {
        let (text, field) = match which {
            "code" => (self.form.code(&self.player(context, site)), "#embed-code"),
            "shortcode" => (SHORTCODE.to_owned(), "#embed-shortcode"),
            _ => return None,
        };
        Some(Effect::CopyFrom(text, field.to_owned()))
    }

    /// Its language where it has one, and that of the words around it.
    fn lang(&self, context: Context<'_>) -> (Option<Lang>, Lang) {
        let here = context.now.lang;
        match self.tongue {
            Tongue::Here => (Some(here), here),
            Tongue::Of(lang) => (Some(lang), lang),
            Tongue::Readers => (None, here),
        }
    }

    fn player(&self, context: Context<'_>, site: &str) -> Player {
        let (spoken, lang) = self.lang(context);
        let at = share::at(context, !self.is_moment);
        let changes =
            if self.is_original { String::new() } else { link_text(context.history, &at, "") };
        let is_changed = !changes.is_empty();
        let figure = share::figure(context, site, lang, self.theme).filter(|_| !is_changed);
        let page = share::page(context, site, lang, &at);
        Player {
            site: share::folder(site).to_owned(),
            title: context.subject.scenario.question.get(lang).to_owned(),
            asked: self.asked(context, spoken, &at),
            page: if is_changed { [&*page, "#", &*changes].concat() } else { page },
            changes: changes.split_once('=').map(|(_, link)| link.to_owned()).unwrap_or_default(),
            height: self.height,
            figure,
            lang,
        }
    }

    /// What is asked of the player, but for what it is without being asked.
    fn asked(
        &self,
        context: Context<'_>,
        lang: Option<Lang>,
        at: &str,
    ) -> Vec<(&'static str, String)> {
        let usual = Embedding::default();
        let base = unchanged(&context.now.address);
        let panels: Vec<&str> = self.panels.iter().map(|panel| panel.name()).collect();
        let asked = [
            ("scenario", base, base != FREE),
            ("lang", lang.map_or("", Lang::tag), lang.is_some()),
            ("theme", self.theme.name(), self.theme != usual.theme),
            ("t", at, at != "step:0"),
            ("controls", self.controls.name(), self.controls != usual.controls),
            ("panels", &panels.join(","), self.panels != usual.panels),
            ("autoplay", "1", self.plays),
        ];
        let asked = asked.into_iter().filter(|(.., is_asked)| *is_asked);
        asked.map(|(name, value, _)| (name, value.to_owned())).collect()
    }

    /// How it looks.
    pub(super) fn view(&self, context: Context<'_>, site: &str) -> Tag {
        let lang = context.now.lang;
        let back = tag("button", "btn").does("sheet embed back").text(either(
            lang,
            "← 返回分享与导出",
            "← Back to sharing and exporting",
        ));
        if unchanged(&context.now.address).starts_with(PROOF) {
            let why = tag("p", "about").text(either(
                lang,
                "检查器找到的走法只能用链接分享，不能嵌入。",
                "A way that the checker has found can be linked to, and not embedded.",
            ));
            return tag("section", "sheet-part").child(why).child(back);
        }
        let player = self.player(context, site);
        let chosen = tag("div", "embed-choose").list(self.choices(context));
        let made = tag("div", "embed-made").list(self.made(&player, context.now));
        tag("section", "sheet-part")
            .child(tag("div", "embed").child(chosen).child(made))
            .child(tag("div", "sheet-row").child(back))
    }

    fn choices(&self, context: Context<'_>) -> Vec<Tag> {
        let lang = context.now.lang;
        let (spoken, _) = self.lang(context);
        let words = |zh, en| either(lang, zh, en);
        let forms = Form::ALL.map(|form| (form.name(), form_words(form, lang)));
        let mut rows = vec![
            select("form", words("插入方式", "Put in as"), &forms, self.form.name()),
            tag("p", "about").text(about(self.form, lang)),
        ];
        let can_be_original =
            !context.history.interventions().is_empty() && unchanged(&context.now.address) != FREE;
        if can_be_original {
            let runs = [
                ("mine", words("带上我的改动", "As I have changed it")),
                ("original", words("原来的场景", "The scenario as it is")),
            ];
            let run = if self.is_original { "original" } else { "mine" };
            rows.push(select("run", words("哪次运行", "Which run"), &runs, run));
        }
        let starts = [
            ("beginning", words("开头", "The beginning")),
            ("moment", words("当前时刻", "This moment")),
        ];
        let start = if self.is_moment { "moment" } else { "beginning" };
        let tongues =
            [("zh-CN", "中文"), ("en", "English"), ("reader", words("跟随读者", "The reader's"))];
        let themes = Theme::ALL.map(|theme| (theme.name(), theme_words(theme, lang)));
        rows.extend([
            select("start", words("从哪里开始", "Begins at"), &starts, start),
            select("lang", words("语言", "Language"), &tongues, spoken.map_or("reader", Lang::tag)),
            select("theme", words("配色", "Colours"), &themes, self.theme.name()),
        ]);
        if self.form.runs() {
            let controls = Controls::ALL.map(|one| (one.name(), controls_words(one, lang)));
            rows.extend([
                select("controls", words("控制栏", "Controls"), &controls, self.controls.name()),
                self.height(lang),
                self.parts(lang),
                tick(
                    "plays",
                    words("进入视野时自动播放", "Plays when it comes into view"),
                    self.plays,
                ),
            ]);
        }
        rows
    }

    fn height(&self, lang: Lang) -> Tag {
        let height = self.height.map(|height| height.to_string()).unwrap_or_default();
        let field = tag("input", "")
            .with("id", "embed-height")
            .with("type", "number")
            .with("min", HEIGHTS.start().to_string())
            .with("max", HEIGHTS.end().to_string())
            .with("placeholder", either(lang, "自动", "automatic"))
            .with("value", height)
            .with("data-set", "sheet embed height");
        labelled("embed-height", either(lang, "高度（像素）", "Height in pixels"), field)
    }

    fn parts(&self, lang: Lang) -> Tag {
        let legend = tag("legend", "").text(either(lang, "显示哪些部分", "Parts that are shown"));
        let ticks = Panel::ALL.map(|panel| {
            let name = ["panel ", panel.name()].concat();
            tick(&name, panel_words(panel, lang), self.panels.contains(&panel))
        });
        tag("fieldset", "embed-parts").child(legend).list(ticks)
    }

    /// The code, and how it looks.
    fn made(&self, player: &Player, now: &Moment) -> Vec<Tag> {
        let lang = now.lang;
        let mut made =
            text_to_copy("code", either(lang, "代码", "Code"), &self.form.code(player), lang);
        if self.form == Form::Hugo {
            let label = "layouts/shortcodes/tcp-lanes.html";
            made.extend(text_to_copy("shortcode", label, SHORTCODE, lang));
        }
        if self.form.runs() {
            let height = player.height.map_or("initial".to_owned(), |height| format!("{height}px"));
            let preview = tag("iframe", "embed-preview")
                .with("src", player.preview(now.theme))
                .with("title", either(lang, "预览", "Preview"))
                .with("--height", height);
            made.push(tag("h3", "label").text(either(lang, "预览", "Preview")));
            made.push(preview);
        }
        let offline = tag("a", "btn")
            .with("href", [&*player.site, "embed/index.html"].concat())
            .with("download", "tcp-lanes.html")
            .text(either(lang, "下载离线页面", "Download the offline page"));
        let why = tag("span", "about").text(either(
            lang,
            "一个文件，带着全部场景，断网也能打开。",
            "One file with all scenarios, which opens without a network.",
        ));
        made.push(tag("div", "sheet-row").child(offline).child(why));
        made
    }
}

/// The one of this name, or the usual one.
fn named<T: Copy + Default, const N: usize>(
    all: [T; N],
    name: fn(T) -> &'static str,
    of: &str,
) -> T {
    all.into_iter().find(|one| name(*one) == of).unwrap_or_default()
}

fn labelled(id: &str, words: &str, field: Tag) -> Tag {
    let label = tag("label", "").with("for", id).text(words);
    tag("div", "embed-row").child(label).child(field)
}

fn select(verb: &str, words: &str, all: &[(&'static str, &str)], chosen: &str) -> Tag {
    let id = ["embed-", verb].concat();
    let options = all.iter().map(|(name, words)| {
        tag("option", "").with("value", *name).has("selected", *name == chosen).text(*words)
    });
    let field = tag("select", "")
        .with("id", &*id)
        .with("value", chosen)
        .with("data-set", ["sheet embed ", verb].concat())
        .list(options);
    labelled(&id, words, field)
}

fn tick(verb: &str, words: &str, is: bool) -> Tag {
    let field = tag("input", "")
        .with("type", "checkbox")
        .with("data-set", ["sheet embed ", verb].concat())
        .has("checked", is);
    tag("label", "sheet-tick").child(field).text(words)
}

/// A text in a field, and what copies it.
fn text_to_copy(name: &str, label: &str, text: &str, lang: Lang) -> Vec<Tag> {
    let id = ["embed-", name].concat();
    let field = tag("textarea", "mono")
        .with("id", &*id)
        .with("readonly", "")
        .with("rows", "6")
        .with("spellcheck", "false")
        .text(text);
    let copy = tag("button", "btn")
        .does(["sheet copy ", name].concat())
        .with("aria-label", [either(lang, "复制：", "Copy: "), label].concat())
        .text(either(lang, "复制", "Copy"));
    let head = tag("div", "embed-head")
        .child(tag("label", "label").with("for", id).text(label))
        .child(copy);
    vec![head, field]
}
