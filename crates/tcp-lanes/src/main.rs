//! TCP Lanes from a terminal.
//!
//! Exit status 0: done, and as declared. 1: a claim of the run does not hold, a model's verdict
//! differs from what it declares, or a script fails. 2: unusable input, with one line that says
//! where and what was expected.

mod books;
mod check;
mod compare;
mod list;
mod packetdrill;
mod run;
mod site;

use clap::{Parser, Subcommand};
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A real TCP, run on a network that can be cruel to it.
#[derive(Parser)]
#[command(name = "tcp-lanes", version, arg_required_else_help = false)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Lists the questions.
    List(list::Arguments),
    /// Runs one and shows what happened.
    Run(run::Arguments),
    /// Searches everything that can happen to a connection for the shortest failure.
    ///
    /// Status 0: the verdicts are those that the models declare. 1: one differs, or was not
    /// decided. With other bounds than a model's, nothing is promised of its verdicts, and the
    /// status is 0 unless an invariant of the engine is broken. JSON: `bounds` names those that
    /// are not zero, `within` the same ones where a property is looked at in fewer worlds;
    /// `holds` is null where it was not decided.
    Check(check::Arguments),
    /// Runs packetdrill scripts, with the model as the host under test.
    Packetdrill(packetdrill::Arguments),
    /// Writes the questions as static pages.
    Site(site::Arguments),
    /// Writes what the page fetches when a question is opened.
    #[command(hide = true)]
    Books(books::Arguments),
}

/// Why a command did not do as it was asked.
enum Failure {
    /// What was found is not what a scenario claims or a model declares; one line for each.
    Claims(Vec<String>),
    /// The input cannot be used: where, and what was expected.
    Input(String),
    /// Several inputs, one line for each that cannot be used or falls short.
    Inputs(Vec<String>),
}

impl Failure {
    fn in_file(path: &Path, error: impl fmt::Display) -> Failure {
        Failure::Input(format!("{}: {error}", path.display()))
    }
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if !error.use_stderr() => {
            return finish(error.print().map_err(|e| Failure::Input(e.to_string())));
        }
        Err(error) => return finish(Err(Failure::Input(one_line(&error)))),
    };
    finish(match arguments.command {
        Command::List(arguments) => list::list(&arguments),
        Command::Run(arguments) => run::run(&arguments),
        Command::Check(arguments) => check::check(&arguments),
        Command::Packetdrill(arguments) => packetdrill::packetdrill(&arguments),
        Command::Site(arguments) => site::site(&arguments),
        Command::Books(arguments) => books::books(&arguments),
    })
}

/// What is wrong with the arguments, without the usage that follows it.
fn one_line(error: &clap::Error) -> String {
    let text = error.to_string();
    let message = text.split("\n\n").next().unwrap_or(&text);
    let words: Vec<&str> = message.trim_start_matches("error: ").split_whitespace().collect();
    format!("{}; see tcp-lanes --help", words.join(" "))
}

fn finish(result: Result<(), Failure>) -> ExitCode {
    let (lines, status) = match result {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Claims(claims)) => (claims, 1),
        Err(Failure::Input(message)) => (vec![message], 2),
        Err(Failure::Inputs(messages)) => (messages, 2),
    };
    for line in lines {
        // There is nobody left to tell when this cannot be written either.
        let _ = writeln!(io::stderr(), "tcp-lanes: {}", line.replace('\n', " "));
    }
    ExitCode::from(status)
}

/// Writes to a file, or to standard output. A reader that has had enough is no failure.
fn write(octets: &[u8], output: Option<&PathBuf>) -> Result<(), Failure> {
    match output {
        Some(path) => std::fs::write(path, octets).map_err(|e| Failure::in_file(path, e)),
        None => match io::stdout().write_all(octets) {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::Input(format!("standard output: {e}")))
            }
            _ => Ok(()),
        },
    }
}
