//! The page of a question: its answer, the run that shows it, and what the run shows.

use crate::card::Card;
use crate::contents::link;
use crate::figure::Figure;
use crate::frame::{Page, document};
use crate::place::Place;
use crate::reference::reference;
use crate::related::related;
use crate::words::{beginning, either, named};
use crate::{File, Site, SiteError, article, data};
use maud::{Markup, html};
use tcp_model::trace::Run;
use tcp_scenarios::catalogue::{Entry, group_title};
use tcp_scenarios::format::Claim;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_studio::compare::{Outcome, Verdict};
use tcp_view::caption::{Caption, captions};
use tcp_view::transcript::{Row, columns, transcript};

/// How long a description may be, in columns of Latin letters.
const DESCRIPTION: usize = 200;

/// The page in every language, with its figures.
///
/// # Errors
/// When a run is not what its scenario claims.
pub(crate) fn files(site: &Site<'_>, entry: &Entry) -> Result<Vec<File>, SiteError> {
    let runs: Vec<(&Scenario, Run)> = entry.all().map(|one| (one, one.run())).collect();
    for (scenario, run) in &runs {
        holds(scenario, run)?;
    }
    Ok(Lang::ALL.into_iter().flat_map(|lang| in_language(site, entry, &runs, lang)).collect())
}

/// Whether a run is what its scenario claims.
fn holds(scenario: &Scenario, run: &Run) -> Result<(), SiteError> {
    match scenario.check(run).into_iter().find(|(_, holds)| !holds) {
        Some((claim, _)) => Err(SiteError::Claim(scenario.address.clone(), claim.say(Lang::En))),
        None => Ok(()),
    }
}

fn in_language(site: &Site<'_>, entry: &Entry, runs: &[(&Scenario, Run)], lang: Lang) -> Vec<File> {
    let place = Place::Question(entry.id());
    let folder = place.folder(lang);
    let figures = runs.iter().map(|(one, run)| Figure::new(one, run, lang, &folder));
    let figures: Vec<Figure> = figures.collect();
    let scenario = entry.scenario();
    let page = Page {
        lang,
        place,
        title: scenario.question.get(lang),
        description: beginning(scenario.answer.get(lang), DESCRIPTION),
        data: data::question(site, entry, lang),
        main: article(site, entry, &Told { runs, figures: &figures, lang }),
    };
    let mut files = vec![File::new(format!("{folder}index.html"), document(site, &page))];
    files.extend(figures.into_iter().flat_map(Figure::files));
    let base = site.options.base.iter();
    files.extend(base.map(|base| data::oembed(site, base, entry, lang)));
    let asked = runs.first().filter(|_| site.options.base.is_some());
    files.extend(asked.map(|(scenario, run)| Card::of(scenario, run, lang).file(&folder)));
    files
}

/// The runs of a question, each with its figure; the first is the question as asked.
struct Told<'a> {
    runs: &'a [(&'a Scenario, Run)],
    figures: &'a [Figure],
    lang: Lang,
}

fn article(site: &Site<'_>, entry: &Entry, told: &Told<'_>) -> Markup {
    let lang = told.lang;
    let Some(((scenario, run), figure)) = told.runs.first().zip(told.figures.first()) else {
        return html! {};
    };
    let said = captions(scenario, run, lang);
    html! {
        article {
            header class="q-head" {
                p class="q-crumb" {
                    a href=(Place::Contents.folder(lang)) { (group_title(entry.group(), lang)) }
                }
                h1 { (named(scenario.question.get(lang))) }
                p class="q-lead" { (scenario.answer.get(lang)) }
                @if site.options.app.is_some() {
                    p class="q-open" { (opener(&scenario.address, lang)) }
                }
            }
            div class="q-body" {
                figure class="q-stage" {
                    figcaption { (named(scenario.title.get(lang))) }
                    (figure.show(false))
                }
                aside class="q-side" {
                    (verdict(scenario, run, &scenario.claims, lang))
                    (claims(scenario, lang))
                    @if let Some(note) = &scenario.note { (remark(note.get(lang), lang)) }
                    (references(&scenario.rfc, lang))
                }
            }
            (story(&said, run, lang))
            (table(run, &said, lang))
            (variations(site, told))
        }
        (next(entry, lang))
    }
}

/// A link that brings a run to life.
fn opener(address: &str, lang: Lang) -> Markup {
    let words = either(lang, "打开会动的图，亲手破坏它", "Open the living figure and break it");
    html! { a class="q-go" href={ "./?scenario=" (address) "&lang=" (lang.tag()) } { (words) } }
}

/// How it came out, by a sign and in words; but for what is among the claims that are listed below.
fn verdict(scenario: &Scenario, run: &Run, listed: &[Claim], lang: Lang) -> Markup {
    let verdict = Verdict::new(scenario, run);
    let sentence = verdict.say(lang);
    let is_listed =
        listed.iter().any(|claim| claim.say(lang).eq_ignore_ascii_case(&sentence.detail));
    let (class, sign) = match verdict.outcome {
        Outcome::Good => ("q-verdict good", "✓"),
        Outcome::Bad => ("q-verdict bad", "✗"),
        Outcome::Neutral => ("q-verdict neutral", "–"),
    };
    html! {
        section class=(class) {
            p class="q-sentence" { span class="q-sign-of" aria-hidden="true" { (sign) } span { (named(&sentence.headline)) } }
            @if !sentence.detail.is_empty() && !is_listed { p { (sentence.detail) } }
        }
    }
}

/// What was found to hold of the run.
fn claims(scenario: &Scenario, lang: Lang) -> Markup {
    html! {
        @if !scenario.claims.is_empty() {
            section class="q-claims" {
                h2 { (either(lang, "这次运行中可以核对的事实", "What was checked of this run")) }
                ul {
                    @for claim in &scenario.claims {
                        li class=[is_harm(claim).then_some("harm")] { (claim.say(lang)) }
                    }
                }
            }
        }
    }
}

/// Whether what holds is that something is broken.
fn is_harm(claim: &Claim) -> bool {
    matches!(claim, Claim::Breaks(_))
}

fn remark(note: &str, lang: Lang) -> Markup {
    html! {
        section class="q-note" {
            h2 { (either(lang, "为了好读而选的", "Chosen for reading")) }
            p { (note) }
        }
    }
}

fn references(rfc: &[String], lang: Lang) -> Markup {
    html! {
        section class="q-refs" {
            h2 { (either(lang, "RFC 怎么说", "Where the RFCs say so")) }
            ul { @for clause in rfc { li { (reference(clause)) } } }
        }
    }
}

/// The moments that the scenario has words of its own for; all of them where it has none.
fn story(said: &[Caption], run: &Run, lang: Lang) -> Markup {
    let written = said.iter().any(|caption| caption.written);
    let steps = said.iter().zip(&run.beats).filter(|(caption, _)| caption.written == written);
    html! {
        section class="q-story" {
            h2 { (either(lang, "一步一步看", "Step by step")) }
            ol {
                @for (caption, beat) in steps {
                    li {
                        p class="q-time" { (beat.at) }
                        div {
                            h3 { (named(&caption.headline)) }
                            p { (caption.body) }
                            @if let Some(deviation) = &caption.deviation {
                                p class="q-broken" { (deviation) }
                            }
                            @if !caption.clauses.is_empty() {
                                ul class="q-clauses" {
                                    @for clause in &caption.clauses { li { (reference(clause)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// All that happened, in the order in which it did.
fn table(run: &Run, said: &[Caption], lang: Lang) -> Markup {
    let heads = columns(lang);
    html! {
        section class="q-record" {
            h2 { (either(lang, "完整的文字记录", "The whole record")) }
            table {
                thead { tr { @for head in heads { th scope="col" { (head) } } } }
                tbody {
                    @for Row { step, time, host, what, client, server, note } in transcript(run, said, lang) {
                        tr {
                            @for (head, cell) in heads.into_iter().zip([step, time, host, what, client, server, note]) {
                                td data-head=(head) { (cell) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The same question with something different, each with its figure.
fn variations(site: &Site<'_>, told: &Told<'_>) -> Markup {
    let lang = told.lang;
    let others = || told.runs.iter().zip(told.figures).skip(1);
    html! {
        @if others().next().is_some() {
            section class="q-others" {
                h2 { (either(lang, "换一种情况", "What if")) }
                @for ((scenario, run), figure) in others() {
                    section class="q-other" id=(scenario.address.rsplit('/').next().unwrap_or_default()) {
                        div class="q-words" {
                            h3 { (named(scenario.title.get(lang))) }
                            p { (scenario.answer.get(lang)) }
                            (verdict(scenario, run, &[], lang))
                            @if site.options.app.is_some() { p { (opener(&scenario.address, lang)) } }
                        }
                        figure class="q-stage" { (figure.show(true)) }
                    }
                }
            }
        }
    }
}

fn next(entry: &Entry, lang: Lang) -> Markup {
    html! {
        nav class="q-next" aria-labelledby="next" {
            h2 id="next" { (either(lang, "接着看", "Read on")) }
            ul {
                @if article::shows(entry) { li { (article::link(lang)) } }
                @for other in related(entry) {
                    li { (link(other, lang, other.question(lang))) p { (named(other.title(lang))) } }
                }
            }
        }
    }
}
