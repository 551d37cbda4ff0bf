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

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=scenarios");
    println!("cargo::rerun-if-changed=src/format.rs");
    let mut paths: Vec<_> = fs::read_dir("scenarios")?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|e| e == "json"));
    paths.sort();
    let scenarios = paths.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
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
