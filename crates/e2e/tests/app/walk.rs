//! Every question, event by event there and back, and played from its beginning to its end.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Lab, in_each_browser};
use std::time::Duration;
use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use thirtyfour::Key;

/// How long a way there and back may take on a loaded machine.
const A_WALK: Duration = Duration::from_secs(180);

fn scenarios() -> impl Iterator<Item = &'static Scenario> {
    Catalogue::get().entries().iter().flat_map(Entry::all)
}

/// Whichever way a step is reached, what is shown is the same, in one language only; and playing
/// ends by itself where the End key leads. Each question is walked in one language and one browser,
/// the next one in the other: the words themselves are tested natively.
async fn there_and_back(lab: &Lab, lang: Lang) -> Result<()> {
    lab.driver.set_script_timeout(A_WALK).await?;
    let first = 2 * lang as usize + usize::from(lab.browser == Browser::Firefox);
    for (nth, scenario) in scenarios().skip(first).step_by(4).enumerate() {
        let query = format!("?scenario={}&lang={}&speed=1", scenario.address, lang.tag());
        // One browser loads the page for each, the other goes on in it.
        match lab.browser {
            Browser::Firefox if nth > 0 => drop(lab.ask(&format!("e2e.go({query:?})")).await?),
            Browser::Firefox | Browser::Chromium | Browser::WebKit => lab.visit(&query).await?,
        }
        let walked = walk(lab, scenario, lang).await;
        walked.with_context(|| format!("{} in {}", scenario.address, lang.tag()))?;
    }
    Ok(())
}

async fn walk(lab: &Lab, scenario: &Scenario, lang: Lang) -> Result<()> {
    let question = scenario.question.get(lang);
    lab.until(&format!("e2e.find('h1').textContent === {question:?}")).await?;
    lab.no_complaint("e2e.ready()").await?;
    ensure!(lab.ask("document.documentElement.lang").await? == lang.tag());
    lab.no_complaint("e2e.foreign()").await?;
    let last = scenario.run().beats.len();
    lab.focus("#player").await?;
    lab.no_complaint(&format!("e2e.walk({last})")).await?;
    lab.press(Key::End).await?;
    recognise(lab, last).await.context("by the End key")?;
    lab.press(Key::Home).await?;
    recognise(lab, 0).await.context("by the Home key")?;
    play(lab, last).await
}

async fn recognise(lab: &Lab, step: usize) -> Result<()> {
    let recognised = lab.no_complaint(&format!("e2e.recognise({step})")).await;
    recognised.with_context(|| format!("step {step}"))
}

async fn play(lab: &Lab, last: usize) -> Result<()> {
    lab.ask("e2e.hurry()").await?;
    lab.press(" ").await?;
    let ended = format!("e2e.came(() => e2e.step() === {last} && !e2e.playing())");
    let ended = lab.compute(&ended, serde_json::Value::Null).await?;
    let place = lab.ask("e2e.place().join(' of ')").await?;
    ensure!(ended == true, "playing has not ended by itself, but is at {place}");
    lab.ask("e2e.rest()").await?;
    // The end is drawn in turns, of which some have nothing to change.
    let recognised = lab.no_complaint(&format!("e2e.recognise({last}, 12)")).await;
    recognised.context("at the end of playing")
}

async fn there_and_back_in_chinese(lab: &Lab) -> Result<()> {
    there_and_back(lab, Lang::ZhCn).await
}

async fn there_and_back_in_english(lab: &Lab) -> Result<()> {
    there_and_back(lab, Lang::En).await
}

in_each_browser! {
    there_and_back_in_chinese,
    there_and_back_in_english,
}
