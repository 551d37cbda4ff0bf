//! `tcp-lanes books`: a step of building the site.

use crate::Failure;
use std::fs;
use std::path::PathBuf;
use tcp_scenarios::catalogue;

/// The arguments of `books`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder to write into, one file for each scenario.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
}

pub(crate) fn books(arguments: &Arguments) -> Result<(), Failure> {
    let folder = &arguments.output;
    fs::create_dir_all(folder).map_err(|e| Failure::in_file(folder, e))?;
    for (id, octets) in catalogue::books() {
        let path = folder.join(format!("{id}.bin"));
        fs::write(&path, octets).map_err(|e| Failure::in_file(&path, e))?;
    }
    Ok(())
}
