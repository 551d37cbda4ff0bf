//! Another run beside the one on the stage: where they part, and how each ends.

use crate::desk::Context;
use crate::effect::Effect;
use crate::files::{Files, Found};
use crate::words::{either, named};
use nodes::node::{Tag, tag};
use tcp_model::time::Instant;
use tcp_scenarios::format::ScenarioFile;
use tcp_scenarios::prose::Lang;
use tcp_studio::change::Edition;
use tcp_studio::compare::{Comparison, Explanation, Outcome, Sentence};
use tcp_view::address::Position;
use tcp_view::app::FREE;

/// Where the list is of what scenarios are compared with: a line for each with its address, and those
/// of its partners with their titles, the best first, all with tabs between.
const fn list_in(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "books/partners.zh-CN.txt",
        Lang::En => "books/partners.en.txt",
    }
}

/// What it keeps in mind.
#[derive(Debug, Default)]
pub struct Compare {
    /// Where there is room for one run only, whether it is the one beside that is seen.
    other_side: bool,
    /// What the reader has chosen to compare with.
    chosen: Option<String>,
    /// What there is to choose from: addresses and titles.
    partners: Vec<(String, String)>,
    shown: Option<Shown>,
}

/// Two runs that are compared.
#[derive(Debug)]
struct Shown {
    of: String,
    partner: String,
    lang: Lang,
    titles: [String; 2],
    part: Option<Instant>,
    explanation: Option<Explanation>,
    verdicts: [(Outcome, Sentence); 2],
}

impl Compare {
    /// Opens it with this partner, if there is to be one.
    pub fn begin(&mut self, partner: String) -> Option<Effect> {
        if partner.is_empty() {
            return None;
        }
        self.chosen = Some(partner);
        Some(Effect::Tell("panel compare".to_owned(), None))
    }

    /// Looks at what the page shows: while the panel is open, something stands beside it.
    pub fn see(&mut self, context: Context<'_>, files: &mut Files) -> Vec<Effect> {
        let Context { now, subject, history } = context;
        if now.panel != "compare" {
            self.shown = None;
            let nobody = now.beside.is_empty();
            return if nobody {
                Vec::new()
            } else {
                vec![Effect::Tell("beside ".to_owned(), None)]
            };
        }
        let list = match files.text(list_in(now.lang)) {
            Ok(list) => list,
            Err(path) => return path.map(Effect::Fetch).into_iter().collect(),
        };
        self.partners = partners(list, history.address());
        if !history.interventions().is_empty() {
            let title = either(now.lang, "没有改动过的场景", "the scenario as it is");
            self.partners.insert(0, (history.address().to_owned(), title.to_owned()));
        }
        let is_chosen = |(address, _): &&(String, String)| Some(address) == self.chosen.as_ref();
        let partner = self.partners.iter().find(is_chosen).or(self.partners.first());
        let Some((partner, _)) = partner.cloned() else {
            self.shown = None;
            return Vec::new();
        };
        let is_shown = self.shown.as_ref().is_some_and(|shown| {
            (&shown.of, &shown.partner, shown.lang) == (&subject.address, &partner, now.lang)
        });
        if is_shown && !now.beside.is_empty() {
            return Vec::new();
        }
        if partner == history.address() {
            return self.put_beside(context, partner, history.file());
        }
        let file = match files.find(&partner) {
            Found::Here(file) => file,
            Found::Fetch(path) => return vec![Effect::Fetch(path)],
            Found::Awaited | Found::Missing => return Vec::new(),
        };
        self.put_beside(context, partner, &file)
    }

    fn put_beside(
        &mut self,
        context: Context<'_>,
        partner: String,
        file: &ScenarioFile,
    ) -> Vec<Effect> {
        let Context { now, subject, history } = context;
        // The network and the users are as cruel to it, unless it is what they were not cruel to.
        let changes =
            if partner == history.address() { Vec::new() } else { history.interventions() };
        let is_changed = !changes.is_empty();
        let Ok(edition) = Edition::new(file, changes) else { return Vec::new() };
        let scenario = edition.scenario(partner.clone());
        let run = scenario.run();
        let mut comparison = Comparison::new(&subject.scenario, &subject.run, &scenario, &run);
        if partner == history.address() {
            comparison = comparison.of_change();
        }
        let part = comparison.divergence.as_ref().map(|divergence| divergence.at);
        let of = subject.address.clone();
        let titles = comparison.titles(now.lang);
        let verdicts = comparison.verdicts.clone().map(|one| (one.outcome, one.say(now.lang)));
        let explanation = comparison.explain(now.lang);
        let lang = now.lang;
        self.shown =
            Some(Shown { of, partner: partner.clone(), lang, titles, part, explanation, verdicts });
        // No page has learned of what a reader has made.
        let beside = match is_changed || partner == FREE {
            true => Effect::Beside(Box::new(scenario), partner),
            false => Effect::Tell(["beside ", &*partner].concat(), None),
        };
        let part = part.map(|at| Position::Time(at).to_string()).unwrap_or_default();
        vec![beside, Effect::Tell(["part ", &*part].concat(), None)]
    }

    /// What a reader has pressed in it.
    pub fn act(&mut self, _: Context<'_>, verb: &str, rest: &str) -> Vec<Effect> {
        match (verb, self.shown.as_ref().and_then(|shown| shown.part)) {
            ("with", _) => {
                self.chosen = Some(rest.to_owned());
                self.shown = None;
                vec![Effect::Tell("beside ".to_owned(), None)]
            }
            ("side", _) => {
                self.other_side = rest == "right";
                Vec::new()
            }
            ("part", Some(at)) => {
                let order = ["seek ", &*Position::Time(at).to_string()].concat();
                vec![Effect::Tell(order, None)]
            }
            _ => Vec::new(),
        }
    }

    /// The side that is seen where there is room for one; none while nothing is compared.
    pub fn side(&self) -> Option<&'static str> {
        self.shown.as_ref()?;
        Some(if self.other_side { "right" } else { "left" })
    }

    /// How it looks above the stage: what is compared, and where the two part.
    pub fn view(&self, context: Context<'_>) -> Vec<Tag> {
        let lang = context.now.lang;
        let heading = tag("h2", "part-h").text(either(lang, "对比", "Compare"));
        let Some(shown) = &self.shown else {
            let none = either(
                lang,
                "这个场景没有可以对照的另一种协议。",
                "There is nothing to compare this run with.",
            );
            let waits = self.partners.is_empty();
            return vec![heading, tag("p", "part-about").text(if waits { none } else { "…" })];
        };
        let left = tag("div", "part-head")
            .child(tag("div", "").child(heading).child(self.choice(shown, lang)));
        let why = match &shown.explanation {
            Some(explanation) => tag("div", "parting")
                .child(named(tag("h3", ""), &explanation.headline))
                .child(details(&explanation.body, lang))
                .child(tag("button", "btn").does("compare part").text(either(
                    lang,
                    "跳到分道处",
                    "Go to where they part",
                ))),
            None => tag("p", "part-about").text(either(
                lang,
                "两边发生的事完全一样。",
                "The same happens in both.",
            )),
        };
        let names = shown.titles.iter().zip(["left", "right"]).map(|(title, side)| {
            tag("button", "side-h")
                .does(format!("compare side {side}"))
                .says("aria-pressed", (side == "right") == self.other_side)
                .child(tag("span", "").text(title))
        });
        vec![left, why, tag("div", "sides").list(names)]
    }

    fn choice(&self, shown: &Shown, lang: Lang) -> Tag {
        let option = |(partner, title): &(String, String)| {
            tag("option", "")
                .with("value", partner)
                .has("selected", *partner == shown.partner)
                .text(title)
        };
        tag("label", "with").text(either(lang, "与 ", "with ")).child(
            tag("select", "")
                .with("data-set", "compare with")
                .with("value", &shown.partner)
                .list(self.partners.iter().map(option)),
        )
    }

    /// How it looks below the stage: what came of each.
    pub fn verdicts(&self, context: Context<'_>) -> Vec<Tag> {
        let Some(shown) = self.shown.as_ref().filter(|_| context.now.panel == "compare") else {
            return Vec::new();
        };
        let verdict = |(title, (outcome, sentence)): (&String, &(Outcome, Sentence))| {
            tag("div", "came")
                .with("data-outcome", outcome.name())
                .child(
                    tag("span", "sign")
                        .with("aria-hidden", "true")
                        .text(outcome.sign().to_string()),
                )
                .child(
                    tag("div", "")
                        .child(tag("p", "").text(title))
                        .child(tag("h3", "").text(&sentence.headline))
                        .child(tag("p", "").text(&sentence.detail)),
                )
        };
        vec![tag("div", "sides").list(shown.titles.iter().zip(&shown.verdicts).map(verdict))]
    }
}

/// What there is not always room for.
fn details(body: &str, lang: Lang) -> Tag {
    tag("details", "")
        .child(tag("summary", "").text(either(lang, "为什么", "Why")))
        .child(named(tag("p", ""), body))
}

/// What the list says that a scenario is compared with.
fn partners(list: &str, address: &str) -> Vec<(String, String)> {
    let fields = list.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let line = fields.into_iter().find(|fields| fields.first() == Some(&address));
    let pairs = line.into_iter().flat_map(|fields| {
        let pairs =
            fields[1..].chunks_exact(2).map(|pair| (pair[0].to_owned(), pair[1].to_owned()));
        pairs.collect::<Vec<_>>()
    });
    pairs.collect()
}
