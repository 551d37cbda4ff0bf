//! The page starts: figure first, then the app over it, in the reader's language and theme.

use anyhow::{Result, ensure};
use e2e::{Gate, Lab, as_built, in_every_engine};

const FIGURE_IS_SHOWN: &str = "document.querySelector('#poster')?.naturalWidth > 0";
const APP_RUNS: &str = "!document.querySelector('#poster') && document.querySelector('#app > *')";

async fn the_app_mounts_from_a_sub_path(lab: &Lab) -> Result<()> {
    lab.open("", as_built()).await?;
    lab.until(APP_RUNS).await?;
    ensure!(lab.driver.title().await?.contains("TCP Lanes"));
    ensure!(lab.ask("document.querySelector('#failure').hidden").await? == "true");
    Ok(())
}

async fn the_figure_is_there_before_the_app(lab: &Lab) -> Result<()> {
    let gate = Gate::default();
    let at_the_server = gate.clone();
    let hold_the_program = move |path: &str, answer| {
        if path.ends_with(".wasm") {
            at_the_server.pass();
        }
        answer
    };
    lab.open("?lang=en", Box::new(hold_the_program)).await?;
    lab.until(FIGURE_IS_SHOWN).await?;
    ensure!(lab.ask("document.querySelector('#failure').hidden").await? == "true");
    gate.open();
    lab.until(APP_RUNS).await
}

/// The page without its app, so that what `boot.js` did stays there to be read.
async fn open_still(lab: &Lab, query: &str) -> Result<()> {
    lab.expect_errors();
    let no_program = |path: &str, mut answer: xtask::static_server::Answer| {
        if path.ends_with(".wasm") {
            answer.status = "404 Not Found";
        }
        answer
    };
    lab.open(query, Box::new(no_program)).await?;
    lab.until(FIGURE_IS_SHOWN).await
}

async fn the_address_chooses_figure_language_and_theme(lab: &Lab) -> Result<()> {
    open_still(lab, "?scenario=two-way-synack-lost/three-way&lang=zh-CN&theme=dark").await?;
    let root = "document.documentElement";
    ensure!(lab.ask(&format!("{root}.lang")).await? == "zh-CN");
    ensure!(lab.ask(&format!("{root}.dataset.theme")).await? == "dark");
    let figure = lab.ask("document.querySelector('#poster').getAttribute('src')").await?;
    ensure!(figure == "figures/two-way-synack-lost.three-way.zh-CN.dark.svg", "{figure}");
    Ok(())
}

async fn what_the_address_asks_in_vain_is_the_default(lab: &Lab) -> Result<()> {
    for scenario in ["no-such-scenario", "../../etc/passwd", "%"] {
        open_still(lab, &format!("?scenario={scenario}&lang=en&theme=pink")).await?;
        let figure = lab.ask("document.querySelector('#poster').getAttribute('src')").await?;
        ensure!(figure == "figures/three-way-normal.en.auto.svg", "{scenario}: {figure}");
        ensure!(lab.ask("'theme' in document.documentElement.dataset").await? == "false");
    }
    Ok(())
}

in_every_engine! {
    the_app_mounts_from_a_sub_path,
    the_figure_is_there_before_the_app,
    the_address_chooses_figure_language_and_theme,
    what_the_address_asks_in_vain_is_the_default,
}
