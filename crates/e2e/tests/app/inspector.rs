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
    let number = format!("e2e.find('.insp .way')?.textContent.startsWith('#{id} ')");
    lab.until(&format!("{number} && e2e.find('.insp h2').textContent.includes('Chosen segment')"))
        .await?;
    let segment = &run.flights[id - 1].segment;
    let shown = "e2e.all('.segment .fld b').map((one) => one.textContent).join(' ')";
    let shown = lab.ask(shown).await?;
    for number in [segment.seq.to_string(), segment.wnd.to_string()] {
        ensure!(shown.split(' ').any(|one| one == number), "segment {id}: {shown}, not {number}");
    }
    let title = lab.ask("e2e.find('.insp h2').textContent").await?;
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
    lab.until("!e2e.find('.insp h2').textContent.includes('Chosen')").await
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

/// With a finger as well as with a pointer: what is said of keys is for those who have some.
async fn where_there_is_no_segment_that_is_said(lab: &Lab) -> Result<()> {
    for (lang, words) in [("en", "No segment yet."), ("zh-CN", "还没有报文段。")] {
        lab.visit(&format!("?scenario=power-loss-idle&lang={lang}&t=step:3")).await?;
        let said = format!("e2e.find('.pane.segment').innerText.includes({words:?})");
        lab.until(&said).await?;
    }
    Ok(())
}

/// Every segment can be reached without a pointer, also when it is no longer on its way.
async fn buttons_lead_from_segment_to_segment(lab: &Lab) -> Result<()> {
    let run = run()?;
    lab.visit("?scenario=two-way-synack-lost&lang=en").await?;
    lab.focus("#player").await?;
    lab.press(Key::End).await?;
    // What it shows is fetched when the reader first steps.
    lab.until("e2e.find('.segment .others')").await?;
    let last = run.flights.len();
    for id in (1..last).rev() {
        lab.focus(".segment .others button:first-child").await?;
        lab.press(Key::Enter).await?;
        shows(lab, &run, id).await.with_context(|| format!("back to segment {id}"))?;
    }
    let back = "e2e.find('.segment .others button:first-child')";
    ensure!(lab.ask(&format!("{back}.ariaDisabled")).await? == "true");
    ensure!(lab.ask(&format!("document.activeElement === {back}")).await? == "true", "the focus");
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

/// What a field is made of is marked among the octets, by pointing at it and by choosing it.
async fn a_field_and_its_octets_are_marked_together(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=three-way-normal&lang=en&t=step:5").await?;
    lab.until("e2e.find('.insp .bits')").await?;
    let octets = "e2e.all('.insp .hx.picked').map((one) => one.textContent).join(' ')";
    lab.click(".bits td[data-f=ackno]").await?;
    lab.until(&format!("{octets} === '00 00 07 d1'")).await?;
    ensure!(lab.ask("e2e.find('.insp .field').textContent").await?.contains("RFC 9293 §3.1, §3.4"));
    // By keyboard, in the list of fields.
    lab.focus(".insp .field select").await?;
    lab.press(Key::Up).await?;
    lab.until(&format!("{octets} === '00 00 03 e9'")).await?;
    ensure!(lab.ask("document.activeElement.localName").await? == "select", "the focus");
    ensure!(lab.ask("e2e.find('.picked.hot').dataset.f").await? == "seq");
    lab.see(".bits td[data-f=win]").await?.scroll_into_view().await?;
    let window = lab.see(".bits td[data-f=win]").await?;
    lab.driver.action_chain().move_to_element_center(&window).perform().await?;
    let marked = "e2e.all('.hx').filter((one) => getComputedStyle(one).boxShadow !== 'none')
        .map((one) => one.textContent).join(' ')";
    lab.until(&format!("{marked} === 'ff ff'")).await
}

async fn numbers_are_shown_as_they_travel_or_from_the_first(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=three-way-normal&lang=en&t=step:5").await?;
    let seq = "e2e.find('.bits td[data-f=seq] b')?.textContent";
    lab.until(&format!("{seq} === '1001'")).await?;
    lab.click(".insp .numbers button:last-child").await?;
    lab.until(&format!("{seq} === '1'")).await?;
    lab.click(".insp .numbers button:first-child").await?;
    lab.until(&format!("{seq} === '1001'")).await
}

/// The window, the case of the table and what the engine ruled.
async fn why_a_segment_is_acceptable_is_seen(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=three-way-normal&lang=en&t=step:5").await?;
    lab.until("e2e.find('.insp .ruled')?.textContent.startsWith('accepted')").await?;
    let drawn = lab.ask("e2e.find('.seqline').ariaLabel").await?;
    ensure!(drawn == "RCV.NXT 1001, RCV.WND 65535; SEG.SEQ 1001, SEG.LEN 0", "{drawn}");
    let case = lab.ask("e2e.find('.cases [aria-current]').textContent").await?;
    ensure!(case == "0>0RCV.NXT =< SEG.SEQ < RCV.NXT+RCV.WND", "{case}");
    Ok(())
}

/// Beside a scroll bar, which takes some of the width, too.
async fn nothing_of_it_is_wider_than_a_phone(lab: &Lab) -> Result<()> {
    for lang in ["zh-CN", "en"] {
        let query = format!("?scenario=mss-announcement&lang={lang}&t=step:3");
        lab.visit_in_frame(&query, (320, 640)).await?;
        lab.click(".tabs button:nth-child(2)").await?;
        lab.until("e2e.find('.insp .bits')?.checkVisibility()").await?;
        let wide = "e2e.all('.insp, .insp *').filter((one) => one.checkVisibility()
            && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .map((one) => one.outerHTML.slice(0, 80)).join()";
        let wide = lab.ask(wide).await?;
        ensure!(wide.is_empty(), "{lang}: too wide: {wide}");
    }
    Ok(())
}

in_each_browser! {
    a_field_and_its_octets_are_marked_together,
    numbers_are_shown_as_they_travel_or_from_the_first,
    why_a_segment_is_acceptable_is_seen,
    nothing_of_it_is_wider_than_a_phone,
    a_click_on_its_line_shows_a_segment,
    a_segment_on_its_way_is_chosen_by_keyboard,
    buttons_lead_from_segment_to_segment,
    choosing_a_segment_opens_its_pane,
    where_there_is_no_segment_that_is_said,
}
