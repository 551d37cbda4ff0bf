//! The static pages are brought to life by the app.

use anyhow::{Result, ensure};
use e2e::{Lab, in_every_engine};
use thirtyfour::Key;

async fn a_page_comes_to_life_with_its_question_in_its_language(lab: &Lab) -> Result<()> {
    for lang in ["zh-CN", "en"] {
        lab.visit(&format!("{lang}/two-way-synack-lost/")).await?;
        ensure!(lab.ask("document.documentElement.lang").await? == lang);
        let shown = lab.ask("new URLSearchParams(location.search).get('scenario')").await?;
        ensure!(shown == "two-way-synack-lost", "{shown}");
        ensure!(lab.ask("!e2e.find('.q-page')").await? == "true", "the page is still there");
        let title = lab.ask("document.title").await?;
        let asked = lab.ask("e2e.find('h1').textContent").await?;
        ensure!(title.starts_with(&asked), "{title}: {asked}");
    }
    Ok(())
}

/// A link that is copied leads to the page of the question, whichever that is.
async fn the_address_stays_that_of_the_question_on_the_stage(lab: &Lab) -> Result<()> {
    lab.visit("en/two-way-synack-lost/?t=step:2").await?;
    lab.at_step(2).await?;
    lab.click(".pins li:nth-child(1) button").await?;
    lab.until("location.pathname.endsWith('/en/three-way-normal/')").await?;
    lab.focus("#player").await?;
    lab.press(Key::Right).await?;
    lab.at_step(1).await?;
    lab.until("location.search.includes('t=step:1')").await?;
    lab.driver.refresh().await?;
    lab.no_complaint("e2e.ready()").await?;
    lab.at_step(1).await?;
    lab.driver.back().await?;
    lab.until("location.pathname.endsWith('/en/two-way-synack-lost/')").await?;
    lab.until("e2e.find('h1').textContent.includes('two')").await
}

/// The programs beside the page, and what they fetch, are found from a page that stands deeper.
async fn the_studio_and_the_checker_work_from_a_page(lab: &Lab) -> Result<()> {
    lab.visit("en/two-way-synack-lost/").await?;
    lab.click("[aria-controls=proof]").await?;
    lab.see("#proof *").await?;
    lab.visit("en/two-way-synack-lost/").await?;
    lab.click(".tools .btn:nth-last-child(2)").await?;
    lab.see("#sheet[open] *").await?;
    let link = lab.ask("e2e.find('#sheet').innerHTML").await?;
    ensure!(link.contains("/some/sub/path/?scenario=two-way-synack-lost"), "{link}");
    Ok(())
}

in_every_engine! {
    a_page_comes_to_life_with_its_question_in_its_language,
    the_address_stays_that_of_the_question_on_the_stage,
    the_studio_and_the_checker_work_from_a_page,
}
