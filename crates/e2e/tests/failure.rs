//! The page says why it could not start, in the reader's language, with the figure still there.

use anyhow::{Result, ensure};
use e2e::{Lab, Spoil, in_every_engine};
use xtask::static_server::Answer;

/// Spoils the answers to paths that end like this.
fn spoil(ending: &'static str, how: fn(Answer) -> Answer) -> Spoil {
    Box::new(move |path, answer| if path.ends_with(ending) { how(answer) } else { answer })
}

/// Spoils the script between the page and the program.
fn spoil_glue(how: fn(Answer) -> Answer) -> Spoil {
    Box::new(move |path, answer| {
        let is_glue = path.starts_with("web-") && path.ends_with(".js");
        if is_glue { how(answer) } else { answer }
    })
}

fn missing(mut answer: Answer) -> Answer {
    answer.status = "404 Not Found";
    answer.content_type = "text/plain".to_owned();
    answer
}

/// What a host does that answers every unknown path with its front page.
fn a_page_instead(answer: Answer) -> Answer {
    Answer {
        content_type: "text/html".to_owned(),
        body: b"<!doctype html><title>Home</title>".to_vec(),
        ..answer
    }
}

fn of_another_type(mut answer: Answer) -> Answer {
    answer.content_type = "application/octet-stream".to_owned();
    answer
}

fn damaged(mut answer: Answer) -> Answer {
    answer.body.truncate(1000);
    answer
}

fn under_a_strict_policy(mut answer: Answer) -> Answer {
    answer.headers.push(("Content-Security-Policy", "script-src 'self'".to_owned()));
    answer
}

async fn reason_for(lab: &Lab, spoil: Spoil) -> Result<String> {
    lab.expect_errors();
    lab.open("?lang=en", spoil).await?;
    lab.see("#failure:not([hidden])").await?;
    // Some of what may be said comes in a file of its own.
    lab.until("document.querySelector('#failure p').textContent.includes('. ')").await?;
    lab.until("document.querySelector('#poster')?.naturalWidth > 0").await?;
    lab.ask("document.querySelector('#failure').dataset.reason").await
}

async fn a_program_that_is_not_there(lab: &Lab) -> Result<()> {
    let reason = reason_for(lab, spoil(".wasm", missing)).await?;
    ensure!(reason == "missing", "{reason}");
    Ok(())
}

async fn a_web_page_in_place_of_the_program(lab: &Lab) -> Result<()> {
    let reason = reason_for(lab, spoil(".wasm", a_page_instead)).await?;
    ensure!(reason == "html", "{reason}");
    Ok(())
}

async fn a_program_that_is_cut_short(lab: &Lab) -> Result<()> {
    let reason = reason_for(lab, spoil(".wasm", damaged)).await?;
    ensure!(reason == "old", "{reason}");
    Ok(())
}

async fn a_script_of_the_wrong_type(lab: &Lab) -> Result<()> {
    let reason = reason_for(lab, spoil_glue(of_another_type)).await?;
    ensure!(reason == "mime", "{reason}");
    Ok(())
}

async fn a_web_page_in_place_of_a_script(lab: &Lab) -> Result<()> {
    let reason = reason_for(lab, spoil_glue(a_page_instead)).await?;
    ensure!(reason == "html", "{reason}");
    Ok(())
}

async fn a_policy_that_forbids_wasm(lab: &Lab) -> Result<()> {
    let reason = reason_for(lab, spoil("", under_a_strict_policy)).await?;
    ensure!(reason == "csp", "{reason}");
    Ok(())
}

/// A wrong type for the program costs time, not the page.
async fn a_program_of_the_wrong_type_still_runs(lab: &Lab) -> Result<()> {
    lab.open("", spoil(".wasm", of_another_type)).await?;
    lab.until("!document.querySelector('#poster') && document.querySelector('#app > *')").await
}

async fn a_list_of_questions_that_is_not_there(lab: &Lab) -> Result<()> {
    let reason = reason_for(lab, spoil("list.en.bin", missing)).await?;
    ensure!(reason == "missing", "{reason}");
    Ok(())
}

/// The page goes on with the question that it has.
async fn a_question_that_cannot_be_fetched_is_said(lab: &Lab) -> Result<()> {
    lab.expect_errors();
    lab.open("?lang=en", spoil("syn-flood.bin", missing)).await?;
    lab.see(".scene").await?;
    let before = lab.see("h1").await?.text().await?;
    lab.click(".top .all").await?;
    lab.see(".picker input").await?.send_keys("syn-flood").await?;
    lab.click(".picker .q").await?;
    let notice = lab.see(".notice").await?.text().await?;
    ensure!(notice.contains("could not be fetched") && notice.contains("syn-flood"), "{notice}");
    ensure!(lab.see("h1").await?.text().await? == before);
    Ok(())
}

/// The page goes on without it, and asks for it again when the reader does.
async fn a_checker_that_cannot_be_fetched_is_said(lab: &Lab) -> Result<()> {
    lab.expect_errors();
    lab.open("?lang=en&scenario=two-way-synack-lost", spoil("/proof.js", missing)).await?;
    for _ in 0..2 {
        lab.click("[aria-controls=proof]").await?;
        let notice = lab.see(".notice").await?.text().await?;
        ensure!(notice.contains("could not be fetched") && notice.contains("proof/"), "{notice}");
        ensure!(lab.ask("document.querySelector('.proof').hidden").await? == "true");
        lab.click(".notice button").await?;
        lab.until("!document.querySelector('.notice')").await?;
    }
    Ok(())
}

/// A static page has all that there is to read, and stays.
async fn a_static_page_without_the_program_is_still_complete(lab: &Lab) -> Result<()> {
    lab.expect_errors();
    lab.open("en/two-way-synack-lost/", spoil(".wasm", missing)).await?;
    lab.until("document.querySelector('.q-stage img')?.naturalWidth > 0").await?;
    let rows = lab.ask("document.querySelectorAll('.q-record tr').length").await?;
    ensure!(rows == "7", "{rows}");
    ensure!(lab.see("h1").await?.text().await?.contains("two"));
    Ok(())
}

async fn a_folder_opened_without_a_server(lab: &Lab) -> Result<()> {
    lab.expect_errors();
    let page = xtask::dist().join("index.html");
    lab.driver.goto(format!("file://{}?lang=zh-CN", page.display())).await?;
    let screen = lab.see("#failure:not([hidden])").await?;
    ensure!(screen.attr("data-reason").await?.as_deref() == Some("file"));
    lab.until("document.querySelector('#failure p').textContent.includes('本地文件')").await?;
    lab.until("document.querySelector('#poster')?.naturalWidth > 0").await
}

in_every_engine! {
    a_program_that_is_not_there,
    a_web_page_in_place_of_the_program,
    a_program_that_is_cut_short,
    a_script_of_the_wrong_type,
    a_web_page_in_place_of_a_script,
    a_policy_that_forbids_wasm,
    a_program_of_the_wrong_type_still_runs,
    a_list_of_questions_that_is_not_there,
    a_question_that_cannot_be_fetched_is_said,
    a_checker_that_cannot_be_fetched_is_said,
    a_static_page_without_the_program_is_still_complete,
    a_folder_opened_without_a_server,
}
