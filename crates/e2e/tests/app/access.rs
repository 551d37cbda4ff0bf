//! The page in both languages, in every look and size that a reader may need, with each part open
//! in turn: asked by axe and by checks of our own.

use crate::places::{PARTS, Place};
use anyhow::{Context, Result, ensure};
use e2e::{Browser, Lab, in_each_browser};
use serde_json::json;
use std::fs;
use std::time::Duration;
use tcp_scenarios::prose::Lang;

const CHECKS: &str = include_str!("access.js");
/// A segment is on its way, another has arrived, timers run.
const MOMENT: &str = "?scenario=two-way-synack-lost&t=0.05";
const DESK: (u32, u32) = (1280, 900);
const PHONE: (u32, u32) = (320, 640);
/// What is left of a window of 1440 by 900 at 200 %.
const ENLARGED: (u32, u32) = (720, 450);

/// How long axe may take on a loaded machine.
const A_LOOK: Duration = Duration::from_secs(120);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Look {
    Light,
    Dark,
    Forced,
}

const LOOKS: [Look; 3] = [Look::Light, Look::Dark, Look::Forced];

/// Opens the page in a look and a size, with the checks in it.
async fn open(lab: &Lab, look: Look, lang: Lang, size: (u32, u32)) -> Result<()> {
    let theme = if look == Look::Dark { "dark" } else { "light" };
    let query = format!("{MOMENT}&lang={}&theme={theme}", lang.tag());
    lab.visit_in_frame(&query, size).await?;
    // Not before: a browser that goes to its first site forgets it.
    lab.show_on("", look == Look::Forced).await?;
    let file = xtask::root().join("tools/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(&file).with_context(|| format!("{file:?} is missing"))?;
    lab.driver.execute(&*axe, Vec::new()).await?;
    lab.driver.execute(CHECKS, Vec::new()).await?;
    Ok(())
}

/// What is asked of the page with each of these places open; the answers, but for empty ones.
async fn ask(lab: &Lab, places: &[Place], lang: Lang, asked: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for place in places {
        place.open(lab, lang).await.with_context(|| format!("{place:?} in {}", lang.tag()))?;
        lab.ask("e2e.all('details').forEach((one) => { one.open = true; })").await?;
        let asked = format!("{{ await e2e.settled(); return await {asked}; }}");
        let told = lab.compute(&asked, json!(place.root())).await?;
        let told = told.as_str().unwrap_or("no answer in words");
        if !told.is_empty() {
            found.push(format!("{place:?}, {}:\n{told}", lang.tag()));
        }
        place.close(lab, lang).await?;
    }
    Ok(found)
}

/// The languages that a size is looked at in: all, but in Firefox each in its turn. What the checks
/// look for is in the page and seldom in the browser.
fn languages(lab: &Lab, size: usize) -> impl Iterator<Item = Lang> {
    let all = lab.browser == Browser::Chromium;
    Lang::ALL.into_iter().filter(move |lang| all || size % 2 == *lang as usize)
}

/// The page itself, and those of its parts whose turn it is: each part has its turn in every look,
/// in both languages and in both sizes, but not in all of them together.
fn places(look: usize, lang: usize, size: usize) -> Vec<Place> {
    let turn = |(nth, _): &(usize, Place)| (look + nth) % 2 == lang && (look + nth / 2) % 2 == size;
    let parts = PARTS.into_iter().enumerate().filter(turn);
    std::iter::once(Place::Page).chain(parts.map(|(_, place)| place)).collect()
}

async fn axe_finds_nothing(lab: &Lab) -> Result<()> {
    lab.driver.set_script_timeout(A_LOOK).await?;
    let mut found = Vec::new();
    for (at, size) in [DESK, PHONE].into_iter().enumerate() {
        for (nth, look) in LOOKS.into_iter().enumerate() {
            for lang in languages(lab, at) {
                open(lab, look, lang, size).await?;
                let places = places(nth, lang as usize, at);
                // With the whole page around it once, which takes three times as long.
                let asked = match look {
                    Look::Light => "access.axeSays('body')",
                    Look::Dark | Look::Forced => "access.axeSays(of)",
                };
                let told = ask(lab, &places, lang, asked).await;
                let told = told.with_context(|| format!("{size:?} {look:?}"))?;
                found.extend(told.iter().map(|told| format!("{size:?} {look:?} {told}")));
            }
        }
    }
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

async fn whatever_is_pressed_is_large_enough_and_shows_its_focus_and_nothing_is_cut(
    lab: &Lab,
) -> Result<()> {
    let mut found = Vec::new();
    for (nth, size) in [DESK, PHONE, ENLARGED].into_iter().enumerate() {
        for lang in languages(lab, nth) {
            open(lab, Look::Light, lang, size).await?;
            let asked =
                "[access.targets(), access.reflow(), access.focus(of)].filter(Boolean).join('\\n')";
            // Whoever leaves the list closes it.
            let in_turn = |(at, place): &(usize, Place)| {
                (nth + at) % 2 == lang as usize && *place != Place::List
            };
            let parts = PARTS.into_iter().enumerate().filter(in_turn).map(|(_, place)| place);
            let places: Vec<Place> = std::iter::once(Place::Page).chain(parts).collect();
            let told = ask(lab, &places, lang, asked).await;
            let told = told.with_context(|| format!("{size:?}"))?;
            found.extend(told.iter().map(|told| format!("{size:?} {told}")));
        }
    }
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

async fn forced_colours_leave_the_picture_and_its_states(lab: &Lab) -> Result<()> {
    open(lab, Look::Forced, Lang::ZhCn, DESK).await?;
    lab.no_complaint("{ return access.forced(); }").await?;
    let fills = lab.ask("access.fills()").await?;
    let states: Vec<&str> =
        fills.lines().map(|line| line.split(' ').next().unwrap_or(line)).collect();
    let mut looks: Vec<&str> =
        fills.lines().filter_map(|line| line.split_once(' ')).map(|(_, look)| look).collect();
    looks.sort_unstable();
    looks.dedup();
    ensure!(states.len() > 3 && looks.len() == states.len(), "not told apart:\n{fills}");
    Ok(())
}

async fn on_paper_is_the_whole_run_and_nothing_to_press(lab: &Lab) -> Result<()> {
    for place in [Place::Break, Place::Compare] {
        lab.visit(&format!("{MOMENT}&lang=en&theme=dark")).await?;
        lab.driver.execute(CHECKS, Vec::new()).await?;
        place.open(lab, Lang::En).await?;
        lab.show_on("print", false).await?;
        lab.no_complaint("{ await e2e.settled(); return access.paper(); }").await?;
        lab.show_on("", false).await?;
    }
    Ok(())
}

in_each_browser! {
    axe_finds_nothing,
    whatever_is_pressed_is_large_enough_and_shows_its_focus_and_nothing_is_cut,
    forced_colours_leave_the_picture_and_its_states,
    on_paper_is_the_whole_run_and_nothing_to_press,
}
