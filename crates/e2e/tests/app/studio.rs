//! A reader changes a run, takes it back, compares it and passes it on.

use anyhow::{Result, ensure};
use e2e::{Lab, in_each_browser};
use thirtyfour::Key;

/// A two-way handshake with its SYN,ACK on the way.
const TWO_WAY: &str = "?scenario=two-way-old-duplicate-syn&lang=en&t=0.05";

/// What the run's table says, all of it.
const TABLE: &str = "e2e.all('.transcript tbody tr').map((row) => row.textContent).join('|')";

/// The button of the part that breaks the run.
const BREAK: &str = "e2e.all('.tools .btn').find((one) => one.textContent === 'Break it')";

/// Waits until the run on the stage is a changed one.
async fn changed(lab: &Lab) -> Result<()> {
    lab.until("location.hash.startsWith('#s=1.')").await
}

/// The SYN,ACK is lost, and then the run is what it was, and then it is lost again.
async fn loses_and_takes_back(lab: &Lab, lose: &str, undo: &str, redo: &str) -> Result<()> {
    let before = lab.ask(TABLE).await?;
    lab.focus(lose).await?;
    lab.press(Key::Enter).await?;
    changed(lab).await?;
    let after = lab.ask(TABLE).await?;
    ensure!(after.contains("lost") && !before.contains("lost"), "{before}\n{after}");
    lab.focus(undo).await?;
    lab.press(Key::Enter).await?;
    lab.until("!location.hash").await?;
    ensure!(lab.ask(TABLE).await? == before);
    lab.focus(redo).await?;
    lab.press(Key::Enter).await?;
    changed(lab).await?;
    ensure!(lab.ask(TABLE).await? == after);
    Ok(())
}

async fn a_segment_is_lost_by_keyboard_and_taken_back(lab: &Lab) -> Result<()> {
    lab.visit(TWO_WAY).await?;
    lab.ask(&format!("{BREAK}.focus()")).await?;
    lab.press(Key::Enter).await?;
    lab.see("#studio [data-act='break segment 2 0']").await?;
    let [lose, undo, redo] = ["break segment 2 0", "break undo", "break redo"]
        .map(|act| format!("#studio [data-act='{act}']"));
    loses_and_takes_back(lab, &lose, &undo, &redo).await
}

async fn a_segment_is_lost_by_pointer_where_it_is(lab: &Lab) -> Result<()> {
    lab.visit(TWO_WAY).await?;
    let before = lab.ask(TABLE).await?;
    lab.click(".capsule button").await?;
    lab.click("#menu [data-act='break at 2 0']").await?;
    changed(lab).await?;
    let after = lab.ask(TABLE).await?;
    ensure!(after.contains("lost") && after != before, "{after}");
    lab.until("!e2e.find('#menu button')").await
}

async fn escape_closes_the_menu_at_a_segment(lab: &Lab) -> Result<()> {
    lab.visit(TWO_WAY).await?;
    lab.focus(".capsule button").await?;
    lab.press(Key::Enter).await?;
    lab.see("#menu .deed").await?;
    lab.focus("#menu .deed").await?;
    lab.press(Key::Escape).await?;
    lab.until("!e2e.find('#menu button')").await?;
    lab.until("e2e.find('.capsule button').ariaPressed === 'false'").await?;
    ensure!(lab.ask("document.activeElement === e2e.find('.capsule button')").await? == "true");
    Ok(())
}

async fn an_end_crashes_and_its_branch_is_led_back_to(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=three-way-normal&lang=en&t=0.15").await?;
    lab.ask(&format!("{BREAK}.click()")).await?;
    lab.see("#studio .break-end .deed").await?;
    let crash = "e2e.all('.break-end .deed').find((one) => one.textContent === 'Crash').click()";
    lab.ask(crash).await?;
    changed(lab).await?;
    let crashed = lab.ask(TABLE).await?;
    lab.click("#studio [data-act='break reset']").await?;
    lab.until("!location.hash").await?;
    ensure!(lab.ask(TABLE).await? != crashed);
    lab.click("#studio [data-act='break branch 1']").await?;
    changed(lab).await?;
    ensure!(lab.ask(TABLE).await? == crashed);
    Ok(())
}

async fn a_changed_run_is_compared_and_its_link_opens_it_elsewhere(lab: &Lab) -> Result<()> {
    lab.visit(TWO_WAY).await?;
    lab.click(".capsule button").await?;
    lab.click("#menu [data-act='break at 2 0']").await?;
    changed(lab).await?;
    let run = lab.ask(TABLE).await?;
    let compare = "e2e.all('.tools .btn').find((one) => one.textContent === 'Compare')";
    lab.ask(&format!("{compare}.focus()")).await?;
    lab.press(Key::Enter).await?;
    lab.until("e2e.all('.stage .ladder').length === 2 && e2e.find('.part') && e2e.all('.came').length === 2")
        .await?;
    let told = lab.ask("e2e.find('.parting h3').textContent").await?;
    ensure!(told.contains(" ms: "), "where they part is not told: {told}");
    lab.click("[data-act='compare part']").await?;
    lab.until("e2e.find('.now-t').textContent === e2e.find('.part b').firstChild.data").await?;
    let link = lab.ask("location.search + location.hash").await?;
    lab.elsewhere(async |lab| {
        lab.visit(&link).await?;
        lab.until(&format!("{TABLE} === {run:?}")).await
    })
    .await
}

/// The button that opens the sheet.
const SHARE: &str = "e2e.all('.tools .btn').find((one) => one.textContent === 'Share, export')";

async fn what_is_open_stays_open_below_a_sheet_which_gives_the_focus_back(lab: &Lab) -> Result<()> {
    lab.visit(TWO_WAY).await?;
    lab.ask(&format!("{BREAK}.click()")).await?;
    lab.see("#studio [data-act='break segment 2 0']").await?;
    lab.ask(&format!("{SHARE}.focus()")).await?;
    lab.press(Key::Enter).await?;
    lab.see("#sheet [data-act='sheet save svg']").await?;
    lab.see("#studio [data-act='break segment 2 0']").await?;
    lab.press(Key::Escape).await?;
    lab.until("!e2e.find('#sheet').open").await?;
    lab.until(&format!("{BREAK}.ariaExpanded === 'true'")).await?;
    lab.see("#studio [data-act='break segment 2 0']").await?;
    lab.until(&format!("document.activeElement === {SHARE}")).await
}

async fn a_link_that_cannot_be_honoured_is_explained(lab: &Lab) -> Result<()> {
    for (link, told) in [("s=1.garbage", "altered"), ("s=9.abc", "version")] {
        lab.visit(&format!("?scenario=three-way-normal&lang=en#{link}")).await?;
        lab.see("#studio [role=alert]").await?;
        let said = lab.ask("e2e.find('#studio [role=alert]').textContent").await?;
        ensure!(said.contains(told), "{link}: {said}");
        lab.click("#studio [role=alert] button").await?;
        lab.until("!e2e.find('#studio [role=alert]') && !location.hash").await?;
    }
    Ok(())
}

in_each_browser! {
    a_segment_is_lost_by_keyboard_and_taken_back,
    a_segment_is_lost_by_pointer_where_it_is,
    escape_closes_the_menu_at_a_segment,
    an_end_crashes_and_its_branch_is_led_back_to,
    a_changed_run_is_compared_and_its_link_opens_it_elsewhere,
    what_is_open_stays_open_below_a_sheet_which_gives_the_focus_back,
    a_link_that_cannot_be_honoured_is_explained,
}
