//! The JSON Schema of scenario files, generated from the types that read them.

use crate::format::ScenarioFile;
use schemars::generate::SchemaSettings;
use serde_json::Value;
use tcp_model::knobs::Knobs;

/// The schema of `tcp-lanes-scenario/1` (JSON Schema 2020-12), as text.
pub fn scenario_schema() -> String {
    let generate = || SchemaSettings::draft2020_12().into_generator();
    let mut schema = generate().into_root_schema_for::<ScenarioFile>().to_value();
    schema["title"] = "TCP Lanes scenario".into();
    let knobs = generate().into_root_schema_for::<Knobs>().to_value();
    describe_knobs(&mut schema["$defs"]["KnobChanges"]["properties"], &knobs["properties"]);
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text + "\n"
}

/// A knob is explained where it is defined.
fn describe_knobs(changes: &mut Value, knobs: &Value) {
    let Value::Object(changes) = changes else { return };
    for (name, change) in changes {
        if let Some(description) = knobs[name].get("description") {
            change["description"] = description.clone();
        }
    }
}
