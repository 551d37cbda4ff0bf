//! The verdicts, one for each property that bears on a model.

use crate::panel::{Card, Panel};
use crate::talk::{Phase, Report};
use crate::wanted::Goal;
use crate::words::{self, either, number};
use nodes::node::{Tag, tag};
use tcp_checker::bounds::Bounds;
use tcp_checker::model::Declared;
use tcp_scenarios::prose::Lang;

/// What a search has to say of a property.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Verdict {
    /// Nothing: there was no search.
    Open,
    /// Nothing yet.
    SoFar,
    /// It fails, and in so many steps.
    Fails(usize),
    /// It holds in all worlds.
    Holds,
}

/// The properties of a model with their verdicts.
pub(super) fn verdicts(panel: &Panel, card: &Card) -> Tag {
    let all = card.model.clone().with_bounds(card.searched());
    let verdicts = all.declared.iter().map(|declared| verdict(panel, card, declared));
    tag("ul", "verdicts").list(verdicts)
}

fn verdict(panel: &Panel, card: &Card, declared: &Declared) -> Tag {
    let (lang, property) = (panel.lang, declared.property);
    let bounds = card.searched();
    let found = card.found.as_ref().map(|(_, report)| report);
    let verdict = Verdict::of(declared, found);
    let (kind, icon) = match verdict {
        Verdict::Open => ("open", "M10 4.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11z"),
        Verdict::SoFar => ("so-far", "M10 4.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11z"),
        Verdict::Fails(_) => ("fails", "M5 5l10 10M15 5L5 15"),
        Verdict::Holds => ("holds", "M4 10.5l4 4 8-9"),
    };
    let sign = tag("svg", "ic")
        .with("viewBox", "0 0 20 20")
        .with("width", "20")
        .with("height", "20")
        .with("aria-hidden", "true")
        .child(tag("path", "").with("d", icon));
    let mut words = tag("div", "")
        .child(tag("h4", "").text(words::name(property, lang)))
        .child(tag("p", "word").text(verdict.say(found, bounds, lang)))
        .child(tag("p", "about").text(words::means(property, lang)));
    let premise = words::narrowed(bounds, declared.within, lang);
    let surprise = verdict.surprise(card, declared, lang);
    for more in premise.into_iter().chain(surprise) {
        words = words.child(tag("p", "about").text(more));
    }
    let mut item = tag("li", "").with("data-verdict", kind).with("data-property", property.id());
    item = item.child(sign).child(words);
    if matches!(verdict, Verdict::Fails(_)) {
        item = item.child(play(panel, card, Goal::Failure(property)));
    }
    item
}

/// The button that plays a failure.
fn play(panel: &Panel, card: &Card, goal: Goal) -> Tag {
    let label = either(panel.lang, "播放反例", "Play the failure");
    tag("button", "btn play-way")
        .does(format!("way {goal}"))
        .says("aria-busy", panel.is_asked(card.model.id, goal))
        .text(label)
}

impl Verdict {
    fn of(declared: &Declared, found: Option<&Report>) -> Verdict {
        match found {
            None => Verdict::Open,
            Some(report) => match (report.failure(declared.property), report.phase) {
                (Some(steps), _) => Verdict::Fails(steps),
                (None, Phase::Complete) => Verdict::Holds,
                (None, _) => Verdict::SoFar,
            },
        }
    }

    fn say(self, found: Option<&Report>, bounds: Bounds, lang: Lang) -> String {
        let worlds = number(found.map_or(0, |report| report.worlds));
        let bounds = words::bounds_in_words(bounds, lang);
        match (lang, self) {
            (Lang::ZhCn, Verdict::Open) => "还没有搜过".to_owned(),
            (Lang::En, Verdict::Open) => "Not searched yet".to_owned(),
            (Lang::ZhCn, Verdict::SoFar) => format!("走过的 {worlds} 个世界里还没有反例"),
            (Lang::En, Verdict::SoFar) => format!("No failure among {worlds} worlds so far"),
            (Lang::ZhCn, Verdict::Fails(steps)) => format!("不成立：最短 {steps} 步就出错"),
            (Lang::En, Verdict::Fails(1)) => "Fails: shortest failure 1 step".to_owned(),
            (Lang::En, Verdict::Fails(n)) => format!("Fails: shortest failure {n} steps"),
            (Lang::ZhCn, Verdict::Holds) => {
                format!("成立：{bounds}所能到达的 {worlds} 个世界，个个如此")
            }
            (Lang::En, Verdict::Holds) => {
                format!("Holds in all {worlds} worlds that {bounds} can lead to")
            }
        }
    }

    /// Within a model's own bounds a verdict should be the one that it declares.
    fn surprise(self, card: &Card, declared: &Declared, lang: Lang) -> Option<String> {
        let own = card.searched() == card.model.bounds;
        let differs = match self {
            Verdict::Open | Verdict::SoFar => false,
            Verdict::Fails(_) => declared.holds,
            Verdict::Holds => !declared.holds,
        };
        let words = either(
            lang,
            "与模型所声明的不同：这是一个错误，请告诉我们。",
            "The model declares otherwise: a mistake, which we would like to hear of.",
        );
        (own && differs).then(|| words.to_owned())
    }
}

impl Card {
    /// The bounds of the last search, or those that are set for the first.
    pub(super) fn searched(&self) -> Bounds {
        self.found.as_ref().map_or(self.bounds, |(bounds, _)| *bounds)
    }
}
