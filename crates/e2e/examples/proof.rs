//! How long a reader waits for the counterexample of the two-way handshake, in Chromium, at full
//! speed and with the page slowed four times: `cargo run --release -p e2e --example proof`.
#![expect(clippy::print_stdout, reason = "it prints what it measures")]

use anyhow::Result;
use e2e::{Browser, Lab, Motion, run};
use serde_json::{Value, json};

const ROUNDS: usize = 9;

/// Presses, waits for the failure, plays it, waits for its run; milliseconds for each, and how many
/// worlds had been met by the first.
const PRESS: &str = "{
    const since = (change, holds) => new Promise((done) => {
        const begun = performance.now();
        const look = new MutationObserver(() => {
            if (!holds()) return;
            look.disconnect();
            done(performance.now() - begun);
        });
        const all = { subtree: true, childList: true, attributes: true, characterData: true };
        look.observe(document.body, all);
        change();
    });
    const failure = () => e2e.find('[data-property=agreement][data-verdict=fails] .play-way');
    const known = await since(() => e2e.find('.proof [data-act=run]').click(), failure);
    const worlds = parseInt(e2e.find('.proof .count').textContent.replaceAll(',', ''));
    const question = e2e.find('h1').textContent;
    const shown = await since(() => failure().click(),
        () => e2e.find('h1').textContent !== question);
    return [known, shown, worlds];
}";

async fn measure(lab: &Lab) -> Result<()> {
    let devtools = lab.driver.cdp();
    let slow = async |rate: u32| {
        devtools.send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": rate })).await
    };
    println!("slowed  failure known, ms  its run shown, ms  worlds met");
    for rate in [1, 4] {
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            slow(1).await?;
            lab.visit("?scenario=two-way-synack-lost&lang=en").await?;
            lab.click("[aria-controls=proof]").await?;
            lab.see(".proof [data-act=run]").await?;
            lab.compute("e2e.settled().then(() => 1)", Value::Null).await?;
            slow(rate).await?;
            let figures = lab.compute(PRESS, Value::Null).await?;
            rounds.push(serde_json::from_value::<[f64; 3]>(figures)?);
        }
        let [known, shown, worlds] = [0, 1, 2].map(|place| median(&rounds, place));
        println!("{rate:>6}  {known:>17.0}  {shown:>17.0}  {worlds:>10.0}");
    }
    Ok(())
}

fn median(rounds: &[[f64; 3]], place: usize) -> f64 {
    let mut figures: Vec<f64> = rounds.iter().map(|round| round[place]).collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn main() {
    run(Browser::Chromium, Motion::Full, measure);
}
