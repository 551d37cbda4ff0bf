//! A reader is asked, and makes runs of their own.

use anyhow::{Context, Result, ensure};
use e2e::{Lab, in_each_browser};
use serde_json::json;
use tcp_scenarios::catalogue::Catalogue;
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

/// Answers whatever is asked, until there is a score; how many questions that were.
async fn answer_all(lab: &Lab) -> Result<usize> {
    lab.ask("e2e.hurry()").await?;
    let mut asked = 0;
    loop {
        lab.until("e2e.find('#studio [data-key]') || e2e.find('#studio .quiz-again')").await?;
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
    lab.until("!e2e.find('.page').hasAttribute('data-blind')").await?;
    Ok(asked)
}

async fn press(lab: &Lab, action: &str) -> Result<()> {
    let button = format!("#studio [data-act='{action}']");
    lab.see(&button).await?;
    lab.focus(&button).await?;
    lab.press(Key::Enter).await
}

async fn a_quiz_is_answered_by_keyboard(lab: &Lab) -> Result<()> {
    open(lab, "?scenario=three-way-normal&lang=en", QUIZ).await?;
    press(lab, "quiz start").await?;
    let asked = answer_all(lab).await?;
    ensure!(asked >= 3, "{asked} questions");
    press(lab, "quiz next").await?;
    let next = &Catalogue::get().entries()[1];
    lab.until(&format!("location.search.includes('scenario={}&')", next.id())).await?;
    lab.until("e2e.find('#studio .quiz-n')?.textContent.startsWith('Question 1 of ')").await
}

/// Ten questions about runs of all kinds, and the score by what they were about.
async fn an_interview_is_held_by_keyboard(lab: &Lab) -> Result<()> {
    open(lab, "?scenario=three-way-normal&lang=en", QUIZ).await?;
    // What is asked is drawn with the time.
    lab.ask("e2e.stopDate(32)").await?;
    press(lab, "quiz interview").await?;
    let asked = answer_all(lab).await?;
    ensure!(asked == 10, "{asked} questions");
    let score = lab.ask("e2e.find('#studio .quiz-q').textContent").await?;
    ensure!(score.contains(" of 10 right"), "{score}");
    // "States 1/3" and so on.
    let kinds = lab.ask("e2e.all('#studio .quiz-kinds li').map((one) => one.textContent)").await?;
    let of: Vec<usize> = kinds
        .split(',')
        .map(|kind| kind.rsplit('/').next().unwrap_or(kind).parse())
        .collect::<Result<_, _>>()
        .with_context(|| kinds.clone())?;
    ensure!(of.iter().sum::<usize>() == asked, "{kinds}");
    ensure!(lab.ask("document.activeElement.id").await? == "quiz-card", "the focus");
    press(lab, "quiz interview").await?;
    lab.until("e2e.find('#studio .quiz-n')?.textContent.startsWith('Question 1 of 10')").await
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
    lab.until("location.search.includes('two-way-synack-lost') && e2e.step() > 0")
        .await
        .context("the two-way run does not play")?;
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

in_each_browser! {
    a_quiz_is_answered_by_keyboard,
    an_interview_is_held_by_keyboard,
    the_first_minute_leads_through_and_is_remembered,
    a_free_run_is_made_from_a_form,
    a_file_that_cannot_be_used_is_told_with_its_place,
}
