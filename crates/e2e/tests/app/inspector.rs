//! A segment that the reader chooses, and its numbers.

use anyhow::{Context, Result, ensure};
use e2e::{Lab, in_each_browser};
use tcp_model::trace::Run;
use tcp_scenarios::catalogue::Catalogue;
use thirtyfour::Key;

fn run() -> Result<Run> {
    Ok(Catalogue::get().find("two-way-synack-lost").context("a scenario")?.run())
}

/// Waits until the segment is shown as the chosen one, with the numbers that it has in the run.
async fn shows(lab: &Lab, run: &Run, id: usize) -> Result<()> {
    lab.until("e2e.find('.segment h2').textContent.includes('Chosen segment')").await?;
    let segment = &run.flights[id - 1].segment;
    let shown = "e2e.all('.segment .fld b').map((one) => one.textContent).join(' ')";
    let shown = lab.ask(shown).await?;
    for number in [segment.seq.to_string(), segment.wnd.to_string()] {
        ensure!(shown.split(' ').any(|one| one == number), "segment {id}: {shown}, not {number}");
    }
    let title = lab.ask("e2e.find('.segment h2').textContent").await?;
    ensure!(title.contains(&segment.flags.to_string()), "segment {id}: {title}");
    Ok(())
}

async fn a_click_on_its_line_shows_a_segment(lab: &Lab) -> Result<()> {
    let run = run()?;
    lab.visit("?scenario=two-way-synack-lost&lang=en").await?;
    lab.focus("#player").await?;
    lab.press(Key::End).await?;
    for id in [1, 2] {
        let line = format!(".hits [data-id=\"{id}\"]");
        lab.click(&line).await?;
        shows(lab, &run, id).await?;
        lab.until(&format!("e2e.find({line:?}).matches('.sel')")).await?;
        let marked = lab.ask("e2e.all('.hits .sel').length").await?;
        ensure!(marked == "1", "{marked} lines are marked");
    }
    lab.click(".hits .sel").await?;
    lab.until("!e2e.find('.hits .sel')").await?;
    lab.until("!e2e.find('.segment h2').textContent.includes('Chosen')").await
}

async fn a_segment_on_its_way_is_chosen_by_keyboard(lab: &Lab) -> Result<()> {
    let run = run()?;
    lab.visit("?scenario=two-way-synack-lost&lang=en&t=step:2").await?;
    lab.focus("#player").await?;
    lab.press(".").await?;
    lab.focus(".capsule button").await?;
    lab.press(Key::Enter).await?;
    shows(lab, &run, 1).await?;
    ensure!(lab.ask("e2e.find('.capsule button').ariaPressed").await? == "true");
    lab.press(Key::Escape).await?;
    lab.until("e2e.find('.capsule button').ariaPressed === 'false'").await
}

/// Every segment can be reached without a pointer, also when it is no longer on its way.
async fn buttons_lead_from_segment_to_segment(lab: &Lab) -> Result<()> {
    let run = run()?;
    lab.visit("?scenario=two-way-synack-lost&lang=en").await?;
    lab.focus("#player").await?;
    lab.press(Key::End).await?;
    let last = run.flights.len();
    for id in (1..last).rev() {
        lab.focus(".segment .others button:first-child").await?;
        lab.press(Key::Enter).await?;
        shows(lab, &run, id).await.with_context(|| format!("back to segment {id}"))?;
    }
    ensure!(lab.ask("e2e.find('.segment .others button:first-child').disabled").await? == "true");
    lab.click(".segment .others button:last-child").await?;
    shows(lab, &run, 2).await
}

/// Where there is room for one pane only, choosing a segment brings its pane.
async fn choosing_a_segment_opens_its_pane(lab: &Lab) -> Result<()> {
    lab.visit_in_frame("?scenario=two-way-synack-lost&lang=en&t=step:9", (900, 700)).await?;
    ensure!(lab.ask("e2e.find('.segment').checkVisibility()").await? == "false");
    let click =
        "e2e.find('.hits [data-id]').dispatchEvent(new MouseEvent('click', {bubbles: true}))";
    lab.ask(click).await?;
    lab.until("e2e.find('.segment').checkVisibility()").await
}

in_each_browser! {
    a_click_on_its_line_shows_a_segment,
    a_segment_on_its_way_is_chosen_by_keyboard,
    buttons_lead_from_segment_to_segment,
    choosing_a_segment_opens_its_pane,
}
