//! Ways from one question to another: the four of the interview, the list, the switch between
//! a wrong protocol and the right one.

use anyhow::{Context, Result, ensure};
use e2e::{Lab, in_each_browser};
use tcp_scenarios::catalogue::{Catalogue, InterviewQuestion};
use tcp_scenarios::prose::Lang;
use tcp_view::message::Message;
use tcp_view::search::search;
use thirtyfour::Key;

async fn four_buttons_open_the_interview_questions(lab: &Lab) -> Result<()> {
    for lang in Lang::ALL {
        lab.visit(&format!("?scenario=isn-clock-old-data-rejected&lang={}", lang.tag())).await?;
        for (place, question) in InterviewQuestion::all().iter().enumerate() {
            let button = format!(".pins li:nth-child({}) button", place + 1);
            let label = lab.see(&button).await?.text().await?;
            ensure!(label == question.question.get(lang), "the label is “{label}”");
            lab.click(&button).await?;
            opens(lab, question.scenarios[0], lang).await.with_context(|| label.clone())?;
            lab.until(&format!("e2e.find({button:?}).hasAttribute('aria-current')")).await?;
            ensure!(lab.ask("e2e.all('.pins [aria-current]').length").await? == "1", "{label}");
        }
    }
    Ok(())
}

/// Waits until the scenario is on the stage, at its beginning.
async fn opens(lab: &Lab, address: &str, lang: Lang) -> Result<()> {
    let scenario = Catalogue::get().find(address).context("no such scenario")?;
    let question = scenario.question.get(lang);
    lab.until(&format!("e2e.find('h1').textContent === {question:?}")).await?;
    let shown = format!("new URLSearchParams(location.search).get('scenario') === {address:?}");
    lab.until(&shown).await?;
    lab.at_step(0).await
}

async fn every_step_of_a_question_leads_to_its_scenario(lab: &Lab) -> Result<()> {
    let questions = InterviewQuestion::all();
    for question in questions.iter().filter(|question| question.scenarios.len() > 1) {
        lab.visit(&format!("?scenario={}&lang=en", question.scenarios[0])).await?;
        for (place, address) in question.scenarios.iter().enumerate().rev() {
            lab.click(&format!(".steps li:nth-child({}) button", place + 1)).await?;
            opens(lab, address, Lang::En).await?;
        }
    }
    Ok(())
}

async fn the_list_opens_and_closes_by_keyboard(lab: &Lab) -> Result<()> {
    lab.visit("?lang=en").await?;
    lab.focus(".top .all").await?;
    lab.press(Key::Enter).await?;
    lab.until("document.activeElement === e2e.find('.picker input')").await?;
    ensure!(lab.ask("e2e.find('.top .all').ariaExpanded").await? == "true");
    lab.press(Key::Escape).await?;
    lab.until("!e2e.find('.picker')").await?;
    lab.until("document.activeElement === e2e.find('.top .all')").await?;
    ensure!(lab.ask("e2e.find('.top .all').ariaExpanded").await? == "false");
    lab.focus("#player").await?;
    lab.press("/").await?;
    lab.until("document.activeElement === e2e.find('.picker input')").await?;
    ensure!(lab.ask("e2e.find('.picker input').value").await?.is_empty(), "the slash is typed");
    lab.press(Key::Escape).await?;
    lab.until("!e2e.find('.picker') && document.activeElement !== document.body").await
}

async fn the_list_has_every_question(lab: &Lab) -> Result<()> {
    for lang in Lang::ALL {
        lab.visit(&format!("?lang={}", lang.tag())).await?;
        lab.click(".top .all").await?;
        lab.see(".picker .q").await?;
        is_listed(lab, "", lang).await?;
    }
    Ok(())
}

async fn is_listed(lab: &Lab, words: &str, lang: Lang) -> Result<()> {
    let expected: Vec<&str> = search(words).map(|found| found.question(lang)).collect();
    let expected = serde_json::to_value(expected)?;
    let listed = "{ const same = () => e2e.all('.picker .q').map((q) => q.textContent);
        await e2e.came(() => JSON.stringify(same()) === JSON.stringify(of)); return same(); }";
    let listed = lab.compute(listed, expected.clone()).await?;
    ensure!(listed == expected, "“{words}” lists {listed}, not {expected}");
    Ok(())
}

async fn the_search_finds_chinese_and_english_words(lab: &Lab) -> Result<()> {
    let catalogue = Catalogue::get();
    for lang in Lang::ALL {
        lab.visit(&format!("?lang={}", lang.tag())).await?;
        for words in ["四次", "TIME-WAIT", "old syn", "序列号", "two-way"] {
            let found = search(words).count();
            ensure!((1..catalogue.entries().len()).contains(&found), "{words} finds {found}");
            lab.click(".top .all").await?;
            let field = lab.see(".picker input").await?;
            field.clear().await?;
            field.send_keys(words).await?;
            is_listed(lab, words, lang).await?;
            let first = search(words).next().expect("there is one");
            lab.focus(".picker .q").await?;
            lab.press(Key::Enter).await?;
            lab.until("!e2e.find('.picker')").await?;
            opens(lab, first.id(), lang).await.context(words)?;
        }
        lab.click(".top .all").await?;
        let field = lab.see(".picker input").await?;
        field.clear().await?;
        field.send_keys("no such words").await?;
        let nothing = Message::NothingFound.say(lang);
        lab.until(&format!("e2e.find('.picker .nothing')?.textContent === {nothing:?}")).await?;
    }
    Ok(())
}

/// At every step of the wrong protocol: the right one is shown at the same time, and the way back
/// leads to the same picture.
async fn the_right_answer_is_shown_at_the_same_time(lab: &Lab) -> Result<()> {
    let wrong = Catalogue::get().find("two-way-synack-lost").context("the wrong protocol")?;
    let right = wrong.right.as_deref().context("the right answer")?;
    let end = Catalogue::get().find(right).context("the right answer")?.run().end;
    let beats = wrong.run().beats;
    let shown = "e2e.find('.now-t').textContent";
    lab.visit(&format!("?scenario={}&lang=en", wrong.address)).await?;
    for step in 0..=beats.len() {
        if step > 0 {
            lab.focus("#player").await?;
            lab.press(Key::Right).await?;
            lab.at_step(step).await?;
        }
        let picture = lab.picture().await?;
        let time = lab.ask(shown).await?;
        lab.click(".verdict .right").await?;
        lab.until(&format!("location.search.includes({:?})", format!("={right}&"))).await?;
        ensure!(lab.ask("e2e.find('.verdict .right').ariaPressed").await? == "true");
        let other_time = lab.ask(shown).await?;
        let is_over = step > 0 && beats[step - 1].at > end;
        ensure!(is_over || other_time == time, "step {step}: {time} has become {other_time}");
        lab.click(".verdict .wrong").await?;
        lab.until(&format!("location.search.includes({:?})", format!("={}&", wrong.address)))
            .await?;
        lab.shows(&picture).await.with_context(|| format!("step {step}, and back"))?;
    }
    Ok(())
}

in_each_browser! {
    four_buttons_open_the_interview_questions,
    every_step_of_a_question_leads_to_its_scenario,
    the_list_opens_and_closes_by_keyboard,
    the_list_has_every_question,
    the_search_finds_chinese_and_english_words,
    the_right_answer_is_shown_at_the_same_time,
}
