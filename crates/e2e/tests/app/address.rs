//! The address says what is shown, and brings it back.

use anyhow::{Context, Result, ensure};
use e2e::{Lab, in_each_browser};
use thirtyfour::Key;

/// Waits until the address has the part, which is `name=value` as a reader would see it.
async fn address_has(lab: &Lab, part: &str) -> Result<()> {
    let has = format!("e2e.came(() => location.search.split(/[?&]/).includes({part:?}))");
    let came = lab.compute(&has, serde_json::Value::Null).await?;
    let address = lab.ask("location.search").await?;
    ensure!(came == true, "the address has no {part}: {address}");
    Ok(())
}

async fn forward(lab: &Lab, steps: usize) -> Result<()> {
    lab.focus("#player").await?;
    for _ in 0..steps {
        lab.press(Key::Right).await?;
    }
    Ok(())
}

async fn a_reload_shows_the_same(lab: &Lab) -> Result<()> {
    for (lang, theme) in [("zh-CN", "dark"), ("en", "light")] {
        lab.visit(&format!("?scenario=two-way-synack-lost&lang={lang}&theme={theme}")).await?;
        forward(lab, 5).await?;
        lab.at_step(5).await?;
        for part in ["scenario=two-way-synack-lost", "t=step:5"] {
            address_has(lab, part).await?;
        }
        address_has(lab, &format!("lang={lang}")).await?;
        address_has(lab, &format!("theme={theme}")).await?;
        let picture = lab.picture().await?;
        lab.driver.refresh().await?;
        lab.no_complaint("e2e.ready()").await?;
        lab.shows(&picture).await.with_context(|| format!("{lang}, {theme}"))?;
        ensure!(lab.ask("document.documentElement.lang").await? == lang);
        ensure!(lab.ask("document.documentElement.dataset.theme").await? == theme);
    }
    Ok(())
}

/// Between two events the address has the time.
async fn a_pause_while_a_segment_travels_is_in_the_address(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=three-way-normal&lang=en").await?;
    forward(lab, 3).await?;
    lab.press(".").await?;
    lab.see(".capsule").await?;
    let in_flight = lab.picture().await?;
    let time = lab.ask("e2e.find('.now-t').textContent").await?;
    let millis: u32 = time.trim_end_matches(" ms").parse().with_context(|| time.clone())?;
    address_has(lab, &format!("t=0.{}", format!("{millis:03}").trim_end_matches('0'))).await?;
    lab.driver.refresh().await?;
    lab.no_complaint("e2e.ready()").await?;
    lab.shows(&in_flight).await
}

async fn back_leads_to_the_question_before(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=three-way-normal&lang=en").await?;
    forward(lab, 4).await?;
    address_has(lab, "t=step:4").await?;
    let picture = lab.picture().await?;
    let before = lab.ask("history.length").await?.parse::<u32>()?;
    lab.click(".pins li:nth-child(3) button").await?;
    address_has(lab, "scenario=two-way-synack-lost").await?;
    let after = lab.ask("history.length").await?.parse::<u32>()?;
    ensure!(after == before + 1, "the history has grown from {before} to {after} entries");
    lab.at_step(0).await?;
    forward(lab, 2).await?;
    address_has(lab, "t=step:2").await?;
    let other = lab.picture().await?;
    lab.driver.back().await?;
    address_has(lab, "scenario=three-way-normal").await?;
    lab.at_step(4).await?;
    lab.shows(&picture).await.context("after Back")?;
    lab.driver.forward().await?;
    address_has(lab, "scenario=two-way-synack-lost").await?;
    lab.at_step(2).await?;
    lab.shows(&other).await.context("after Forward")
}

async fn an_unknown_question_is_told_and_another_one_shown(lab: &Lab) -> Result<()> {
    // Its figure is asked for in vain before the app runs.
    lab.expect_errors();
    lab.visit("?scenario=no-such-question&lang=en").await?;
    ensure!(
        lab.ask("e2e.find('[role=alert].notice code').textContent").await? == "no-such-question"
    );
    lab.visit("?scenario=two-way-synack-lost/no-such-alternative&lang=en").await?;
    let told = lab.ask("e2e.find('.notice code').textContent").await?;
    ensure!(told == "two-way-synack-lost/no-such-alternative", "{told}");
    address_has(lab, "scenario=two-way-synack-lost").await?;
    lab.click(".notice button").await?;
    lab.until("!e2e.find('.notice')").await?;
    forward(lab, 1).await?;
    lab.at_step(1).await
}

async fn markup_in_the_address_is_shown_as_text(lab: &Lab) -> Result<()> {
    lab.visit("?lang=en&scenario=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E").await?;
    let told = lab.ask("e2e.find('.notice code').textContent").await?;
    ensure!(told.contains("<img src=x onerror=alert(1)>"), "{told}");
    ensure!(lab.ask("e2e.all('.notice img, .notice script').length").await? == "0");
    lab.see(".ladder .ground").await?;
    Ok(())
}

async fn garbage_in_the_address_does_not_break_the_page(lab: &Lab) -> Result<()> {
    let long = format!("?scenario={}", "a/".repeat(2_000));
    for query in [
        "?t=step:99999999999999999999999&speed=fast&theme=%00&lang=xx",
        "?t=step:-1",
        "?t=-5",
        "?t=1e400",
        "?t=NaN",
        "?t=999999999999999999999999",
        "?t=18446744073709551615",
        "?scenario=%FF%FE%",
        "?scenario=../../index.html",
        "?%%%&&&===&t",
        "?lang=en&lang=&scenario",
        "?__proto__=1&constructor=2",
        &long,
    ] {
        lab.visit(query).await.with_context(|| query.to_owned())?;
        lab.focus("#player").await?;
        lab.press(Key::Home).await?;
        lab.at_step(0).await.with_context(|| query.to_owned())?;
        lab.press(Key::Right).await?;
        lab.at_step(1).await.with_context(|| query.to_owned())?;
    }
    Ok(())
}

async fn a_step_beyond_the_end_is_the_end(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=three-way-normal&lang=en&t=step:9999").await?;
    let end = lab.picture().await?;
    lab.focus("#player").await?;
    lab.press(Key::Home).await?;
    lab.at_step(0).await?;
    lab.press(Key::End).await?;
    lab.until("e2e.step() === e2e.place()[1]").await?;
    lab.shows(&end).await
}

in_each_browser! {
    a_reload_shows_the_same,
    a_pause_while_a_segment_travels_is_in_the_address,
    back_leads_to_the_question_before,
    an_unknown_question_is_told_and_another_one_shown,
    markup_in_the_address_is_shown_as_text,
    garbage_in_the_address_does_not_break_the_page,
    a_step_beyond_the_end_is_the_end,
}
