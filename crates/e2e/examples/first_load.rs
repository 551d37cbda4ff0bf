//! The first load over a slow line with a slow processor, beside what others load, in one session of
//! Chromium: `cargo xtask bench first-load`.
#![expect(clippy::print_stdout, reason = "it prints what it measures")]

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Lab, Motion, Spoil, run};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;
use xtask::static_server::Answer;

const ROUNDS: usize = 5;
const PATIENCE: Duration = Duration::from_secs(120);
/// 1.6 Mbit/s, and so long there and back.
const OCTETS_A_SECOND: u32 = 200_000;
const LATENCY: u32 = 150;
const SLOWED: u32 = 4;

/// Who is loaded: the address, and when its figure is seen and when it runs.
struct Contender {
    name: &'static str,
    address: &'static str,
    seen: &'static str,
    runs: &'static str,
}

const PLAYER: &str = "document.querySelector('tcp-lanes')?.state?.steps > 0";
const POSTER: &str = "(document.querySelector('tcp-lanes img')?.naturalWidth > 0)
    || document.querySelector('tcp-lanes')?.shadowRoot?.querySelector('img')?.naturalWidth > 0
    || document.querySelector('tcp-lanes')?.state?.steps > 0";

const CONTENDERS: [Contender; 6] = [
    Contender {
        name: "the page",
        address: "?lang=en",
        seen: "document.querySelector('#poster')?.naturalWidth > 0 \
               || !!document.querySelector('.ladder svg')",
        runs: "!!document.querySelector('.ladder .past')",
    },
    Contender { name: "embed/ in one file", address: "embed/?lang=en", seen: POSTER, runs: PLAYER },
    Contender { name: "<tcp-lanes>", address: "peer/element", seen: POSTER, runs: PLAYER },
    Contender {
        name: "a minimal Yew app",
        address: "peer/minimal",
        seen: "!!document.querySelector('#minimal')",
        runs: "!!document.querySelector('#minimal')",
    },
    Contender {
        name: "asciinema-player",
        address: "peer/asciinema",
        seen: "!!document.querySelector('.ap-player')",
        runs: "!!document.querySelector('.ap-player')",
    },
    Contender {
        name: "mermaid",
        address: "peer/mermaid",
        seen: "document.querySelectorAll('.messageText').length > 2",
        runs: "document.querySelectorAll('.messageText').length > 2",
    },
];

/// The pages of the others, and what is in them.
fn peer(path: &str) -> Option<(&'static str, Vec<u8>)> {
    let page = |body: &str| {
        let head = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A peer</title>\
                    <link rel=\"icon\" href=\"data:,\">";
        Some(("text/html", format!("{head}</head><body>{body}</body></html>").into_bytes()))
    };
    let tool = |kind, path: &str| {
        let modules = xtask::root().join("tools/node_modules");
        Some((kind, fs::read(modules.join(path)).ok()?))
    };
    let minimal = |kind, name: &str| {
        Some((kind, fs::read(xtask::root().join("target/minimal").join(name)).ok()?))
    };
    match path.strip_prefix("peer/")? {
        "element" => page(
            "<tcp-lanes></tcp-lanes><script type=\"module\" src=\"../embed/tcp-lanes.js\"></script>",
        ),
        "minimal" => {
            page("<script type=\"module\">import start from './minimal.js'; start();</script>")
        }
        "minimal.js" => minimal("text/javascript", "minimal.js"),
        "minimal_bg.wasm" => minimal("application/wasm", "minimal_bg.wasm"),
        "asciinema" => page(
            "<link rel=\"stylesheet\" href=\"player.css\"><div id=\"cast\"></div>\
             <script src=\"player.js\"></script><script>AsciinemaPlayer.create({ data:\
             '{\"version\":2,\"width\":80,\"height\":24}\\n[0.1,\"o\",\"SYN\"]' },\
             document.getElementById('cast'))</script>",
        ),
        "player.css" => tool("text/css", "asciinema-player/dist/bundle/asciinema-player.css"),
        "player.js" => {
            tool("text/javascript", "asciinema-player/dist/bundle/asciinema-player.min.js")
        }
        "mermaid" => page(
            "<pre class=\"mermaid\">sequenceDiagram\nClient->>Server: SYN\nServer->>Client: SYN,ACK\n\
             Client->>Server: ACK</pre><script src=\"mermaid.js\"></script>\
             <script>mermaid.initialize({ startOnLoad: true })</script>",
        ),
        "mermaid.js" => tool("text/javascript", "mermaid/dist/mermaid.min.js"),
        _ => None,
    }
}

/// The site and the others, as a host sends them that compresses.
fn all() -> Spoil {
    let compressed = Mutex::new(BTreeMap::<String, Vec<u8>>::new());
    Box::new(move |path: &str, mut answer: Answer| {
        if let Some((kind, body)) = peer(path) {
            (answer.status, answer.body) = ("200 OK", body);
            answer.content_type = kind.to_owned();
        }
        let mut known = compressed.lock().expect("nobody panics in it");
        let octets = known.entry(path.to_owned()).or_insert_with(|| gzip(&answer.body));
        answer.body.clone_from(octets);
        answer.headers.push(("Content-Encoding", "gzip".to_owned()));
        answer
    })
}

fn gzip(octets: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(octets).and_then(|()| packed.finish()).expect("memory takes what is written")
}

async fn measure(lab: &Lab) -> Result<()> {
    let minimal = xtask::root().join("target/minimal/minimal_bg.wasm");
    ensure!(Path::new(&minimal).is_file(), "the minimal app was not built");
    lab.driver.set_script_timeout(PATIENCE).await?;
    let devtools = lab.driver.cdp();
    devtools.send_raw("Network.enable", json!({})).await?;
    devtools.send_raw("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await?;
    let line = json!({ "offline": false, "latency": LATENCY,
        "downloadThroughput": OCTETS_A_SECOND, "uploadThroughput": OCTETS_A_SECOND });
    devtools.send_raw("Network.emulateNetworkConditions", line).await?;
    devtools.send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWED })).await?;
    // The pages of the others note no errors.
    lab.expect_errors();
    lab.open("e2e-frame.html", all()).await?;
    let mut figures: BTreeMap<usize, (Vec<f64>, Vec<f64>, f64)> = BTreeMap::new();
    for _ in 0..ROUNDS {
        for (place, contender) in CONTENDERS.iter().enumerate() {
            let (seen, runs, octets) = load(lab, contender).await?;
            let of = figures.entry(place).or_default();
            of.0.push(seen);
            of.1.push(runs);
            of.2 = octets;
        }
    }
    let base = median(figures[&3].1.clone());
    println!("                    figure, ms  running, ms  times minimal Yew  fetched, kB");
    for (place, (seen, runs, octets)) in figures {
        let (seen, runs) = (median(seen), median(runs));
        let name = CONTENDERS[place].name;
        println!(
            "{name:<20}{seen:>10.0}{runs:>13.0}{:>19.2}{:>13.0}",
            runs / base,
            octets / 1000.0
        );
    }
    Ok(())
}

/// When its figure is seen, when it runs, and how many octets were fetched until then.
async fn load(lab: &Lab, contender: &Contender) -> Result<(f64, f64, f64)> {
    let Contender { name, address, seen, runs } = contender;
    let watch = format!(
        "window.at = {{}}; (function look() {{
            const now = performance.now();
            try {{ if (!at.seen && ({seen})) at.seen = now; if (!at.runs && ({runs})) at.runs = now; }}
            catch {{}}
            if (!at.runs) setTimeout(look, 4);
        }})();"
    );
    let devtools = lab.driver.cdp();
    let added = devtools
        .send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": watch }))
        .await?;
    lab.goto(address).await?;
    lab.until("window.at?.runs").await.with_context(|| (*name).to_owned())?;
    let told = "[at.seen, at.runs, performance.getEntriesByType('resource')
        .concat(performance.getEntriesByType('navigation'))
        .reduce((sum, { transferSize }) => sum + transferSize, 0)]";
    let told = lab.compute(told, Value::Null).await?;
    let id = json!({ "identifier": added["identifier"] });
    devtools.send_raw("Page.removeScriptToEvaluateOnNewDocument", id).await?;
    let figure = |place: usize| told[place].as_f64().context("it took no time that is a number");
    Ok((figure(0)?, figure(1)?, figure(2)?))
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn main() {
    run(Browser::Chromium, Motion::Full, measure);
}
