//! `tcp-lanes run`.

use crate::{Failure, compare};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::path::{Path, PathBuf};
use tcp_export::{Format, Options, export};
use tcp_model::host::Host;
use tcp_model::trace::Run;
use tcp_scenarios::catalogue::Catalogue;
use tcp_scenarios::format::ScenarioFile;
use tcp_scenarios::json;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_studio::change::words::say;
use tcp_view::address::Theme;

/// The arguments of `run`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A scenario's id, id/alternative, or a scenario file that ends in .json.
    pub(crate) scenario: String,
    /// Beside it another run on the same clock: what it is naturally compared with, or OTHER.
    #[arg(long, value_name = "OTHER", num_args = 0..=1, default_missing_value = "")]
    compare: Option<String>,
    /// What to write.
    #[arg(long, default_value = "text", value_parser = formats())]
    pub(crate) format: Format,
    /// The language: zh-CN or en.
    #[arg(long, default_value = "en", value_parser = lang)]
    pub(crate) lang: Lang,
    /// The colours of a figure: light, dark, or auto, which follows the reader's system.
    #[arg(long, default_value = "auto", value_parser = theme)]
    pub(crate) theme: Theme,
    /// The end that a packetdrill script is about: server or client.
    #[arg(long, default_value = "server", value_parser = host)]
    host: Host,
    /// Where to write it; standard output if it is missing.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// The formats that need no pixels, each with what it is.
fn formats() -> impl TypedValueParser<Value = Format> {
    let offered = Format::ALL.into_iter().filter(|format| !format.is_pixels());
    let values = offered.map(|f| PossibleValue::new(f.name()).help(f.label(Lang::En)));
    PossibleValuesParser::new(values)
        .map(|name| Format::from_name(&name).expect("only names of formats are offered"))
}

/// Reads a language's tag.
pub(crate) fn lang(tag: &str) -> Result<Lang, String> {
    Lang::from_tag(tag).ok_or_else(|| "expected zh-CN or en".to_owned())
}

fn host(name: &str) -> Result<Host, String> {
    let found = Host::BOTH.into_iter().find(|host| host.name() == name);
    found.ok_or_else(|| "expected server or client".to_owned())
}

fn theme(name: &str) -> Result<Theme, String> {
    Theme::from_name(name).ok_or_else(|| "expected light, dark or auto".to_owned())
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    if let Some(other) = &arguments.compare {
        return compare::compare(arguments, other);
    }
    let (scenario, file) = load(&arguments.scenario)?;
    let run = scenario.run();
    let lang = arguments.lang;
    let Arguments { theme, host, .. } = *arguments;
    let changes = file.iter().flat_map(|file| &file.run.interventions);
    let changes = changes.map(|change| say(change, lang)).collect();
    let options = Options { lang, theme, host, changes, ..Options::default() };
    let octets = export(arguments.format, &scenario, &run, &options)
        .map_err(|e| Failure::Input(e.to_string()))?;
    crate::write(&octets, arguments.output.as_ref())?;
    let broken = broken(&scenario, &run, lang);
    if broken.is_empty() { Ok(()) } else { Err(Failure::Claims(broken)) }
}

/// The claims that do not hold, each in a line.
pub(crate) fn broken(scenario: &Scenario, run: &Run, lang: Lang) -> Vec<String> {
    scenario
        .check(run)
        .into_iter()
        .filter(|(_, holds)| !holds)
        .map(|(claim, _)| format!("{}: does not hold: {}", scenario.address, claim.say(lang)))
        .collect()
}

/// The scenario of an address or a file.
pub(crate) fn find(name: &str) -> Result<Scenario, Failure> {
    load(name).map(|(scenario, _)| scenario)
}

/// The same with its file, where it is not of the catalogue.
pub(crate) fn load(name: &str) -> Result<(Scenario, Option<ScenarioFile>), Failure> {
    if name.ends_with(".json") {
        return read(Path::new(name)).map(|(scenario, file)| (scenario, Some(file)));
    }
    let found = Catalogue::get().find(name).cloned();
    found.map(|scenario| (scenario, None)).ok_or_else(|| {
        let expected =
            "expected an id or id/alternative that `tcp-lanes list` names, or a .json file";
        Failure::Input(format!("{name}: {expected}"))
    })
}

fn read(path: &Path) -> Result<(Scenario, ScenarioFile), Failure> {
    let octets = std::fs::read(path).map_err(|e| Failure::in_file(path, e))?;
    let text = std::str::from_utf8(&octets).map_err(|e| {
        let before = String::from_utf8_lossy(&octets[..e.valid_up_to()]);
        let (line, last) = (before.split('\n').count(), before.rsplit('\n').next());
        let column = last.map_or(1, |last| last.chars().count() + 1);
        Failure::in_file(path, format!("expected text in UTF-8 at line {line} column {column}"))
    })?;
    let file = json::read_file(text).map_err(|e| Failure::in_file(path, e))?;
    let scenario = json::read_scenario(text).map_err(|e| Failure::in_file(path, e))?;
    Ok((scenario, file))
}
