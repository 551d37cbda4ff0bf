//! The panel as nodes.

mod map;
mod verdicts;

use crate::panel::{Card, Complaint, Panel};
use crate::talk::{Phase, Report};
use crate::wanted::Meaningless;
use crate::words::{self, Bound, either, number};
use nodes::node::{Node, Tag, tag};
use tcp_checker::bounds::Bounds;
use tcp_scenarios::prose::Lang;

/// What stands in the panel's place.
pub fn view(panel: &Panel) -> Vec<Node> {
    let lang = panel.lang;
    let mut all = tag("div", "")
        .child(tag("h2", "prove-h").text(either(lang, "证明它", "Prove it")))
        .child(tag("p", "prove-about").text(either(
            lang,
            "在下面的边界之内，网络、应用和计时器能做的每一件事，一件不漏地试，用的就是上面播放的那个 TCP。",
            "Within the bounds below, everything that the network, the applications and the timers can do is tried, on the very TCP that plays here.",
        )));
    if panel.cards.len() > 1 {
        all = all.child(tabs(panel));
    }
    all = all.child(complaint(panel));
    if let Some(card) = panel.card() {
        all = all.child(shown(panel, card));
    }
    all.child(status(panel)).children
}

fn tabs(panel: &Panel) -> Tag {
    let tab = |(place, card): (usize, &Card)| {
        tag("button", "")
            .does(format!("tab {place}"))
            .says("aria-pressed", place == panel.shown)
            .text(words::title(card.model.id, panel.lang).unwrap_or(card.model.id))
    };
    tag("div", "seg-ctl models")
        .with("role", "group")
        .with("aria-label", either(panel.lang, "模型", "Models"))
        .list(panel.cards.iter().enumerate().map(tab))
}

fn shown(panel: &Panel, card: &Card) -> Tag {
    let lang = panel.lang;
    let title = words::title(card.model.id, lang).unwrap_or(card.model.id);
    let left = tag("div", "")
        .child(tag("h3", "").text(title))
        .child(tag("p", "lead").text(words::asks(card.model.id, lang).unwrap_or_default()))
        .child(controls(card, lang))
        .child(verdicts::verdicts(panel, card));
    let right = tag("div", "").child(map::map(panel, card));
    tag("div", "card")
        .with("data-model", card.model.id)
        .child(tag("div", "two").child(left).child(right))
        .child(settings(card, lang))
}

/// The button that searches or stops, and how far the search is.
fn controls(card: &Card, lang: Lang) -> Tag {
    let (action, label) = match (card.is_running(), &card.found) {
        (true, _) => ("stop", either(lang, "停止", "Stop")),
        (false, None) => ("run", either(lang, "开始搜索", "Search all worlds")),
        (false, Some(_)) => ("run", either(lang, "再搜一遍", "Search again")),
    };
    let class = if action == "run" && card.found.is_none() { "btn main-act" } else { "btn" };
    let button = tag("button", class).does(action).text(label);
    let count = card.found.as_ref().map(|(_, report)| count(report, lang)).unwrap_or_default();
    tag("p", "controls").child(button).child(tag("span", "count mono").text(count))
}

fn count(report: &Report, lang: Lang) -> String {
    let worlds = number(report.worlds);
    let (depth, rate) = (number(report.depth), number(rate(report)));
    let seconds = format!("{}.{}", report.millis / 1_000, report.millis % 1_000 / 100);
    match (lang, report.phase) {
        (Lang::ZhCn, Phase::Running) => {
            let frontier = number(report.frontier);
            format!("{worlds} 个世界 · {frontier} 个待查 · 每秒 {rate} 个 · 深 {depth} 步")
        }
        (Lang::En, Phase::Running) => {
            let frontier = number(report.frontier);
            format!("{worlds} worlds · {frontier} to go · {rate} a second · {depth} steps deep")
        }
        (Lang::ZhCn, _) => format!("{worlds} 个世界 · 最深 {depth} 步 · {seconds} 秒"),
        (Lang::En, _) => format!("{worlds} worlds · {depth} steps deep · {seconds} s"),
    }
}

/// Worlds a second that were looked into.
fn rate(report: &Report) -> u64 {
    (report.worlds - report.frontier.min(report.worlds)) * 1_000 / report.millis.max(1)
}

/// Knobs and bounds, under one heading that opens.
fn settings(card: &Card, lang: Lang) -> Tag {
    let knobs = words::knobs(&card.model, lang).into_iter().map(|(name, setting)| {
        tag("div", "").child(tag("dt", "").text(name)).child(tag("dd", "").text(setting))
    });
    let bounds = (0..Bounds::names().len()).filter_map(|place| stepper(card, place, lang));
    let differ = card.bounds != card.model.bounds;
    let reset = tag("button", "btn quiet").does("reset").has("disabled", !differ).text(either(
        lang,
        "恢复模型自己的边界",
        "Back to the model’s own",
    ));
    let heading = tag("summary", "").text(either(lang, "前提：", "Within: "));
    let heading = heading.text(words::bounds_in_words(card.bounds, lang));
    tag("details", "within")
        .child(heading)
        .child(tag("dl", "knobs").list(knobs))
        .child(tag("div", "steppers").list(bounds))
        .child(tag("p", "").child(reset).child(tag("span", "about").text(either(
            lang,
            "放宽边界，世界会多得很快；改好后再搜一遍。时间只会跳到下一个到期的计时器或下一个过期的报文段，其余的都不花时间。",
            "Wider bounds make many more worlds; search again after a change. Time passes only to the next timer that expires or segment that dies of old age; nothing else takes any.",
        ))))
}

fn stepper(card: &Card, place: usize, lang: Lang) -> Option<Tag> {
    let bound = Bound::at(place)?;
    let (value, (_, most)) = (card.bounds.values()[place], Bounds::names()[place]);
    let step = |action: &str, sign: &str, is_end: bool, says: &str| {
        tag("button", "btn icon")
            .does(format!("{action} {place}"))
            .says("aria-disabled", is_end)
            .with("aria-label", format!("{says}{}", bound.label(lang)))
            .text(sign)
    };
    let less = step("less", "−", value == 0, either(lang, "减少", "Fewer: "));
    let more = step("more", "+", value == most, either(lang, "增加", "More: "));
    let about = tag("span", "about").text(bound.about(lang));
    let label = tag("b", "").text(bound.label(lang));
    let number = tag("output", "mono").text(value.to_string());
    Some(
        tag("div", "stepper")
            .with("role", "group")
            .with("aria-label", bound.label(lang))
            .child(label)
            .child(less)
            .child(number)
            .child(more)
            .child(about),
    )
}

/// What a screen reader hears: the beginning and the end of a search, not the counting.
fn status(panel: &Panel) -> Tag {
    let status = tag("p", "vh").with("role", "status");
    let Some((_, report)) = panel.card().and_then(|card| card.found.as_ref()) else {
        return status;
    };
    let words = match report.phase {
        Phase::Running => either(panel.lang, "正在搜索", "Searching").to_owned(),
        _ => count(report, panel.lang),
    };
    status.text(words)
}

/// What could not be done; an empty place when all is well.
fn complaint(panel: &Panel) -> Tag {
    let lang = panel.lang;
    let place = tag("div", "complaint").with("role", "alert");
    let (words, what) = match &panel.complaint {
        None => return place,
        Some(Complaint::Meaningless(Meaningless::Model(name))) => {
            (either(lang, "没有这个模型：", "There is no such model: "), name.clone())
        }
        Some(Complaint::Meaningless(Meaningless::Rest(_, part))) => (
            either(
                lang,
                "地址里的这一部分读不懂，先给您看它的模型：",
                "This part of the address means nothing; here is its model instead: ",
            ),
            part.clone(),
        ),
        Some(Complaint::NoWay(goal)) => (
            either(
                lang,
                "搜过的世界里没有一个是这样的：",
                "No world that was searched is like this: ",
            ),
            goal.to_string(),
        ),
        Some(Complaint::NotShown(goal)) => (
            either(
                lang,
                "这条路放不出来，因为同一刻到期的两件事，播放时总有先后：",
                "This way cannot be played, as of two things that are due at one moment one comes first in a run: ",
            ),
            goal.to_string(),
        ),
        Some(Complaint::NoWorker) => (
            either(lang, "搜索中断了，可以再试一次。", "The search broke off; try it again."),
            String::new(),
        ),
    };
    place.child(tag("p", "").text(words).child(tag("code", "").text(what)))
}
