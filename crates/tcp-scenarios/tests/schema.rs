//! The JSON Schema of scenario files: it is on file, and it says what reading them says.
#![cfg(all(feature = "schema", not(target_arch = "wasm32")))]

use jsonschema::Validator;
use serde_json::{Value, json};
use std::fs;
use tcp_scenarios::json::read_scenario;
use tcp_scenarios::schema::scenario_schema;

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(&scenario_schema()).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is a JSON Schema")
}

#[test]
fn the_schema_on_file_is_the_one_of_the_types() {
    expect_test::expect_file!["../../../docs/scenario.schema.json"].assert_eq(&scenario_schema());
}

#[test]
fn every_scenario_of_the_catalogue_fits_the_schema() {
    let validator = validator();
    let mut files = 0;
    for entry in fs::read_dir("scenarios").expect("the catalogue is a folder") {
        let path = entry.expect("it can be read").path();
        let text = fs::read_to_string(&path).expect("a scenario is text");
        let file: Value = serde_json::from_str(&text).expect("a scenario is JSON");
        let errors: Vec<String> = validator
            .iter_errors(&file)
            .map(|e| format!("{} at {}", e, e.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
        files += 1;
    }
    assert!(files >= 13, "only {files} scenarios");
}

#[test]
fn what_cannot_be_read_does_not_fit() {
    let validator = validator();
    let text = fs::read_to_string("scenarios/three-way-normal.json").expect("it is there");
    let good: Value = serde_json::from_str(&text).expect("it is JSON");
    let wrong: [(&str, Value); 6] = [
        ("/format", json!("tcp-lanes-scenario/2")),
        ("/group", json!("opening")),
        ("/title", json!({"en": "only English"})),
        ("/run/knobs", json!({"both": {"rto": "soon"}})),
        ("/run/knobs", json!({"both": {"window_scaling": 7}})),
        ("/run/script", json!([{"action": {"call": ["client", "open-actively"]}}])),
    ];
    for (place, value) in wrong {
        let mut file = good.clone();
        *file.pointer_mut(place).expect("the place is there") = value;
        assert!(!validator.is_valid(&file), "{place} fits the schema");
        assert!(read_scenario(&file.to_string()).is_err(), "{place} can be read");
    }
}
