//! Language and theme: what the switches change, and for how long.

use anyhow::{Context, Result, ensure};
use e2e::{Lab, in_each_browser};
use tcp_scenarios::catalogue::Catalogue;
use tcp_scenarios::prose::Lang;

async fn the_language_is_switched_and_kept(lab: &Lab) -> Result<()> {
    let scenario = Catalogue::get().find("three-way-normal").context("a scenario")?;
    lab.visit("?lang=en").await?;
    for lang in [Lang::ZhCn, Lang::En, Lang::ZhCn] {
        lab.click(&format!(".top button[lang={}]", lang.tag())).await?;
        speaks(lab, lang, scenario.question.get(lang)).await?;
        lab.until(&format!("location.search.includes('lang={}')", lang.tag())).await?;
        lab.driver.refresh().await?;
        lab.no_complaint("e2e.ready()").await?;
        speaks(lab, lang, scenario.question.get(lang)).await.context("after a reload")?;
        lab.visit("").await?;
        speaks(lab, lang, scenario.question.get(lang)).await.context("at the bare address")?;
    }
    Ok(())
}

async fn speaks(lab: &Lab, lang: Lang, question: &str) -> Result<()> {
    lab.until(&format!("document.documentElement.lang === '{}'", lang.tag())).await?;
    lab.until(&format!("e2e.find('h1').textContent === {question:?}")).await?;
    ensure!(lab.driver.title().await?.contains(question), "the title");
    let pressed = lab.ask("e2e.find('.top [lang][aria-pressed=true]').lang").await?;
    ensure!(pressed == lang.tag(), "the switch is at {pressed}");
    lab.no_complaint("e2e.foreign()").await
}

/// The switch keeps the place in the run.
async fn the_language_changes_nothing_but_words(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=four-way-close&lang=en&t=step:6").await?;
    let english = lab.picture().await?;
    lab.click(".top button[lang=zh-CN]").await?;
    lab.until("document.documentElement.lang === 'zh-CN'").await?;
    lab.at_step(6).await?;
    lab.click(".top button[lang=en]").await?;
    lab.until("document.documentElement.lang === 'en'").await?;
    lab.at_step(6).await?;
    lab.shows(&english).await
}

async fn the_theme_is_switched_and_kept(lab: &Lab) -> Result<()> {
    lab.visit("?lang=en").await?;
    let [light, dark] = [(2, "light"), (3, "dark")];
    for (place, theme) in [dark, light, dark] {
        lab.click(&format!(".top .seg-ctl:last-child button:nth-child({place})")).await?;
        lab.until(&format!("document.documentElement.dataset.theme === {theme:?}")).await?;
        lab.until(&format!("location.search.includes('theme={theme}')")).await?;
        has_colours(lab, theme).await?;
        lab.driver.refresh().await?;
        lab.no_complaint("e2e.ready()").await?;
        has_colours(lab, theme).await.context("after a reload")?;
        lab.visit("").await?;
        has_colours(lab, theme).await.context("at the bare address")?;
    }
    lab.click(".top .seg-ctl:last-child button:nth-child(1)").await?;
    lab.until("!('theme' in document.documentElement.dataset)").await?;
    // The browsers under test have no preference, which means light.
    has_colours(lab, "light").await
}

/// The ground is nearly white or nearly black, the ink the other.
async fn has_colours(lab: &Lab, theme: &str) -> Result<()> {
    let brightness = |css: &str, property: &str| {
        format!(
            "Math.max(...getComputedStyle(e2e.find({css:?})).{property}.match(/\\d+/g).map(Number))"
        )
    };
    for ground in ["html", ".page", ".curtain-in .past"] {
        let ground_is: u8 = lab.ask(&brightness(ground, "backgroundColor")).await?.parse()?;
        ensure!((ground_is > 200) == (theme == "light"), "{theme}: {ground} is at {ground_is}");
    }
    let ink: u8 = lab.ask(&brightness("h1", "color")).await?.parse()?;
    ensure!((ink < 64) == (theme == "light"), "{theme}: the ink is at {ink}");
    Ok(())
}

in_each_browser! {
    the_language_is_switched_and_kept,
    the_language_changes_nothing_but_words,
    the_theme_is_switched_and_kept,
}
