//! Every question, event by event there and back, and played from its beginning to its end.

use anyhow::{Context, Result, ensure};
use e2e::{Lab, in_each_browser};
use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use thirtyfour::Key;

fn scenarios() -> impl Iterator<Item = &'static Scenario> {
    Catalogue::get().entries().iter().flat_map(Entry::all)
}

/// Whichever way a step is reached, what is shown is the same, in one language only. Every other
/// scenario is walked in the other language: the words themselves are tested natively.
async fn there_and_back(lab: &Lab, lang: Lang) -> Result<()> {
    for scenario in scenarios().skip(lang as usize).step_by(Lang::ALL.len()) {
        lab.visit(&format!("?scenario={}&lang={}", scenario.address, lang.tag())).await?;
        let walked = walk(lab, scenario, lang).await;
        walked.with_context(|| format!("{} in {}", scenario.address, lang.tag()))?;
    }
    Ok(())
}

async fn walk(lab: &Lab, scenario: &Scenario, lang: Lang) -> Result<()> {
    let question = lab.ask("e2e.find('h1').textContent").await?;
    ensure!(question == scenario.question.get(lang), "the question is {question}");
    ensure!(lab.ask("document.documentElement.lang").await? == lang.tag());
    lab.no_complaint("e2e.foreign()").await?;
    let last = scenario.run().beats.len();
    lab.focus("#player").await?;
    lab.no_complaint("e2e.remember(0)").await?;
    for step in 1..=last {
        lab.press(Key::Right).await?;
        let remembered = lab.no_complaint(&format!("e2e.remember({step})")).await;
        remembered.with_context(|| format!("step {step} of {last}"))?;
    }
    for step in (0..last).rev() {
        lab.press(Key::Left).await?;
        recognise(lab, step).await.context("on the way back")?;
    }
    lab.press(Key::End).await?;
    recognise(lab, last).await.context("by the End key")?;
    lab.press(Key::Home).await?;
    recognise(lab, 0).await.context("by the Home key")
}

async fn recognise(lab: &Lab, step: usize) -> Result<()> {
    let recognised = lab.no_complaint(&format!("e2e.recognise({step})")).await;
    recognised.with_context(|| format!("step {step}"))
}

async fn there_and_back_in_chinese(lab: &Lab) -> Result<()> {
    there_and_back(lab, Lang::ZhCn).await
}

async fn there_and_back_in_english(lab: &Lab) -> Result<()> {
    there_and_back(lab, Lang::En).await
}

async fn every_question_plays_to_its_end(lab: &Lab) -> Result<()> {
    for scenario in scenarios() {
        lab.visit(&format!("?scenario={}&lang=en&speed=1", scenario.address)).await?;
        play(lab, scenario.run().beats.len()).await.context(&*scenario.address)?;
    }
    Ok(())
}

async fn play(lab: &Lab, last: usize) -> Result<()> {
    lab.focus("#player").await?;
    lab.press(Key::End).await?;
    lab.no_complaint(&format!("e2e.remember({last})")).await?;
    lab.press(Key::Home).await?;
    lab.at_step(0).await?;
    lab.ask("e2e.hurry()").await?;
    lab.press(" ").await?;
    let ended = format!("e2e.came(() => e2e.step() === {last} && !e2e.playing())");
    let ended = lab.compute(&ended, serde_json::Value::Null).await?;
    let place = lab.ask("e2e.place().join(' of ')").await?;
    ensure!(ended == true, "playing has not ended by itself, but is at {place}");
    recognise(lab, last).await.context("at the end of playing")
}

in_each_browser! {
    there_and_back_in_chinese,
    there_and_back_in_english,
    every_question_plays_to_its_end,
}
