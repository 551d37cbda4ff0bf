//! `tcp-lanes run --compare`.

use crate::Failure;
use crate::run::{Arguments, broken, find, load};
use tcp_export::Format;
use tcp_scenarios::catalogue::Catalogue;
use tcp_scenarios::format::{RunFile, ScenarioFile};
use tcp_scenarios::json;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_studio::compare::{Comparison, Explanation, Outcome, Side, partners_in};
use tcp_view::ladder::QueueSizes;
use tcp_view::svg::{BesideOptions, Column, Parting, Sign, figure_beside};
use tcp_view::terminal;

/// Runs two scenarios and shows them side by side; `other` is what it is compared with, or empty
/// for the natural partner.
pub(crate) fn compare(arguments: &Arguments, other: &str) -> Result<(), Failure> {
    let (left, file) = load(&arguments.scenario)?;
    let right = if other.is_empty() { partner(&left)? } else { find(other)? };
    let (left_run, right_run) = (left.run(), right.run());
    let mut comparison = Comparison::new(&left, &left_run, &right, &right_run);
    if file.is_some_and(|file| is_change(file, &right)) {
        comparison = comparison.of_change();
    }
    let text = match arguments.format {
        Format::Text => ladders(&comparison, arguments.lang),
        Format::Json => document(&comparison),
        Format::Svg => figure(&comparison, arguments),
        Format::AnimatedSvg
        | Format::Mermaid
        | Format::PlantUml
        | Format::Markdown
        | Format::Pcapng
        | Format::Packetdrill
        | Format::Png
        | Format::Gif => {
            let expected = "--compare: expected --format text, json or svg";
            return Err(Failure::Input(expected.to_owned()));
        }
    };
    crate::write(text.as_bytes(), arguments.output.as_ref())?;
    let mut claims = broken(&left, &left_run, arguments.lang);
    claims.extend(broken(&right, &right_run, arguments.lang));
    if claims.is_empty() { Ok(()) } else { Err(Failure::Claims(claims)) }
}

/// Whether a file is a scenario in which a reader has changed something.
fn is_change(file: ScenarioFile, of: &Scenario) -> bool {
    if file.run.interventions.is_empty() {
        return false;
    }
    let run = RunFile { interventions: Vec::new(), ..file.run };
    let as_it_was = Scenario::from_file(&ScenarioFile { run, ..file });
    as_it_was.is_ok_and(|as_it_was| as_it_was.setup() == of.setup())
}

/// What a scenario is naturally compared with.
fn partner(scenario: &Scenario) -> Result<Scenario, Failure> {
    let catalogue = Catalogue::get();
    let partners = partners_in(catalogue, &scenario.address);
    let candidates = scenario.right.iter().chain(&partners);
    let found = candidates.filter_map(|one| catalogue.find(one)).next();
    found.cloned().ok_or_else(|| {
        let expected = "nothing to compare it with by itself; expected --compare with another one";
        Failure::Input(format!("{}: {expected}", scenario.address))
    })
}

/// Both ladders, why they part, and what came of each.
fn ladders(comparison: &Comparison<'_>, lang: Lang) -> String {
    let explanation = comparison.explain(lang);
    let rule = comparison.divergence.as_ref().zip(explanation.as_ref());
    let rule = rule.map(|(divergence, said)| (divergence.at, &*said.headline));
    let titles = comparison.titles(lang);
    let titles = titles.each_ref().map(|title| &**title);
    let ladders = terminal::beside(comparison.runs, titles, rule, lang);
    let mut text = format!("{}\n\n{ladders}\n", comparison.scenarios[0].question.get(lang));
    match explanation {
        Some(Explanation { headline, body, .. }) => {
            text.push_str(&format!("⬢ {headline}\n  {body}\n\n"));
        }
        None => text.push_str(&format!("{}\n\n", same(lang))),
    }
    for side in Side::BOTH {
        text.push_str(&verdict(comparison, (side, titles[side as usize]), lang));
    }
    text
}

/// What came of a run: its title, the verdict, and each claim.
fn verdict(comparison: &Comparison<'_>, (side, title): (Side, &str), lang: Lang) -> String {
    let verdict = &comparison.verdicts[side as usize];
    let said = verdict.say(lang);
    let mut text = format!("{title}\n{} {}\n", verdict.outcome.sign(), said.headline);
    if !said.detail.is_empty() {
        text.push_str(&format!("  {}\n", said.detail));
    }
    for (claim, holds) in &verdict.claims {
        let mark = if *holds { '✓' } else { '✗' };
        text.push_str(&format!("    {mark} {}\n", claim.say(lang)));
    }
    text + if side == Side::Left { "\n" } else { "" }
}

/// `tcp-lanes-compare/1`.
fn document(comparison: &Comparison<'_>) -> String {
    let [left, right] = Side::BOTH.map(|side| {
        json::trace(comparison.scenarios[side as usize], comparison.runs[side as usize])
    });
    let explanation = comparison.explain(Lang::En);
    let divergence = comparison.divergence.as_ref().zip(explanation).map(|(parting, said)| {
        let event = |side: Side| {
            let event = parting.ways[side as usize].event;
            (event < comparison.runs[side as usize].events.len()).then_some(event)
        };
        serde_json::json!({
            "t_us": parting.at.as_micros(),
            "left_event": event(Side::Left),
            "right_event": event(Side::Right),
            "explanation": format!("{}. {}", said.headline, said.body),
        })
    });
    let verdicts = comparison.verdicts.each_ref().map(|verdict| {
        let said = verdict.say(Lang::En);
        serde_json::json!({
            "outcome": verdict.outcome.name(),
            "verdict": said.headline,
            "detail": said.detail,
            "breaks": verdict.broken.iter().map(|property| property.id()).collect::<Vec<_>>(),
        })
    });
    let (divergence, verdicts) = (serde_json::json!(divergence), serde_json::json!(verdicts));
    format!(
        "{{\"format\":\"tcp-lanes-compare/1\",\n\"left\":{},\n\"right\":{},\n\
         \"divergence\":{divergence},\n\"verdicts\":{verdicts}}}\n",
        left.trim_end(),
        right.trim_end()
    )
}

fn figure(comparison: &Comparison<'_>, arguments: &Arguments) -> String {
    let lang = arguments.lang;
    let explanation = comparison.explain(lang);
    let said = comparison.verdicts.each_ref().map(|verdict| verdict.say(lang));
    let titles = comparison.titles(lang);
    let columns = Side::BOTH.map(|side| {
        let scenario = comparison.scenarios[side as usize];
        Column {
            run: comparison.runs[side as usize],
            title: &titles[side as usize],
            queues: QueueSizes::of(scenario.setup()),
            sign: sign(comparison.verdicts[side as usize].outcome),
            verdict: &said[side as usize].headline,
            detail: &said[side as usize].detail,
        }
    });
    let parting = comparison.divergence.as_ref().zip(explanation.as_ref());
    let parting = parting.map(|(divergence, said)| Parting {
        at: divergence.at,
        headline: &said.headline,
        body: &said.body,
    });
    let title = comparison.scenarios[0].question.get(lang);
    figure_beside(&BesideOptions { title, lang, theme: arguments.theme, columns, parting })
}

const fn sign(outcome: Outcome) -> Sign {
    match outcome {
        Outcome::Good => Sign::Good,
        Outcome::Bad => Sign::Bad,
        Outcome::Neutral => Sign::Neutral,
    }
}

fn same(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "两边发生的完全一样。",
        Lang::En => "The same happens in both.",
    }
}
