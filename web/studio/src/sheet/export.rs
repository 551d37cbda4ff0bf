//! The run in other people's formats, as the reader has changed it.

use crate::desk::Context;
use crate::effect::Effect;
use crate::words::either;
use nodes::node::{Tag, tag};
use tcp_export::{Format, Options, export, frames, still};
use tcp_scenarios::catalogue::unchanged;
use tcp_scenarios::format::Intervention;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_studio::change::words::say;
use tcp_view::address::Theme;

/// Pictures in pixels have so many for each of the figure's, to be sharp.
const SHARP: u32 = 2;

/// A film is this wide: few enough pixels to be sent around.
const FILM_WIDTH: i32 = 480;

/// What hands over a file of this format, or why there can be none.
pub(super) fn save(context: Context<'_>, format: Format, colours: Theme) -> Result<Effect, String> {
    let options = options(context, colours);
    let scenario = named(context);
    let run = &context.subject.run;
    let name = file_name(context, format);
    Ok(match format {
        Format::Png => {
            let svg = still(&scenario, run, run.end, &options);
            Effect::Picture { name, svg, scale: SHARP }
        }
        Format::Gif => {
            let options = Options { width: FILM_WIDTH, ..options };
            let frames = frames(run, &options);
            let run = Box::new(run.clone());
            Effect::Film { name, scenario: Box::new(scenario), run, options, frames }
        }
        Format::Text
        | Format::Json
        | Format::Svg
        | Format::AnimatedSvg
        | Format::Mermaid
        | Format::PlantUml
        | Format::Markdown
        | Format::Pcapng
        | Format::Packetdrill => {
            let octets = export(format, &scenario, run, &options).map_err(|e| e.to_string())?;
            Effect::Download(name, format.mime(), octets)
        }
    })
}

/// The text of a format that is text.
pub(super) fn text(context: Context<'_>, format: Format, colours: Theme) -> Result<String, String> {
    let options = options(context, colours);
    let octets = export(format, &named(context), &context.subject.run, &options);
    String::from_utf8(octets.map_err(|e| e.to_string())?).map_err(|e| e.to_string())
}

fn options(context: Context<'_>, theme: Theme) -> Options {
    let lang = context.now.lang;
    let changes = changes(context).iter().map(|change| say(change, lang)).collect();
    Options { lang, theme, changes, ..Options::default() }
}

/// All that was changed in what is on the stage: by the reader, or in the file that is played.
fn changes(context: Context<'_>) -> &[Intervention] {
    &context.subject.file.run.interventions
}

/// The scenario under the address of what it was made from: what a studio numbers is of no use
/// outside of it.
fn named(context: Context<'_>) -> Scenario {
    let mut scenario = context.subject.scenario.clone();
    unchanged(&context.now.address).clone_into(&mut scenario.address);
    scenario
}

/// `three-way-normal.svg`, `three-way-normal-changed.svg`.
fn file_name(context: Context<'_>, format: Format) -> String {
    let base = unchanged(&context.now.address);
    let changed = if changes(context).is_empty() { "" } else { "-changed" };
    format!("{}{changed}.{}", base.replace('/', "."), format.extension())
}

/// How it looks.
pub(super) fn view(colours: Theme, lang: Lang) -> Tag {
    let option = |theme: Theme| {
        tag("option", "")
            .with("value", theme.name())
            .has("selected", theme == colours)
            .text(name_of(theme, lang))
    };
    let select = tag("select", "")
        .with("id", "export-colours")
        .with("value", colours.name())
        .with("data-set", "sheet colours")
        .list(Theme::ALL.map(option));
    let label = tag("label", "").with("for", "export-colours").text(either(
        lang,
        "图的配色",
        "Colours of figures",
    ));
    tag("section", "sheet-part")
        .child(tag("h3", "label").text(either(lang, "导出", "Export")))
        .child(tag("div", "sheet-row").child(label).child(select))
        .child(tag("ul", "sheet-formats").list(Format::ALL.map(|format| row(format, lang))))
}

fn name_of(theme: Theme, lang: Lang) -> &'static str {
    match theme {
        Theme::Auto => either(lang, "跟随读者的系统", "As the viewer's system has it"),
        Theme::Light => either(lang, "浅色", "Light"),
        Theme::Dark => either(lang, "深色", "Dark"),
    }
}

fn row(format: Format, lang: Lang) -> Tag {
    let label = format.label(lang);
    let button = |verb: &str, words: &'static str| {
        let name = [words, either(lang, "：", ": "), label].concat();
        tag("button", "btn")
            .does(format!("sheet {verb} {}", format.name()))
            .with("aria-label", name)
            .text(words)
    };
    let copy = format.is_text().then(|| button("text", either(lang, "复制", "Copy")));
    tag("li", "")
        .child(
            tag("span", "sheet-format")
                .child(tag("b", "").text(label))
                .child(tag("span", "about").text(about(format, lang))),
        )
        .child(
            tag("span", "sheet-deeds")
                .list(copy)
                .child(button("save", either(lang, "保存", "Save"))),
        )
}

fn about(format: Format, lang: Lang) -> &'static str {
    let [zh_cn, en] = match format {
        Format::Text => ["终端里就能看的时序图。", "A ladder for a terminal or a plain text."],
        Format::Json => {
            ["每个事件、每个报文，供程序读取。", "Every event and every segment, for programs."]
        }
        Format::Svg => ["放进文章的图，随意缩放。", "A figure for an article, sharp at any size."],
        Format::AnimatedSvg => {
            ["打开后播放一遍的图。", "A figure that plays once when it is opened."]
        }
        Format::Mermaid => {
            ["GitHub、Notion 等能直接画出来。", "GitHub, Notion and others draw it."]
        }
        Format::PlantUml => ["PlantUML 画的时序图。", "For PlantUML."],
        Format::Markdown => [
            "问题、答案，以及列成表格的全过程。",
            "Question, answer, and what happened as a table.",
        ],
        Format::Pcapng => ["每个包都带注释。", "Each packet has a comment."],
        Format::Packetdrill => [
            "服务器这一端的经历，可以拿去测试真实的内核。",
            "What the server lived through, to test a real kernel with.",
        ],
        Format::Png => ["两倍分辨率的图片。", "A picture of twice the resolution."],
        Format::Gif => [
            "播放一遍的动图，绘制要几秒。",
            "A film that plays once; drawing it takes some seconds.",
        ],
    };
    either(lang, zh_cn, en)
}
