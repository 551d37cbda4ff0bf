//! `tcp-lanes packetdrill`.

use crate::Failure;
use std::path::{Path, PathBuf};
use tcp_packetdrill::parse::parse_octets;
use tcp_packetdrill::run::{Outcome, Profile, Report, Settings, run};

/// The arguments of `packetdrill`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The scripts.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Compares windows and options too, where a script gives them.
    #[arg(long)]
    strict: bool,
    /// The habits of the host, where a script does not choose them: common, linux or rfc9293.
    #[arg(long, default_value = "common", value_parser = profile)]
    profile: Profile,
    /// As JSON: the outcome of each script.
    #[arg(long)]
    json: bool,
}

fn profile(name: &str) -> Result<Profile, String> {
    Profile::from_name(name).ok_or_else(|| "expected common, linux or rfc9293".to_owned())
}

/// A script and what came of it; an `Err` says why it could not be read.
type Tried<'a> = (&'a Path, Result<Report, String>);

pub(crate) fn packetdrill(arguments: &Arguments) -> Result<(), Failure> {
    let settings = Settings { strict: arguments.strict, profile: arguments.profile };
    let outcomes: Vec<Tried<'_>> =
        arguments.files.iter().map(|file| (file.as_path(), try_file(file, settings))).collect();
    let text = if arguments.json { json(&outcomes) } else { lines(&outcomes) };
    crate::write(text.as_bytes(), None)?;
    let short: Vec<String> = outcomes.iter().filter_map(|o| unusable(o).or(failed(o))).collect();
    match (outcomes.iter().any(|o| unusable(o).is_some()), short.is_empty()) {
        (true, _) => Err(Failure::Inputs(short)),
        (false, false) => Err(Failure::Claims(short)),
        (false, true) => Ok(()),
    }
}

fn try_file(file: &Path, settings: Settings) -> Result<Report, String> {
    let octets = std::fs::read(file).map_err(|error| error.to_string())?;
    let script = parse_octets(&octets).map_err(|error| error.to_string())?;
    Ok(run(&script, settings))
}

/// What could not be read, or asks for what this host has not.
fn unusable((file, result): &Tried<'_>) -> Option<String> {
    let file = file.display();
    match result {
        Err(error) => Some(format!("{file}: {error}")),
        Ok(Report { outcome: Outcome::Unsupported { line, what }, .. }) => {
            Some(format!("{file}:{line}: unsupported: {what}"))
        }
        Ok(Report { outcome: Outcome::Pass | Outcome::Fail { .. }, .. }) => None,
    }
}

fn failed((file, result): &Tried<'_>) -> Option<String> {
    match result {
        Ok(Report { outcome: Outcome::Fail { line, expected, got }, .. }) => {
            Some(format!("{}:{line}: expected {expected}, got {got}", file.display()))
        }
        Ok(Report { outcome: Outcome::Pass | Outcome::Unsupported { .. }, .. }) | Err(_) => None,
    }
}

/// A line for each script, and one for each thing in it that was skipped.
fn lines(outcomes: &[Tried<'_>]) -> String {
    let mut text = String::new();
    for outcome in outcomes {
        let (file, result) = outcome;
        if let Ok(report) = result {
            for (line, what) in &report.skipped {
                text.push_str(&format!("note {}:{line}: {what}\n", file.display()));
            }
        }
        let verdict = match (failed(outcome), unusable(outcome)) {
            (Some(failed), _) => format!("fail {failed}"),
            (None, Some(unusable)) => format!("skip {unusable}"),
            (None, None) => format!("pass {}", file.display()),
        };
        text.push_str(&format!("{verdict}\n"));
    }
    text
}

fn json(outcomes: &[Tried<'_>]) -> String {
    let scripts: Vec<serde_json::Value> = outcomes.iter().map(json_of).collect();
    let all = serde_json::json!({"format": "tcp-lanes-packetdrill/1", "scripts": scripts});
    format!("{all:#}\n")
}

fn json_of((file, result): &Tried<'_>) -> serde_json::Value {
    let file = file.display().to_string();
    let report = match result {
        Err(error) => {
            return serde_json::json!({"file": file, "result": "unusable", "error": error});
        }
        Ok(report) => report,
    };
    let skipped: Vec<serde_json::Value> = report
        .skipped
        .iter()
        .map(|(line, what)| serde_json::json!({"line": line, "what": what}))
        .collect();
    let mut value = match &report.outcome {
        Outcome::Pass => serde_json::json!({"result": "pass"}),
        Outcome::Fail { line, expected, got } => serde_json::json!(
            {"result": "fail", "line": line, "expected": expected, "got": got}
        ),
        Outcome::Unsupported { line, what } => {
            serde_json::json!({"result": "unsupported", "line": line, "what": what})
        }
    };
    value["file"] = file.into();
    value["skipped"] = skipped.into();
    value
}
