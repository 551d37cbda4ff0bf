//! The page in both languages, in every look and size that a reader may need, with each part open
//! in turn: asked by axe and by checks of our own.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Lab, in_each_browser};
use serde_json::{Value, json};
use std::fs;
use tcp_scenarios::prose::Lang;
use tcp_view::message::Message;

const CHECKS: &str = include_str!("access.js");
/// A segment is on its way, another has arrived, timers run.
const MOMENT: &str = "?scenario=two-way-synack-lost&lang=zh-CN&t=0.05";
const DESK: (u32, u32) = (1280, 900);
const PHONE: (u32, u32) = (320, 640);
/// What is left of a window of 1440 by 900 at 200 %.
const ENLARGED: (u32, u32) = (720, 450);

/// Parts of the studio, by what is on their buttons.
const PANELS: [Message; 2] = [Message::Break, Message::Compare];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Look {
    Light,
    Dark,
    Forced,
}

/// The looks that a browser can be asked for while it runs: Firefox forces colours by a preference
/// of its profile, which is not tried here.
fn looks(lab: &Lab) -> &'static [Look] {
    match lab.browser {
        Browser::Chromium => &[Look::Light, Look::Dark, Look::Forced],
        Browser::Firefox => &[Look::Light, Look::Dark],
    }
}

/// Has Chromium show the page on another medium, or with forced colours.
async fn emulate(lab: &Lab, medium: &str, forced: bool) -> Result<()> {
    let forced = if forced { "active" } else { "none" };
    let features = json!([{ "name": "forced-colors", "value": forced }]);
    let media = json!({ "media": medium, "features": features });
    lab.driver.cdp().send_raw("Emulation.setEmulatedMedia", media).await?;
    Ok(())
}

/// Opens the page in a look and a size, with the checks in it.
async fn open(lab: &Lab, look: Look, size: (u32, u32)) -> Result<()> {
    if lab.browser == Browser::Chromium {
        emulate(lab, "", look == Look::Forced).await?;
    }
    let theme = if look == Look::Dark { "dark" } else { "light" };
    lab.visit_in_frame(&format!("{MOMENT}&theme={theme}"), size).await?;
    let file = xtask::root().join("tools/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(&file).with_context(|| format!("{file:?} is missing"))?;
    lab.driver.execute(&*axe, Vec::new()).await?;
    lab.driver.execute(CHECKS, Vec::new()).await?;
    Ok(())
}

async fn speak(lab: &Lab, lang: Lang) -> Result<()> {
    let tag = lang.tag();
    lab.ask(&format!("e2e.find('.top [lang={tag:?}]').click()")).await?;
    lab.until(&format!("document.documentElement.lang === {tag:?}")).await
}

async fn unfold(lab: &Lab) -> Result<()> {
    lab.ask("e2e.all('details').forEach((one) => { one.open = true; })").await?;
    lab.compute("{ await e2e.settled(); }", Value::Null).await?;
    Ok(())
}

/// Presses the button of a part; whether there is one.
async fn press(lab: &Lab, panel: Message, lang: Lang) -> Result<bool> {
    let words = panel.say(lang);
    let press = format!(
        "{{ const button = e2e.all('.tools .btn').find((one) => one.textContent === {words:?});
            button?.click(); return !!button; }}"
    );
    Ok(lab.compute(&press, Value::Null).await? == true)
}

/// Asks the same of the page with nothing open, with each part of the studio, with the menu at a
/// segment and with the list of questions.
async fn everywhere(lab: &Lab, lang: Lang, asked: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut ask = async |place: &str| {
        unfold(lab).await?;
        let told = lab.compute(&format!("{{ return await {asked}; }}"), Value::Null).await?;
        let told = told.as_str().unwrap_or("no answer in words").to_owned();
        if !told.is_empty() {
            found.push(format!("{place}, {}:\n{told}", lang.tag()));
        }
        anyhow::Ok(())
    };
    ask("the page").await?;
    for panel in PANELS {
        if press(lab, panel, lang).await? {
            lab.until("e2e.find('#studio .part-h')").await?;
            ask(&panel.say(lang)).await?;
            press(lab, panel, lang).await?;
            lab.until("!e2e.find('#studio .part-h')").await?;
        }
    }
    lab.ask("e2e.find('.capsule button').click()").await?;
    lab.see("#menu button").await?;
    ask("the menu at a segment").await?;
    lab.ask("e2e.find('.capsule button').click()").await?;
    lab.until("!e2e.find('#menu button')").await?;
    lab.ask("e2e.find('.top .all').click()").await?;
    lab.see(".picker .q").await?;
    if asked.contains("axe") {
        ask("the list of questions").await?;
    }
    lab.ask("e2e.find('.top .all').click()").await?;
    lab.until("!e2e.find('.picker')").await?;
    Ok(found)
}

async fn axe_finds_nothing(lab: &Lab) -> Result<()> {
    let mut found = Vec::new();
    for size in [DESK, PHONE] {
        for look in looks(lab) {
            open(lab, *look, size).await?;
            for lang in Lang::ALL {
                speak(lab, lang).await?;
                let told = everywhere(lab, lang, "access.axeSays()").await?;
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
    for size in [DESK, PHONE, ENLARGED] {
        open(lab, Look::Light, size).await?;
        for lang in Lang::ALL {
            speak(lab, lang).await?;
            let asked =
                "[access.targets(), access.reflow(), access.focus()].filter(Boolean).join('\\n')";
            let told = everywhere(lab, lang, asked).await?;
            found.extend(told.iter().map(|told| format!("{size:?} {told}")));
        }
    }
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

async fn forced_colours_leave_the_picture_and_its_states(lab: &Lab) -> Result<()> {
    lab.visit(MOMENT).await?;
    if lab.browser == Browser::Firefox {
        return Ok(());
    }
    open(lab, Look::Forced, DESK).await?;
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
    lab.visit(MOMENT).await?;
    // Firefox cannot be told to show a page as on paper.
    if lab.browser == Browser::Firefox {
        return Ok(());
    }
    for panel in PANELS {
        lab.visit(&MOMENT.replace("lang=zh-CN", "lang=en&theme=dark")).await?;
        lab.driver.execute(CHECKS, Vec::new()).await?;
        press(lab, panel, Lang::En).await?;
        lab.until("e2e.find('#studio .part-h')").await?;
        emulate(lab, "print", false).await?;
        lab.no_complaint("{ await e2e.settled(); return access.paper(); }").await?;
        emulate(lab, "", false).await?;
    }
    Ok(())
}

in_each_browser! {
    axe_finds_nothing,
    whatever_is_pressed_is_large_enough_and_shows_its_focus_and_nothing_is_cut,
    forced_colours_leave_the_picture_and_its_states,
    on_paper_is_the_whole_run_and_nothing_to_press,
}
