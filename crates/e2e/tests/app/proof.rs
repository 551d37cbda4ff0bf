//! The checker's panel: what it finds is what the same search finds here, and it can be watched.

use anyhow::{Context, Result, ensure};
use e2e::{Lab, in_each_browser};
use proof::desk::{Desk, Tell};
use proof::talk::Report;
use proof::wanted::{Goal, Wanted};
use serde_json::json;
use tcp_model::trace::Run;
use tcp_scenarios::catalogue::Catalogue;
use tcp_scenarios::prose::Lang;
use thirtyfour::Key;

const OVER: &str = "e2e.find('.proof [data-act=run]') && e2e.find('.proof .worlds')";

/// The search to its end, or to where the way of an address is found, and that way's file.
fn searched(address: &str) -> (Report, Option<Vec<u8>>) {
    let wanted = Wanted::read(address).expect("an address that means something");
    let mut desk = Desk::new(wanted.model, wanted.bounds).expect("a model of that name");
    let mut report = Report::default();
    while desk.goes_on() {
        if let Some(Tell::Report(told)) = desk.slice(|| 0.0) {
            report = told;
        }
    }
    match desk.way(wanted.goal) {
        Tell::Way(_, file) => (report, file),
        Tell::Report(_) => (report, None),
    }
}

/// The question and the run of a way, from its file.
fn replayed(address: &str) -> Result<(String, Run)> {
    let file = searched(address).1.context("there is such a way")?;
    let (len, rest) = file.split_first_chunk().context("a length")?;
    Catalogue::get().learn(&rest[..u32::from_le_bytes(*len) as usize]);
    let scenario = Catalogue::get().find(address).context("the book is of this address")?;
    Ok((scenario.question.get(Lang::En).to_owned(), scenario.run()))
}

async fn open(lab: &Lab, query: &str) -> Result<()> {
    lab.visit(query).await?;
    lab.focus("[aria-controls=proof]").await?;
    lab.press(Key::Enter).await?;
    lab.see(".proof [data-act=run]").await?;
    Ok(())
}

async fn search(lab: &Lab) -> Result<()> {
    lab.focus(".proof [data-act=run]").await?;
    lab.press(Key::Enter).await?;
    lab.until(OVER).await
}

/// What is said of a property.
async fn word(lab: &Lab, property: &str) -> Result<String> {
    lab.ask(&format!("e2e.find('[data-property={property}] .word').textContent")).await
}

/// The page shows the run of this way, and it can be gone through to its end.
async fn plays(lab: &Lab, address: &str) -> Result<()> {
    let (question, run) = replayed(address)?;
    lab.until(&format!("location.search.includes({address:?})")).await?;
    lab.at_step(0).await?;
    ensure!(lab.see("h1").await?.text().await? == question);
    ensure!(lab.ask("e2e.place()[1]").await? == run.beats.len().to_string());
    lab.until("document.activeElement.id === 'player' && e2e.find('.proof').hidden").await?;
    for step in 1..=run.beats.len() {
        lab.press(Key::Right).await?;
        lab.no_complaint(&format!("e2e.remember({step})")).await?;
    }
    Ok(())
}

async fn two_way_is_proved_wrong_by_keyboard(lab: &Lab) -> Result<()> {
    let address = "proof/two-way/agreement";
    let report = searched(address).0;
    open(lab, "?scenario=two-way-synack-lost&lang=en").await?;
    search(lab).await?;
    let count = lab.ask("e2e.find('.proof .count').textContent").await?;
    let worlds = proof::words::number(report.worlds);
    ensure!(count.starts_with(&format!("{worlds} worlds")), "{count}, and not {worlds}");
    for (property, steps) in &report.failures {
        let said = word(lab, property.id()).await?;
        ensure!(said == format!("Fails: shortest failure {steps} steps"), "{property}: {said}");
    }
    lab.focus("[data-property=agreement] .play-way").await?;
    lab.press(Key::Enter).await?;
    plays(lab, address).await
}

/// Whoever is sent the address sees what its sender saw.
async fn a_way_is_found_again_by_its_address(lab: &Lab) -> Result<()> {
    let address = "proof/two-way/no-stale-data";
    lab.visit(&format!("?scenario={address}&lang=zh-CN&theme=dark&t=step:3&speed=1/8")).await?;
    lab.at_step(3).await?;
    lab.until("!e2e.find('.proof:not([hidden])')").await?;
    let picture = lab.picture().await?;
    ensure!(lab.ask("e2e.place()[1]").await? == replayed(address)?.1.beats.len().to_string());
    lab.until("location.search.includes('t=step:3')").await?;
    for part in [address, "lang=zh-CN", "theme=dark", "speed=1/8"] {
        let query = lab.ask("location.search").await?;
        ensure!(query.contains(part), "{query} has no {part}");
    }
    lab.driver.refresh().await?;
    lab.until("location.search.includes('proof/') && e2e.find('.clock')").await?;
    lab.at_step(3).await?;
    lab.shows(&picture).await
}

async fn a_cell_of_the_map_opens_the_way_there(lab: &Lab) -> Result<()> {
    let address = "proof/life-cycle/CLOSING,CLOSING";
    open(lab, "?scenario=simultaneous-close&lang=en").await?;
    search(lab).await?;
    let cells = lab.ask("e2e.all('.worlds td button').length").await?;
    // No way leads to where all begin.
    let pairs = searched(address).0.pairs.len() - 1;
    ensure!(cells == pairs.to_string(), "{cells} cells instead of {pairs}");
    // The arrow keys go from cell to cell.
    lab.focus(".worlds button[tabindex='0']").await?;
    let first = lab.ask("document.activeElement.dataset.act").await?;
    lab.press(Key::Down).await?;
    lab.until(&format!("document.activeElement.dataset.act !== {first:?}")).await?;
    lab.until("document.activeElement.tabIndex === 0").await?;
    lab.focus("[data-act='way CLOSING,CLOSING']").await?;
    lab.press(Key::Enter).await?;
    plays(lab, address).await?;
    let states = lab.ask("e2e.all('.tcb .state').map((one) => one.textContent)").await?;
    ensure!(states == "CLOSING,CLOSING", "{states}");
    // The panel is still as it was.
    lab.click("[aria-controls=proof]").await?;
    lab.see(".proof:not([hidden]) .worlds").await?;
    Ok(())
}

async fn what_holds_is_said_with_all_that_was_tried(lab: &Lab) -> Result<()> {
    let report = searched("proof/third-ack-lost/agreement").0;
    open(lab, "?scenario=third-ack-lost&lang=en").await?;
    let before = word(lab, "agreement").await?;
    ensure!(before == "Not searched yet", "{before}");
    search(lab).await?;
    let said = word(lab, "agreement").await?;
    let worlds = proof::words::number(report.worlds);
    ensure!(said.starts_with(&format!("Holds in all {worlds} worlds that one open")), "{said}");
    lab.click(".top [lang='zh-CN']").await?;
    lab.until("e2e.find('[data-property=agreement] .word').textContent.includes('成立')").await
}

/// A search that was stopped says nothing of the worlds that it has not seen.
async fn a_long_search_can_be_stopped(lab: &Lab) -> Result<()> {
    open(lab, "?scenario=three-way-old-duplicate-syn&lang=en").await?;
    lab.click(".proof .within summary").await?;
    for _ in 0..4 {
        lab.click(".proof [data-act='more 3']").await?;
        lab.click(".proof [data-act='more 4']").await?;
    }
    lab.focus(".proof [data-act=run]").await?;
    lab.press(Key::Enter).await?;
    lab.until("/ to go /.test(e2e.find('.proof .count').textContent)").await?;
    let asked = "{
        const begun = performance.now();
        e2e.find('.proof [data-act=stop]').click();
        await e2e.came(() => e2e.find('.proof [data-act=run]'));
        return performance.now() - begun;
    }";
    lab.compute(asked, json!(null)).await?;
    let said = word(lab, "agreement").await?;
    ensure!(said.starts_with("No failure among ") && said.ends_with(" worlds so far"), "{said}");
    ensure!(lab.ask("e2e.all('[data-verdict=holds]').length").await? == "0");
    Ok(())
}

async fn an_address_that_leads_nowhere_is_told(lab: &Lab) -> Result<()> {
    for (address, told, model) in [
        ("proof/five-way/agreement", "no such model", "three-way"),
        ("proof/two-way/wisdom", "means nothing", "two-way"),
        ("proof/two-way/agreement/losses=99", "means nothing", "two-way"),
        ("proof/third-ack-lost/CLOSING,CLOSING", "No world", "third-ack-lost"),
    ] {
        lab.visit(&format!("?scenario={address}&lang=en")).await?;
        lab.until("e2e.find('.complaint p')").await.context(address)?;
        let said = lab.see(".complaint").await?.text().await?;
        ensure!(said.contains(told), "{address}: {said}");
        lab.until("location.search.includes('scenario=three-way-normal')").await?;
        lab.compute("e2e.settled().then(() => 1)", json!(null)).await?;
        let shown = lab.ask("e2e.find('.proof .card').dataset.model").await?;
        ensure!(shown == model, "{address}: {shown}");
        ensure!(lab.see(".complaint").await?.text().await?.contains(told), "{address}");
    }
    Ok(())
}

/// An address says the same in either spelling of its states.
async fn the_player_works_while_a_way_is_searched(lab: &Lab) -> Result<()> {
    let goal = Goal::named("established,established").context("a pair of states")?;
    ensure!(goal.to_string() == "ESTABLISHED,ESTABLISHED");
    lab.visit("?scenario=proof/three-way/established,established&lang=en").await?;
    lab.until("e2e.find('.proof').hidden").await?;
    lab.focus("#player").await?;
    lab.press(Key::Right).await?;
    lab.at_step(1).await
}

in_each_browser! {
    two_way_is_proved_wrong_by_keyboard,
    a_way_is_found_again_by_its_address,
    a_cell_of_the_map_opens_the_way_there,
    what_holds_is_said_with_all_that_was_tried,
    a_long_search_can_be_stopped,
    an_address_that_leads_nowhere_is_told,
    the_player_works_while_a_way_is_searched,
}
