//! The form and the files that it makes.

use super::{Field, FieldError, FieldKind, Form, open};
use proptest::prelude::*;
use tcp_model::knobs::Profile;
use tcp_model::time::Duration;
use tcp_scenarios::catalogue::Catalogue;
use tcp_scenarios::format::ScenarioFile;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;

/// The texts of all scenario files.
fn files() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tcp-scenarios/scenarios");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<_> = files
        .map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap()))
        .collect();
    assert_eq!(files.len(), Catalogue::get().entries().len());
    files
}

/// Values that a field can have: all choices, and numbers at and between the bounds.
fn values(field: &Field) -> Vec<String> {
    match &field.kind {
        FieldKind::Choice(options) => options.iter().map(|o| o.name.to_owned()).collect(),
        FieldKind::Number { min, max, .. } => {
            [*min, min + 1, (min + max) / 2, *max].map(|n| n.to_string()).to_vec()
        }
        FieldKind::Switch => vec!["true".to_owned(), "false".to_owned()],
    }
}

fn value(form: &Form, name: &str) -> String {
    form.fields(Lang::En).into_iter().find(|field| field.name == name).unwrap().value
}

/// The file reads back as it was written, and runs.
fn assert_usable(file: &ScenarioFile) {
    let text = serde_json::to_string_pretty(file).unwrap();
    assert_eq!(open(&text).as_ref(), Ok(file));
    Scenario::from_file(file).unwrap().run();
}

#[test]
fn free_play_is_a_handshake_with_the_numbers_of_rfc_6528() {
    let form = Form::default();
    assert_eq!(value(&form, "isn"), "rfc6528");
    assert!(form.file().run.interventions.is_empty());
    let run = Scenario::from_file(&form.file()).unwrap().run();
    let states = run.last_status();
    assert_eq!(
        (states.client.state.name(), states.server.state.name()),
        ("ESTABLISHED", "ESTABLISHED")
    );
}

#[test]
fn each_beginning_does_what_it_says() {
    for (name, calls) in [("closed", 0), ("listening", 1), ("connecting", 2)] {
        let mut form = Form::default();
        form.set("begin", name).unwrap();
        let run = Scenario::from_file(&form.file()).unwrap().run();
        let called = run
            .events
            .iter()
            .filter(|event| matches!(event.kind, tcp_model::trace::EventKind::Call { .. }));
        assert_eq!(called.count(), calls, "{name}");
        assert!(!run.cut_off);
        assert_eq!(value(&form, "begin"), name);
    }
}

#[test]
fn any_field_can_have_any_value_that_it_offers() {
    for field in Form::default().fields(Lang::En) {
        for wanted in values(&field) {
            let mut form = Form::default();
            form.set(field.name, &wanted).unwrap();
            assert_eq!(value(&form, field.name), wanted, "{}", field.name);
            assert_usable(&form.file());
        }
    }
}

#[test]
fn what_a_field_cannot_have_is_refused_and_changes_nothing() {
    let mut form = Form::default();
    for field in form.fields(Lang::En) {
        for wrong in ["", "x", "-1", "99999999999999999999", "1.5", "file"] {
            let error = form.set(field.name, wrong).unwrap_err();
            assert!(error.to_string().starts_with(&format!("at {}: expected ", field.name)));
            assert!(error.say(Lang::ZhCn).contains("应为"));
        }
    }
    assert_eq!(form.set("no", "1"), Err(FieldError::NoField("no".to_owned())));
    assert_eq!(form, Form::default());
}

#[test]
fn every_field_has_words_in_both_languages() {
    let [zh, en] = Lang::ALL.map(|lang| Form::default().fields(lang));
    for (zh, en) in zh.iter().zip(&en) {
        assert_eq!((zh.name, &zh.value), (en.name, &en.value));
        assert!(!zh.label.is_empty() && !en.label.is_empty() && zh.help != en.help);
        if let FieldKind::Choice(options) = &en.kind {
            assert!(options.iter().all(|option| option.label != "As in the file"), "{}", en.name);
        }
    }
    assert!(en.is_sorted_by_key(|field| field.group));
}

#[test]
fn the_file_of_a_free_run_says_what_was_chosen() {
    let mut form = Form::default();
    form.set("handshake", "two-way").unwrap();
    form.set("loss", "50").unwrap();
    let answer = form.file().answer;
    assert!(answer.en.contains("Handshake: Two-way (wrong)") && answer.en.contains("Loss: 50 ‰"));
    assert!(answer.zh_cn.contains("握手：两次握手（错误）"));
}

#[test]
fn every_scenario_file_opens_and_a_form_over_it_keeps_it() {
    for (path, text) in files() {
        let file = open(&text).unwrap_or_else(|problem| panic!("{path}: {problem}"));
        let form = Form::from_file(&file);
        assert_eq!(form.file(), file, "{path}");
        let mut same = form.clone();
        for field in form.fields(Lang::En).into_iter().filter(|field| field.value == "file") {
            same.set(field.name, "file").unwrap();
        }
        assert_eq!(same, form, "{path}");
    }
}

#[test]
fn a_field_that_is_set_leaves_all_others_of_a_file_as_they_are() {
    for (path, text) in files() {
        let file = open(&text).unwrap();
        for (name, wanted) in [("handshake", "four-way"), ("rto", "700"), ("rfc5961", "true")] {
            let mut form = Form::from_file(&file);
            form.set(name, wanted).unwrap();
            let after = form.file();
            let with = |file: &ScenarioFile| {
                let mut both = file.run.knobs.per_host();
                for knobs in [&mut both.client, &mut both.server] {
                    let knobs = std::sync::Arc::make_mut(knobs);
                    knobs.handshake = Default::default();
                    knobs.rto = Duration::ZERO;
                    knobs.rfc5961 = true;
                }
                both
            };
            assert_eq!(with(&file), with(&after), "{path}: {name}");
            assert_eq!(value(&form, name), wanted, "{path}");
            let field = form.fields(Lang::En).into_iter().find(|field| field.name == name);
            assert!(!field.unwrap().mixed, "{path}: {name}");
            assert_eq!(ScenarioFile { run: file.run.clone(), ..after }, file, "{path}");
        }
    }
}

#[test]
fn ends_that_differ_are_shown_as_such_until_they_are_set() {
    let (_, text) = files().into_iter().find(|(path, _)| path.contains("/two-way-synack")).unwrap();
    let mut form = Form::from_file(&open(&text).unwrap());
    let isn =
        |form: &Form| form.fields(Lang::En).into_iter().find(|field| field.name == "isn").unwrap();
    assert!(isn(&form).mixed && isn(&form).value == "file");
    form.set("isn", "rfc6528").unwrap();
    assert!(!isn(&form).mixed && isn(&form).value == "rfc6528");
}

#[test]
fn a_field_prevails_over_the_profile_of_an_end_and_leaves_the_rest_of_it() {
    let mut file = Form::default().file();
    file.run.knobs.server.profile = Some(Profile::LinuxLike);
    let mut form = Form::from_file(&file);
    form.set("msl", "5000").unwrap();
    let knobs = form.file().run.knobs.per_host();
    assert_eq!(knobs.server.msl, Duration::from_secs(5));
    assert_eq!(knobs.client.msl, Duration::from_secs(5));
    assert!(knobs.server.half_duplex_close);
}

#[test]
fn a_problem_says_where_it_is() {
    let good = serde_json::to_string_pretty(&Form::default().file()).unwrap();
    let cut = open(&good[..good.len() / 2]).unwrap_err();
    assert!(cut.line > 1 && cut.expected.contains("EOF"), "{cut}");
    let bad = good.replacen("\"loss\": 0", "\"loss\": 1001", 1);
    let problem = open(&bad).unwrap_err();
    assert_eq!((&*problem.place, &*problem.expected), ("run.weather", "numbers out of a thousand"));
    let line = bad.lines().position(|line| line.contains("\"weather\"")).unwrap() + 1;
    assert_eq!(problem.line, line);
    let typo = open(&good.replacen("\"delay\"", "\"dalay\"", 1)).unwrap_err();
    assert!(typo.place.starts_with("run") && typo.expected.contains("unknown field `dalay`"));
    assert!(typo.to_string().contains("(line "));
    let nothing = open("").unwrap_err();
    assert_eq!((nothing.line, &*nothing.place), (1, ""));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_opens_or_is_refused(text in ".{0,200}") {
        let _ = open(&text);
    }

    #[test]
    fn a_damaged_file_opens_or_is_refused(at in 0_usize..4000, with in "[\\x00-\\x7f\u{4e00}-\u{4e10}]{0,4}") {
        let good = serde_json::to_string(&Form::default().file()).unwrap();
        let mut octets = good.into_bytes();
        let at = at % octets.len();
        octets.splice(at..(at + 1), with.bytes());
        let _ = open(&String::from_utf8_lossy(&octets));
    }

    #[test]
    fn any_settings_together_make_a_usable_file(choices in prop::collection::vec(0_usize..4, 18)) {
        let mut form = Form::default();
        for (field, choice) in form.fields(Lang::En).iter().zip(choices) {
            let values = values(field);
            form.set(field.name, &values[choice % values.len()]).unwrap();
        }
        assert_usable(&form.file());
    }
}
