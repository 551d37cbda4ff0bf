//! A reader is asked, makes runs of their own, and takes them along.

use anyhow::{Context, Result, ensure};
use e2e::{Lab, in_each_browser};
use serde_json::{Value, json};
use thirtyfour::Key;

/// Opens a part of the studio by its button.
async fn open(lab: &Lab, query: &str, part: usize) -> Result<()> {
    lab.visit(query).await?;
    let tools = lab.ask("e2e.all('.tools .btn').length").await?;
    // The first minute comes first, until it is over.
    let place = tools.parse::<usize>()?
        - usize::from(lab.ask("!!e2e.find('[aria-controls=proof]')").await? == "true");
    lab.ask(&format!("e2e.all('.tools .btn')[{place} - {part}].focus()")).await?;
    lab.press(Key::Enter).await
}

/// The parts, counted from the last.
const QUIZ: usize = 3;
const FREE: usize = 2;
const SHARE: usize = 1;

async fn a_quiz_is_answered_by_keyboard(lab: &Lab) -> Result<()> {
    open(lab, "?scenario=three-way-normal&lang=en", QUIZ).await?;
    lab.see("#studio [data-act='quiz start']").await?;
    lab.focus("#studio [data-act='quiz start']").await?;
    lab.press(Key::Enter).await?;
    let mut asked = 0;
    loop {
        lab.until(
            "e2e.find('#studio [data-key]') || e2e.find('#studio [data-act^=\"quiz revisit\"]')",
        )
        .await?;
        if lab.ask("!e2e.find('#studio [data-key]')").await? == "true" {
            break;
        }
        ensure!(lab.ask("e2e.find('.page').hasAttribute('data-blind')").await? == "true");
        lab.focus("#studio [data-key]").await?;
        lab.press("1").await?;
        let answered = lab.until("e2e.find('#studio [data-act=\"quiz on\"]')").await;
        let words = lab.ask("e2e.find('#studio').innerText").await?;
        answered.with_context(|| format!("no answer after {asked}: {words}"))?;
        lab.focus("#studio [data-act='quiz on']").await?;
        lab.press(Key::Enter).await?;
        asked += 1;
        ensure!(asked < 20, "it does not end");
    }
    ensure!(asked >= 3, "{asked} questions");
    lab.until("!e2e.find('.page').hasAttribute('data-blind')").await
}

async fn the_first_minute_leads_through_and_is_remembered(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=three-way-normal&lang=en").await?;
    lab.ask("localStorage.removeItem('tcp-lanes.met')").await?;
    lab.visit("?scenario=three-way-normal&lang=en").await?;
    let tools = lab.ask("e2e.all('.tools .btn').length").await?;
    lab.focus(".tools .btn").await?;
    lab.press(Key::Enter).await?;
    for _ in 0..4 {
        lab.see("#studio [data-act='tour next']").await?;
        let before = lab.ask("e2e.find('.tour-words').textContent").await?;
        lab.click("#studio [data-act='tour next']").await?;
        lab.until(&format!("e2e.find('.tour-words').textContent !== {before:?}")).await?;
    }
    lab.click("#studio [data-act='tour leave ']").await?;
    lab.until("!e2e.find('.tour-words')").await?;
    lab.visit("?scenario=three-way-normal&lang=en").await?;
    ensure!(lab.ask("e2e.all('.tools .btn').length").await? != tools, "it is offered again");
    Ok(())
}

async fn a_free_run_is_made_from_a_form(lab: &Lab) -> Result<()> {
    open(lab, "?scenario=three-way-normal&lang=en", FREE).await?;
    lab.see("#studio [data-set='free set handshake']").await?;
    lab.see("#studio [data-act='free run']").await?;
    lab.click("#studio [data-act='free run']").await?;
    lab.until("location.search.includes('scenario=free') && location.hash.startsWith('#s=1.')")
        .await?;
    let rows = "e2e.all('.transcript tbody tr').length";
    let made = lab.ask(rows).await?;
    ensure!(made != "0", "nothing happens");
    let link = lab.ask("location.search + location.hash").await?;
    lab.visit(&link).await?;
    lab.until(&format!("{rows} == {made} && location.search.includes('scenario=free')")).await
}

async fn a_file_that_cannot_be_used_is_told_with_its_place(lab: &Lab) -> Result<()> {
    open(lab, "?scenario=three-way-normal&lang=en", FREE).await?;
    lab.see("#studio [data-file]").await?;
    let give = "{
        const given = new DataTransfer();
        given.items.add(new File([of], 'mine.json', { type: 'application/json' }));
        const field = e2e.find('#studio [data-file]');
        field.files = given.files;
        field.dispatchEvent(new Event('change', { bubbles: true }));
        return '';
    }";
    lab.compute(give, json!("{\"format\":\"tcp-lanes-scenario/1\",\n\"id\": 7}")).await?;
    lab.see("#studio [role=alert]").await?;
    let said = lab.ask("e2e.find('#studio [role=alert]').textContent").await?;
    ensure!(said.contains('2') && said.contains("id"), "{said}");
    Ok(())
}

/// Saves a run in a format: the octets as text of one character each, and what the browser makes of
/// them where they are a picture.
const SAVE: &str = "{
    const kept = new Promise((done) => {
        const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => { URL.createObjectURL = make; done(blob); return make.call(URL, blob); };
    });
    e2e.find(`#sheet [data-act='sheet save ${of}']`).click();
    const blob = await kept;
    const octets = new Uint8Array(await blob.arrayBuffer());
    const picture = /^image.(png|gif)/.test(blob.type) ? await createImageBitmap(blob) : { width: 0 };
    return [blob.type, [...octets].map((octet) => String.fromCharCode(octet)).join(''), picture.width];
}";

async fn every_format_is_saved_and_can_be_read(lab: &Lab) -> Result<()> {
    open(lab, "?scenario=three-way-normal&lang=en&t=step:3", SHARE).await?;
    lab.see("#sheet [data-act='sheet save svg']").await?;
    ensure!(lab.ask("e2e.find('#sheet').open").await? == "true");
    for (format, begins) in [
        ("text", ""),
        ("json", "{"),
        ("svg", "<svg"),
        ("animated-svg", "<svg"),
        ("mermaid", "sequenceDiagram"),
        ("plantuml", "@startuml"),
        ("markdown", "#"),
        ("pcapng", "\u{a}\r\r\n"),
        ("packetdrill", ""),
        ("png", "\u{89}PNG"),
        ("gif", "GIF89a"),
    ] {
        let saved = lab.compute(SAVE, json!(format)).await.with_context(|| format.to_owned())?;
        let [kind, text, width] = saved.as_array().context("three things")?.as_slice() else {
            anyhow::bail!("{format}: not three things");
        };
        let text = text.as_str().unwrap_or_default();
        ensure!(text.len() > 100 && text.contains(begins), "{format} {kind}: {text:.80}");
        match format {
            "json" => drop(serde_json::from_str::<Value>(text).context("not JSON")?),
            "svg" | "animated-svg" => {
                let octets: Vec<u8> = text.chars().map(|c| c as u8).collect();
                let text = String::from_utf8(octets).context("not UTF-8")?;
                roxmltree::Document::parse(&text).with_context(|| format!("{format} is no XML"))?;
            }
            "png" | "gif" => ensure!(width.as_u64() > Some(300), "{format}: {width} wide"),
            _ => {}
        }
    }
    lab.press(Key::Escape).await?;
    lab.until("!e2e.find('#sheet').open").await
}

in_each_browser! {
    a_quiz_is_answered_by_keyboard,
    the_first_minute_leads_through_and_is_remembered,
    a_free_run_is_made_from_a_form,
    a_file_that_cannot_be_used_is_told_with_its_place,
    every_format_is_saved_and_can_be_read,
}
