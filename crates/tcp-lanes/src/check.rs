//! `tcp-lanes check`.

mod hunt;
mod json;
mod progress;
mod result;
mod save;
mod table;

use crate::Failure;
use clap::builder::RangedU64ValueParser;
use result::Outcome;
use std::path::PathBuf;
use tcp_checker::bounds::Bounds;
use tcp_checker::model::Model;
use tcp_checker::property::Property;

/// The arguments of `check`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The model. Without it all of them, as a table; with it, each failure step by step too.
    model: Option<String>,
    /// Bounds that are other than the model's, such as losses=2,opens=1. What is declared is not
    /// promised there.
    #[arg(long)]
    bounds: Option<String>,
    /// After how many worlds of a model a search is given up; it never says "holds" then.
    #[arg(
        long,
        default_value_t = 20_000_000,
        value_parser = RangedU64ValueParser::<usize>::new().range(1..=4_000_000_000)
    )]
    worlds: usize,
    /// As JSON, tcp-lanes-check/1.
    #[arg(long)]
    json: bool,
    /// Whose counterexample is saved; that of the first property that fails if it is missing.
    #[arg(long, requires = "output", value_parser = save::property)]
    property: Option<Property>,
    /// Where to save the model's counterexample as a scenario. If there is none, nothing is
    /// written, a line on standard error says so, and the status is 0.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn check(arguments: &Arguments) -> Result<(), Failure> {
    let models = chosen(arguments)?;
    let outcomes = hunt::all(models, arguments.worlds);
    let text = match (arguments.json, arguments.model.is_some()) {
        (true, _) => json::text(&outcomes),
        (false, told) => table::text(&outcomes, told),
    };
    crate::write(text.as_bytes(), None)?;
    if let (Some(path), [outcome]) = (&arguments.output, outcomes.as_slice()) {
        save::save(outcome, arguments.property, path)?;
    }
    let short: Vec<String> = outcomes.iter().flat_map(Outcome::shortcomings).collect();
    if short.is_empty() { Ok(()) } else { Err(Failure::Claims(short)) }
}

/// A model, and whether its bounds are those for which its verdicts are declared.
struct Task {
    model: Model,
    own_bounds: bool,
    /// Whether a counterexample is to be saved,
    saves: bool,
    /// and of which property, if that is said.
    property: Option<Property>,
}

fn chosen(arguments: &Arguments) -> Result<Vec<Task>, Failure> {
    let models = match &arguments.model {
        Some(id) => vec![Model::named(id).ok_or_else(|| unknown(id))?],
        None if arguments.output.is_some() => {
            let message = "-o: expected a MODEL, whose counterexample is saved";
            return Err(Failure::Input(message.to_owned()));
        }
        None => Model::all(),
    };
    if let ([model], Some(path)) = (models.as_slice(), &arguments.output) {
        save::is_possible(model, arguments.property, path)?;
    }
    let text = arguments.bounds.as_deref().unwrap_or_default();
    let task = |model| {
        let (model, own_bounds) = with_bounds(model, text)?;
        let (saves, property) = (arguments.output.is_some(), arguments.property);
        Ok(Task { model, own_bounds, saves, property })
    };
    models.into_iter().map(task).collect()
}

fn unknown(id: &str) -> Failure {
    let ids: Vec<&str> = Model::all().iter().map(|model| model.id).collect();
    Failure::Input(format!("model {id:?}: expected one of {}", ids.join(", ")))
}

/// The model with changed bounds, and whether they are its own all the same.
fn with_bounds(model: Model, text: &str) -> Result<(Model, bool), Failure> {
    let changed: Bounds =
        model.bounds.changed(text).map_err(|error| Failure::Input(error.to_string()))?;
    let own_bounds = changed == model.bounds;
    let model = if own_bounds { model } else { model.with_bounds(changed) };
    Ok((model, own_bounds))
}
