//! What an exhaustive search has found: verdicts, each in a line, and a counterexample as a figure.

use super::markdown::Made;
use super::{Desk, Fault};
use crate::figure::Figure;
use crate::words::either;
use maud::{Markup, html};
use tcp_checker::bounds::Bounds;
use tcp_checker::property::Property;
use tcp_checker::replay::{Goal, scenario};
use tcp_checker::words::title;
use tcp_scenarios::claims::kept;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_view::number::with_commas;

/// A verdict for each line, `two-way settles`; the first is line `first` of the article.
///
/// # Errors
/// With the line of what is not as expected.
pub(super) fn verdicts(lines: &str, first: usize, desk: &mut Desk<'_>) -> Result<Made, Fault> {
    let mut items = Vec::new();
    for (place, line) in lines.lines().enumerate() {
        let verdict = Verdict::of(line, desk);
        items.push(verdict.map_err(|message| Fault { line: first + place, message })?);
    }
    let lang = desk.lang;
    let list = html! { ul class="a-verdicts" { @for verdict in items { (verdict.show(lang)) } } };
    Ok((list, Vec::new()))
}

/// The model and the property that a line names.
fn named(line: &str, desk: &mut Desk<'_>) -> Result<(&'static str, Property), String> {
    let expected = "expected a model and a property, such as two-way settles";
    let (model, property) = line.trim().split_once(' ').ok_or(expected)?;
    let property = desk.facts.property(model, property.trim())?;
    Ok((desk.facts.search(model)?.model().id, property))
}

/// What was found of a property.
struct Verdict {
    model: &'static str,
    property: Property,
    found: Found,
}

enum Found {
    /// It holds in so many worlds, in which no more happened than `within` of what the model's
    /// `bounds` allow.
    Holds { worlds: usize, within: Bounds, bounds: Bounds },
    /// Its shortest failure has so many steps.
    Fails(usize),
}

impl Verdict {
    fn of(line: &str, desk: &mut Desk<'_>) -> Result<Verdict, String> {
        let (model, property) = named(line, desk)?;
        let checked = desk.facts.search(model)?.model();
        let (bounds, declared) = (checked.bounds, checked.declared(property).copied());
        let found = match declared {
            Some(declared) if declared.holds => {
                let worlds = desk.facts.worlds_that_keep(model, &declared)?;
                Found::Holds { worlds, within: declared.within, bounds }
            }
            _ => Found::Fails(desk.facts.failure(model, property)?.len()),
        };
        Ok(Verdict { model, property, found })
    }

    fn show(&self, lang: Lang) -> Markup {
        let Verdict { model, property, .. } = self;
        let (class, sign) = match self.found {
            Found::Holds { .. } => ("good", "✓"),
            Found::Fails(_) => ("bad", "✗"),
        };
        html! {
            li class=(class) {
                span class="q-sign-of" aria-hidden="true" { (sign) }
                div {
                    p {
                        strong { (title(model, lang).unwrap_or(model)) }
                        (either(lang, "：", ": "))
                        (kept(*property, lang))
                        (either(lang, "。", "."))
                    }
                    p class="a-found" { (self.in_words(lang)) }
                }
            }
        }
    }

    fn in_words(&self, lang: Lang) -> Markup {
        match (&self.found, lang) {
            (Found::Fails(steps), Lang::ZhCn) => html! { "不成立，最短 " (steps) " 步就出错。" },
            (Found::Fails(steps), Lang::En) => html! { "Fails, and " (steps) " steps are enough." },
            (Found::Holds { worlds, within, bounds }, Lang::ZhCn) => {
                let such = narrowed(within, bounds, lang).join("、");
                let such = if such.is_empty() { such } else { such + "的 " };
                html! { "成立：" (such) (with_commas(*worlds as u64)) " 个世界全部查过。" }
            }
            (Found::Holds { worlds, within, bounds }, Lang::En) => {
                let such = narrowed(within, bounds, lang).join(" and ");
                let such = if such.is_empty() { such } else { format!(" {such}") };
                html! { "Holds in all " (with_commas(*worlds as u64)) " worlds" (such) "." }
            }
        }
    }
}

/// What happens less often in worlds that are within `within` than in all that `bounds` allow:
/// `without an ABORT`, `with at most 1 segment lost`.
fn narrowed(within: &Bounds, bounds: &Bounds, lang: Lang) -> Vec<String> {
    let happens: [[&str; 3]; 9] = [
        ["打开", "OPEN of each end", "OPENs of each end"],
        ["发送", "octet sent", "octets sent"],
        ["关闭", "CLOSE", "CLOSEs"],
        ["丢失", "segment lost", "segments lost"],
        ["复制", "segment doubled", "segments doubled"],
        ["中止", "ABORT", "ABORTs"],
        ["崩溃", "crash", "crashes"],
        ["提前到期", "early timeout", "early timeouts"],
        ["伪造", "segment forged", "segments forged"],
    ];
    let all = happens.into_iter().zip(within.values()).zip(bounds.values());
    let fewer = all.filter(|((_, most), could)| most < could);
    let said = fewer.map(|(([zh_cn, one, several], most), _)| match (most, lang) {
        (0, Lang::ZhCn) => format!("没有{zh_cn}"),
        (0, Lang::En) => format!("without {several}"),
        (_, Lang::ZhCn) => format!("最多{zh_cn} {most} 次"),
        (1, Lang::En) => format!("with at most 1 {one}"),
        (_, Lang::En) => format!("with at most {most} {several}"),
    });
    said.collect()
}

/// The shortest failure of a property, `two-way settles`, as a run with its figure.
///
/// # Errors
/// With the line of what is not as expected.
pub(super) fn counterexample(text: &str, line: usize, desk: &mut Desk<'_>) -> Result<Made, Fault> {
    let made = found(text, desk);
    made.map_err(|message| Fault { line, message })
}

fn found(text: &str, desk: &mut Desk<'_>) -> Result<Made, String> {
    let (model, property) = named(text, desk)?;
    let way = desk.facts.failure(model, property)?;
    let goal = Goal::Violation(property);
    let file =
        scenario(desk.facts.search(model)?, &way, goal).map_err(|error| error.to_string())?;
    let scenario = Scenario::from_file(&file).map_err(|error| error.to_string())?;
    let (lang, name) = (desk.lang, format!("{model}.{property}"));
    let figure = Figure::named(&scenario, &scenario.run(), lang, &format!("{}{name}", desk.folder));
    let made = html! {
        figure class="a-figure a-found-way" {
            p class="a-what" { (scenario.question.get(lang)) }
            div class="a-static" { (figure.show(true)) }
            @if desk.has_app {
                p class="a-more" {
                    a href={ "./?scenario=proof/" (model) "/" (property) "&lang=" (lang.tag()) } {
                        (either(lang, "播放这个反例", "Play this counterexample"))
                    }
                }
            }
            figcaption { (scenario.answer.get(lang)) }
        }
    };
    Ok((made, figure.files().into()))
}
