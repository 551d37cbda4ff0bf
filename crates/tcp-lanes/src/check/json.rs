//! Outcomes as JSON, tcp-lanes-check/1. Nothing in it differs between two runs.

use super::result::{Outcome, Ruling, Verdict, Way};
use serde_json::{Map, Value, json};
use tcp_checker::bounds::Bounds;

pub(super) fn text(outcomes: &[Outcome]) -> String {
    let models: Vec<Value> = outcomes.iter().map(model).collect();
    format!("{:#}\n", json!({"format": "tcp-lanes-check/1", "models": models}))
}

fn model(outcome: &Outcome) -> Value {
    let properties: Vec<Value> = outcome.verdicts.iter().map(|v| property(outcome, v)).collect();
    let mut value = json!({
        "model": outcome.model.id,
        "bounds": bounds(outcome, &outcome.model.bounds),
        "own_bounds": outcome.own_bounds,
        "states": outcome.worlds,
        "depth": outcome.depth,
        "complete": outcome.complete,
        "properties": properties,
    });
    if let Some((broken, steps)) = &outcome.invariant {
        value["invariant"] = broken_invariant(broken, steps);
    }
    value
}

fn broken_invariant(broken: &str, steps: &Way) -> Value {
    json!({"broken": broken, "steps": steps.steps.len(), "way": way(steps)})
}

/// The bounds of a property have the names that its model's have: those that are not zero there.
fn bounds(outcome: &Outcome, bounds: &Bounds) -> Map<String, Value> {
    let values = bounds.values().into_iter().zip(outcome.model.bounds.values());
    let named = Bounds::names().into_iter().zip(values);
    let named = named.filter(|(_, (_, of_model))| *of_model > 0);
    named.map(|((name, _), (value, _))| (name.to_owned(), value.into())).collect()
}

/// `holds` is null where it was not decided.
fn property(outcome: &Outcome, Verdict { declared, ruling }: &Verdict) -> Value {
    let holds = match ruling {
        Ruling::Fails(_) => Some(false),
        Ruling::Holds => Some(true),
        Ruling::Undecided => None,
    };
    let mut value = json!({
        "property": declared.property.id(),
        "holds": holds,
        "declared": declared.holds,
    });
    if !outcome.narrower(&declared.within).is_empty() {
        value["within"] = bounds(outcome, &declared.within).into();
    }
    if let Ruling::Fails(steps) = ruling {
        value["steps"] = steps.steps.len().into();
        value["way"] = way(steps);
    }
    value
}

fn way(way: &Way) -> Value {
    way.steps.iter().map(|step| step.text.as_str()).collect()
}
