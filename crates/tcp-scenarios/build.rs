//! Reads the scenario files, so that a bad one stops the build with its place, and packs them
//! into one blob that the crate embeds.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

#[expect(dead_code, unreachable_pub, reason = "the build reads files; it does not run them")]
#[path = "src/format.rs"]
mod format;
#[expect(dead_code, unreachable_pub, reason = "the build reads claims; it does not check them")]
#[path = "src/property.rs"]
mod property;
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
    "three-way-old-duplicate-syn",
    "two-way-replay-old-connection",
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
    "close-three-segments",
    "server-closes-first",
    "kill-process",
    "close-wait-leak",
    "fin-out-of-order",
    "close-in-syn-received",
    "time-wait-zero-last-ack-lost",
    "time-wait-short-old-data",
    "time-wait-2msl-protects",
    "time-wait-1msl-late-fin",
    "time-wait-new-syn-accepted",
    "time-wait-old-syn",
    "time-wait-assassination",
    "tw-reuse-paws",
    "desync-ack-storm",
    "simultaneous-open",
    "simultaneous-close",
    "abort-linger0",
    "data-after-close-rst",
    "close-unread-data-rst",
    "half-open-server-sends",
    "half-open-reboot-syn",
    "cable-unplugged",
    "power-loss-idle",
    "keepalive-dead-peer",
    "rst-blind-attack",
    "syn-in-window-challenge",
    "accept-not-called",
    "accept-queue-full",
    "syn-flood",
    "syn-cookies",
    "piggyback-ack",
    "data-lost-before-fin",
    "zero-window-probe",
    "mss-announcement",
    "tfo-data-in-syn",
    "paws-old-segment",
];

fn position(id: &str) -> usize {
    ORDER.iter().position(|listed| *listed == id).unwrap_or(ORDER.len())
}

fn main() -> Result<(), Box<dyn Error>> {
    // The page fetches the catalogue.
    if env::var_os("CARGO_FEATURE_PROSE").is_none() {
        return Ok(());
    }
    println!("cargo::rerun-if-changed=scenarios");
    println!("cargo::rerun-if-changed=src/format.rs");
    let mut paths: Vec<_> = fs::read_dir("scenarios")?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|e| e == "json"));
    paths.sort();
    let mut scenarios = paths.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
    scenarios.sort_by_key(|scenario| (scenario.group, position(&scenario.id)));
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
