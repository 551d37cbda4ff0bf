//! What the keys do, and where.

use anyhow::{Context, Result, bail, ensure};
use e2e::{Lab, in_every_engine};
use serde_json::Value;
use std::collections::BTreeSet;
use thirtyfour::Key;

/// Numbers every control in a part of the page that can be seen, and says how many there are.
fn number_controls(part: &str) -> String {
    format!(
        "(() => {{
            const css = 'button:not([disabled]), a[href], input, select, summary, [tabindex=\"0\"]';
            const controls = e2e.all(css).filter((one) => one.checkVisibility());
            const within = controls.filter((one) => one.closest({part:?}));
            window.e2eNumbered = within;
            return within.length;
        }})()"
    )
}

/// What has the focus, and what is wrong with how that looks: not in view, hidden behind
/// something else, or not marked.
const FOCUSED: &str = "{
    await e2e.settled();
    const at = document.activeElement;
    const name = `${at.localName}.${at.className} “${at.getAttribute('aria-label') ?? at.textContent.trim()}”`;
    const marked = at.closest('.search') ?? at;
    const { outlineStyle, outlineWidth } = getComputedStyle(marked);
    const box = at.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const hit = document.elementFromPoint(x, y);
    let wrong = '';
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) wrong = 'is out of view';
    else if (!hit || !(at.contains(hit) || hit.contains(at))) wrong = `is behind .${hit?.className}`;
    else if (at.type !== 'range' && (outlineStyle === 'none' || parseFloat(outlineWidth) < 1)) wrong = 'is not marked';
    return { number: window.e2eNumbered.includes(at) ? String(window.e2eNumbered.indexOf(at)) : null, name, wrong, large: box.height > innerHeight / 2 };
}";

async fn tab_reaches_every_control_in_sight(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=two-way-synack-lost&lang=en&t=step:5").await?;
    lab.ask("document.activeElement.blur()").await?;
    reaches_all(lab, "body").await
}

/// The list lies over the page: who leaves it closes it, and does not go about behind it.
async fn tab_leads_through_the_list_and_out_of_it(lab: &Lab) -> Result<()> {
    lab.visit("?lang=en").await?;
    lab.click(".top .all").await?;
    lab.until("document.activeElement === e2e.find('.picker input')").await?;
    let back = lab.driver.action_chain().key_down(Key::Shift).send_keys(Key::Tab);
    back.key_up(Key::Shift).perform().await?;
    reaches_all(lab, ".picker").await?;
    lab.press(Key::Tab).await?;
    lab.until("!e2e.find('.picker')").await?;
    let focused = lab.compute(FOCUSED, Value::Null).await?;
    ensure!(focused["large"] == true || focused["wrong"] == "", "{focused}");
    lab.focus("#player").await?;
    lab.press("/").await?;
    lab.until("document.activeElement === e2e.find('.picker input')").await
}

async fn reaches_all(lab: &Lab, part: &str) -> Result<()> {
    let controls: usize = lab.ask(&number_controls(part)).await?.parse()?;
    ensure!(controls > 12, "there are only {controls} controls");
    let mut missing: BTreeSet<usize> = (0..controls).collect();
    // Browsers stop at some boxes that scroll, too.
    for _ in 0..2 * controls {
        let focused = lab.compute(FOCUSED, Value::Null).await?;
        if let Some(number) = focused["number"].as_str() {
            let first_time = missing.remove(&number.parse()?);
            let fine = !first_time || focused["large"] == true || focused["wrong"] == "";
            ensure!(fine, "{} {}", focused["name"], focused["wrong"]);
        }
        if missing.is_empty() {
            return Ok(());
        }
        lab.press(Key::Tab).await?;
    }
    let names = "(of.map((n) => window.e2eNumbered[n].outerHTML.slice(0, 200)))";
    let names = lab.compute(names, serde_json::to_value(&missing)?).await?;
    bail!("Tab does not reach {names}")
}

/// A native slider shows no focus by itself where its looks are its page's.
async fn the_timeline_shows_its_focus(lab: &Lab) -> Result<()> {
    lab.visit("?lang=en&t=step:3").await?;
    let outline = "(({ outlineStyle, outlineWidth }) => outlineStyle === 'none' ? 0
        : parseFloat(outlineWidth))(getComputedStyle(e2e.find('.scrub input')))";
    ensure!(lab.ask(outline).await? == "0", "it is there without the focus");
    lab.focus(".transport .play").await?;
    lab.press(Key::Tab).await?;
    lab.press(Key::Tab).await?;
    lab.until("document.activeElement === e2e.find('.scrub input')").await?;
    lab.until(&format!("{outline} >= 2")).await
}

async fn is_still(lab: &Lab, what: &str) -> Result<()> {
    lab.compute("e2e.settled().then(() => 1)", Value::Null).await?;
    let now = lab.ask("`${e2e.step()} ${e2e.playing()}`").await?;
    ensure!(now == "0 false", "{what}: step and playing are {now}");
    Ok(())
}

async fn keys_are_the_players_only_while_it_has_the_focus(lab: &Lab) -> Result<()> {
    lab.visit("?lang=en").await?;
    for key in ["k", " ", ".", ">"] {
        lab.press(key).await?;
    }
    lab.press(Key::Right).await?;
    is_still(lab, "keys on the page").await?;
    lab.click(".top .all").await?;
    lab.until("document.activeElement === e2e.find('.picker input')").await?;
    lab.press("k .,<>/").await?;
    lab.press(Key::Right).await?;
    lab.press(Key::Home).await?;
    is_still(lab, "keys in the search field").await?;
    let typed = lab.ask("e2e.find('.picker input').value").await?;
    ensure!(typed == "k .,<>/", "the search field has “{typed}”");
    lab.press(Key::Escape).await?;
    lab.until("!e2e.find('.picker')").await?;
    lab.focus(".pins button").await?;
    lab.press("k").await?;
    is_still(lab, "a key on a question").await
}

async fn the_players_keys_step_and_play(lab: &Lab) -> Result<()> {
    lab.visit("?lang=en").await?;
    let last: usize = lab.ask("e2e.place()[1]").await?.parse()?;
    lab.focus("#player").await?;
    for (key, step) in [(Key::Right, 1), (Key::Right, 2), (Key::Left, 1), (Key::End, last)] {
        lab.press(key.clone()).await?;
        lab.at_step(step).await.with_context(|| format!("{key:?}"))?;
    }
    lab.press(Key::Home).await?;
    lab.at_step(0).await?;
    for key in ["k", " "] {
        lab.press(key).await?;
        lab.until("e2e.playing()").await.with_context(|| format!("“{key}” plays"))?;
        lab.press(key).await?;
        lab.until("!e2e.playing()").await.with_context(|| format!("“{key}” pauses"))?;
    }
    lab.press(">").await?;
    lab.until("location.search.includes('speed=1/8')").await?;
    lab.press("<<").await?;
    lab.until("location.search.includes('speed=1/32')").await?;
    lab.press(Key::Home).await?;
    lab.at_step(0).await
}

/// A control does what it is for and nothing else.
async fn space_presses_the_button_that_has_the_focus(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=two-way-synack-lost&lang=en").await?;
    lab.focus(".keys button:last-child").await?;
    for step in 1..=2 {
        lab.press(" ").await?;
        lab.at_step(step).await?;
        ensure!(lab.ask("e2e.playing()").await? == "false", "the button for a step also plays");
    }
    lab.focus(".transcript summary").await?;
    lab.press(" ").await?;
    lab.until("e2e.find('.transcript').open").await?;
    ensure!(lab.ask("`${e2e.step()} ${e2e.playing()}`").await? == "2 false");
    lab.focus(".play").await?;
    lab.press(" ").await?;
    lab.until("e2e.playing()").await?;
    lab.press(" ").await?;
    lab.until("!e2e.playing()").await?;
    lab.focus(".verdict .right").await?;
    lab.press(" ").await?;
    lab.until("location.search.includes('three-way')").await?;
    ensure!(lab.ask("e2e.playing()").await? == "false", "the switch also plays");
    Ok(())
}

/// On the timeline the arrows go from event to event.
async fn the_timeline_steps_by_arrow_keys(lab: &Lab) -> Result<()> {
    lab.visit("?lang=en").await?;
    lab.focus(".scrub input").await?;
    for step in [1, 2, 3] {
        lab.press(Key::Right).await?;
        lab.at_step(step).await?;
        let told = lab.ask("e2e.find('.scrub input').ariaValueText").await?;
        ensure!(told.starts_with(&format!("step {step} of ")), "{told}");
    }
    lab.press(Key::Left).await?;
    lab.at_step(2).await
}

in_every_engine! {
    tab_reaches_every_control_in_sight,
    tab_leads_through_the_list_and_out_of_it,
    the_timeline_shows_its_focus,
    keys_are_the_players_only_while_it_has_the_focus,
    the_players_keys_step_and_play,
    space_presses_the_button_that_has_the_focus,
    the_timeline_steps_by_arrow_keys,
}
