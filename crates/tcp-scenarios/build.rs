//! Reads the scenario files, so that a bad one stops the build with its place, and packs them
//! into one blob that the crate embeds.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

#[expect(dead_code, unreachable_pub, reason = "the build reads files; it does not run them")]
#[path = "src/format.rs"]
mod format;
#[expect(dead_code, unreachable_pub, reason = "the build packs prose; it does not show it")]
#[path = "src/prose.rs"]
mod prose;

/// The order within a group, where it is not that of the names: simple questions first.
const ORDER: &[&str] = &[
    "three-way-normal",
    "third-ack-carries-data",
    "connection-refused",
    "complete-lifecycle",
    "two-way-synack-lost",
    "two-way-old-duplicate-syn",
    "two-way-replay-old-connection",
    "three-way-old-duplicate-syn",
    "three-way-new-syn-overtakes-rst",
    "four-way-split-syn-ack",
    "four-way-ack-of-ack",
    "isn-fixed-old-data",
    "isn-clock-old-data-rejected",
    "isn-predictable-blind-spoof",
    "isn-fixed-breaks-half-open-recovery",
    "syn-lost",
    "syn-lost-forever",
    "synack-lost",
    "third-ack-lost",
    "third-ack-lost-then-data",
    "third-ack-never-comes",
    "fin-lost",
    "fin-ack-lost",
    "second-fin-lost",
    "last-ack-lost",
    "four-way-close",
    "half-close-data",
    "server-closes-first",
    "fin-out-of-order",
    "close-in-syn-received",
    "time-wait-zero-last-ack-lost",
    "time-wait-short-old-data",
    "time-wait-2msl-protects",
    "simultaneous-open",
    "simultaneous-close",
];

fn position(id: &str) -> usize {
    ORDER.iter().position(|listed| *listed == id).unwrap_or(ORDER.len())
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=scenarios");
    println!("cargo::rerun-if-changed=src/format.rs");
    let mut paths: Vec<_> = fs::read_dir("scenarios")?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|e| e == "json"));
    paths.sort();
    let mut scenarios = paths.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
    scenarios.sort_by_key(|scenario| (scenario.group, position(&scenario.id)));
    if env::var_os("CARGO_FEATURE_PROSE").is_none() {
        scenarios.iter_mut().for_each(leave_out_prose);
    }
    let packed = postcard::to_stdvec(&scenarios)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("catalogue.bin"), packed)?;
    Ok(())
}

fn read(path: &Path) -> Result<format::ScenarioFile, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let mut json = serde_json::Deserializer::from_str(&text);
    serde_path_to_error::deserialize(&mut json)
        .map_err(|e| format!("{}: at {}: {}", path.display(), e.path(), e.inner()).into())
}

/// What is said about a run and claimed of it, but for titles and questions: the page fetches it
/// when a scenario is opened.
fn leave_out_prose(scenario: &mut format::ScenarioFile) {
    scenario.answer = prose::Text::default();
    scenario.note = None;
    scenario.captions.clear();
    scenario.claims.clear();
    for alternative in &mut scenario.alternatives {
        alternative.answer = prose::Text::default();
        alternative.note = None;
        alternative.captions.clear();
        alternative.claims.clear();
    }
}
