//! How long a diagram of many messages takes, the page's and mermaid's, in one session of Chromium:
//! `cargo xtask bench diagram`.
#![expect(clippy::print_stdout, reason = "it prints what it measures")]

use anyhow::{Context, Result};
use e2e::{Browser, Lab, Motion, Spoil, long, run};
use serde_json::{Value, json};
use std::fs;
use std::time::Duration;
use tcp_export::mermaid::mermaid;
use tcp_scenarios::catalogue::Catalogue;
use tcp_scenarios::prose::Lang;

/// Messages, and how often each is drawn by each.
const SIZES: [(usize, usize); 3] = [(50, 7), (500, 5), (5_000, 1)];
/// The largest diagram takes mermaid minutes.
const PATIENCE: Duration = Duration::from_secs(300);
const PROGRAM: &str = "mermaid.min.js";
/// What the page shows before.
const OTHER: &str = "three-way-old-duplicate-syn";

/// Goes to a run in a page that shows another one: fetching its book where it is not there yet, the
/// run itself, its words, the drawing and the layout.
const OURS: &str = "{
    const [scenario, beats, least] = of;
    const drawn = () => e2e.place()[1] === beats && e2e.all('.past .seg').length >= least;
    const begun = performance.now();
    history.pushState(null, '', `?scenario=${scenario}&lang=en`);
    dispatchEvent(new PopStateEvent('popstate'));
    while (!drawn()) {
        if (performance.now() - begun > 20000) throw 'nothing is drawn';
        await new Promise((done) => { const c = new MessageChannel();
            c.port1.onmessage = done; c.port2.postMessage(0); });
    }
    e2e.find('.stage').getBoundingClientRect();
    return performance.now() - begun;
}";

/// The same messages by mermaid, in the page and laid out.
const THEIRS: &str = "{
    const box = document.createElement('div');
    document.body.append(box);
    const begun = performance.now();
    const { svg } = await mermaid.render('diagram', of);
    box.innerHTML = svg;
    box.getBoundingClientRect();
    const taken = performance.now() - begun;
    if (box.querySelectorAll('.messageText').length < 9) throw 'no messages are drawn';
    box.remove();
    return taken;
}";

/// The site with a long run, and mermaid beside it with a page for it.
fn site(segments: usize) -> Result<Spoil> {
    let path = xtask::root().join("tools/node_modules/mermaid/dist").join(PROGRAM);
    let program =
        fs::read(&path).with_context(|| format!("{path:?}: `cargo xtask build` fetches it"))?;
    let inner = long::site(segments)?;
    Ok(Box::new(move |path, answer| {
        let mut answer = inner(path, answer);
        if path == PROGRAM {
            (answer.status, answer.body) = ("200 OK", program.clone());
            answer.content_type = "text/javascript".to_owned();
        }
        answer
    }))
}

async fn measure(lab: &Lab) -> Result<()> {
    lab.driver.set_script_timeout(PATIENCE).await?;
    println!("messages  ours, ms  again, ms  mermaid, ms  ratio  again");
    let other = Catalogue::get().find(OTHER).context("no such scenario")?.run().beats.len();
    for (size, rounds) in SIZES {
        let scenario = long::scenario(size)?;
        let run = scenario.run();
        let options = tcp_export::Options { lang: Lang::En, ..Default::default() };
        let text = mermaid(&scenario, &run, &options);
        let messages = run.flights.len();
        let [mut ours, mut again, mut theirs] = [const { Vec::new() }; 3];
        for _ in 0..rounds {
            lab.open(&format!("?scenario={OTHER}&lang=en"), site(size)?).await?;
            lab.no_complaint("e2e.ready()").await?;
            let long = json!(["three-way-normal", run.beats.len(), 10]);
            let short = json!([OTHER, other, 1]);
            ours.push(number(&lab.compute(OURS, long.clone()).await?)?);
            // The text is there for mermaid, and so is then what the page needs to draw.
            lab.compute(OURS, short).await?;
            again.push(number(&lab.compute(OURS, long).await?)?);
            lab.visit_blank().await?;
            lab.compute(START, json!(PROGRAM)).await?;
            theirs.push(number(&lab.compute(THEIRS, json!(text)).await?)?);
        }
        let (ours, again, theirs) = (median(ours), median(again), median(theirs));
        let ratios = (theirs / ours, theirs / again);
        println!(
            "{messages:>8}  {ours:>8.0}  {again:>9.0}  {theirs:>11.0}  {:>5.1}  {:>5.1}",
            ratios.0, ratios.1
        );
    }
    Ok(())
}

/// Fetches mermaid, and lets it draw as much as it is given.
const START: &str = "{
    await new Promise((done, failed) => {
        const script = document.createElement('script');
        [script.src, script.onload, script.onerror] = [of, done, failed];
        document.head.append(script);
    });
    mermaid.initialize({ startOnLoad: false, maxTextSize: 1e8, maxEdges: 1e6 });
    return 1;
}";

fn number(value: &Value) -> Result<f64> {
    value.as_f64().context("it took no time that is a number")
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn main() {
    run(Browser::Chromium, Motion::Full, measure);
}
