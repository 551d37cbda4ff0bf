//! A reader embeds what is on the stage: the code that the page makes, in pages of other origins, and
//! what docs/embedding.md says of it.

use crate::places::Place;
use anyhow::{Context, Result, ensure};
use e2e::{Lab, in_each_browser, shared};
use serde_json::Value;
use std::fs;
use tcp_scenarios::catalogue;
use tcp_scenarios::prose::Lang;
use tcp_studio::change::Edition;
use tcp_studio::link::decode;
use xtask::blocks::{Block, blocks};

/// A two-way handshake with its SYN,ACK on the way.
const SCENARIO: &str = "two-way-old-duplicate-syn";

/// The code in the dialog.
const CODE: &str = "e2e.find('#embed-code').value";

/// A page with something in its body.
fn page(body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A post</title>\
         <link rel=\"icon\" href=\"data:,\"></head><body><h1>A post</h1>{body}</body></html>"
    )
}

/// The page with its SYN,ACK lost, and the dialog open.
async fn open_changed(lab: &Lab) -> Result<()> {
    lab.open(&format!("?scenario={SCENARIO}&lang=en&t=0.05"), shared()).await?;
    lab.no_complaint("e2e.ready()").await?;
    lab.click(".capsule button").await?;
    lab.click("#menu [data-act='break at 2 0']").await?;
    lab.until("location.hash.startsWith('#s=1.')").await?;
    Place::Embed.open(lab, Lang::En).await
}

/// Chooses in a field of the dialog.
async fn choose(lab: &Lab, field: &str, value: &str) -> Result<()> {
    let chosen = format!(
        "{{ const field = e2e.find('#embed-{field}'); field.value = '{value}';
           field.dispatchEvent(new Event('change', {{ bubbles: true }}));
           await e2e.settled(); return field.value; }}"
    );
    ensure!(lab.compute(&chosen, Value::Null).await? == value, "{field} cannot be {value}");
    Ok(())
}

/// What a player that runs on this page, or in a frame on it, says of itself at its end.
async fn played(lab: &Lab) -> Result<Value> {
    let player = "document.querySelector('tcp-lanes')";
    lab.until(&format!("{player}?.state?.steps > 0")).await?;
    lab.ask(&format!("{player}.seek(`step:${{{player}.state.steps}}`)")).await?;
    lab.until(&format!("{player}.state.step === {player}.state.steps")).await?;
    lab.compute(
        &format!(
            "{{ const {{ step, steps, t, headline, lang }} = {player}.state;
        return {{ step, steps, t, headline, lang }}; }}"
        ),
        Value::Null,
    )
    .await
}

async fn the_code_of_a_changed_run_shows_that_run_in_other_pages(lab: &Lab) -> Result<()> {
    open_changed(lab).await?;
    let link = lab.ask("location.hash.slice(3)").await?;
    let changed = decode(&link).map_err(|error| anyhow::anyhow!(error.say(Lang::En)))?;
    let file = catalogue::file(SCENARIO).context("a scenario")?;
    let edition = Edition::new(&file, changed.interventions.clone())?;
    let run = edition.scenario(SCENARIO.to_owned()).run();
    let mut shown = Vec::new();
    let mut codes = Vec::new();
    for form in ["iframe", "element", "raw", "hugo", "mdx", "markdown", "link"] {
        choose(lab, "form", form).await?;
        let code = lab.ask(CODE).await?;
        let (_, rest) = code.split_once("1.").context("no link")?;
        let (held, _) = rest.split_at(rest.find(['"', ')', '&']).unwrap_or(rest.len()));
        let held = decode(&format!("1.{held}")).map_err(|e| anyhow::anyhow!(e.say(Lang::En)));
        ensure!(held?.interventions == changed.interventions, "{form}: {code}");
        codes.push(code);
    }
    Place::Embed.close(lab, Lang::En).await?;
    for code in &codes[..2] {
        lab.open_host(&page(code), "", shared()).await?;
        if code.starts_with("<iframe") {
            lab.enter_frame().await?;
        }
        shown.push(played(lab).await.with_context(|| code.clone())?);
        lab.driver.enter_default_frame().await?;
    }
    ensure!(shown[0] == shown[1], "{shown:?}");
    ensure!(shown[0]["steps"].as_u64() == Some(run.beats.len() as u64), "{:?}", shown[0]);
    Ok(())
}

async fn the_preview_is_the_player_and_goes_with_the_dialog(lab: &Lab) -> Result<()> {
    open_changed(lab).await?;
    let entries = lab.ask("history.length").await?;
    choose(lab, "lang", "zh-CN").await?;
    choose(lab, "height", "420").await?;
    lab.enter_frame().await?;
    let mine = played(lab).await?;
    ensure!(mine["lang"] == "zh-CN");
    lab.driver.enter_default_frame().await?;
    choose(lab, "run", "original").await?;
    lab.enter_frame().await?;
    let original = played(lab).await?;
    lab.driver.enter_default_frame().await?;
    ensure!(original["steps"] != mine["steps"], "{original} is {mine}");
    ensure!(lab.ask(CODE).await?.contains(";height:420px;"));
    ensure!(lab.ask("history.length").await? == entries, "it is no step of the reader's");
    choose(lab, "form", "markdown").await?;
    lab.until("!e2e.find('#sheet iframe')").await?;
    choose(lab, "form", "iframe").await?;
    lab.see("#sheet iframe").await?;
    Place::Embed.close(lab, Lang::En).await?;
    lab.until("!e2e.find('iframe')").await
}

async fn the_code_is_copied_or_selected_for_it(lab: &Lab) -> Result<()> {
    open_changed(lab).await?;
    lab.focus("#sheet [data-act='sheet copy code']").await?;
    lab.press(thirtyfour::Key::Enter).await?;
    lab.until("e2e.find('.sheet-told').textContent").await?;
    let selected = "document.activeElement.id === 'embed-code'
        && getSelection() && e2e.find('#embed-code').selectionEnd === e2e.find('#embed-code').value.length";
    lab.until(&format!("e2e.find('.sheet-told').textContent === 'Copied.' || {selected}")).await?;
    // And back, with the focus where the reader came from.
    lab.click("#sheet [data-act='sheet embed back']").await?;
    lab.until("document.activeElement.dataset.act === 'sheet embed open'").await?;
    ensure!(lab.ask("!!e2e.find('#sheet iframe')").await? == "false");
    Ok(())
}

/// What of docs/embedding.md runs in a page.
fn documented() -> Result<Vec<Block>> {
    let docs = fs::read_to_string(xtask::root().join("docs/embedding.md"))?;
    let runs: Vec<Block> = blocks(&docs).into_iter().filter(|block| block.is("runs")).collect();
    ensure!(runs.len() > 3, "the docs have {} that run", runs.len());
    Ok(runs)
}

async fn what_the_docs_show_runs_in_a_page(lab: &Lab) -> Result<()> {
    for block in documented()? {
        let code = block.code.replace("https://tcp.example.org/", "SITE");
        lab.open_host(&page(&code), "", shared()).await?;
        let frames = code.contains("<iframe");
        if frames {
            lab.enter_frame().await?;
        }
        played(lab).await.with_context(|| block.code.clone())?;
        lab.driver.enter_default_frame().await?;
        if block.is("fits") {
            lab.until("parseInt(document.querySelector('iframe').style.height) > 300").await?;
        }
    }
    Ok(())
}

in_each_browser! {
    the_code_of_a_changed_run_shows_that_run_in_other_pages,
    the_preview_is_the_player_and_goes_with_the_dialog,
    the_code_is_copied_or_selected_for_it,
    what_the_docs_show_runs_in_a_page,
}
