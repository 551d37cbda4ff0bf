//! docs/scenarios.md says what is so: its example runs, and mistakes are reported as it says.
#![cfg(all(feature = "json", not(target_arch = "wasm32")))]

use tcp_model::knobs::Knobs;
use tcp_model::time::Instant;
use tcp_scenarios::json::read_scenario;
use tcp_scenarios::prose::Lang;

const DOCS: &str = include_str!("../../../docs/scenarios.md");

fn example() -> &'static str {
    let (_, after) = DOCS.split_once("```json\n").expect("an example");
    after.split_once("```").expect("its end").0
}

/// The cells of the rows of the table under this heading.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, section) = DOCS.split_once(&format!("\n{heading}\n")).expect("a heading");
    let rows = section.lines().skip_while(|line| !line.starts_with("|---"));
    let rows = rows.skip(1).take_while(|line| line.starts_with('|'));
    rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

#[test]
fn the_example_runs_and_its_claims_hold() {
    let scenario = read_scenario(example()).unwrap();
    let run = scenario.run();
    assert!(!run.cut_off);
    for (claim, holds) in scenario.check(&run) {
        assert!(holds, "{}", claim.say(Lang::En));
    }
}

#[test]
fn a_run_ends_where_until_says() {
    let delay = "\"delay\": \"25ms\",";
    let text = example().replace(delay, &format!("{delay} \"until\": \"60ms\","));
    let run = read_scenario(&text).unwrap().run();
    assert!(run.cut_off);
    assert_eq!(run.end, Instant::from_micros(50_000));
}

#[test]
fn an_alternative_may_bear_the_name_of_a_setting() {
    let with = |id: &str| {
        let words = r#"{"zh-CN": "另一种", "en": "another"}"#;
        let alternative =
            format!(r#"{{"id": "{id}", "title": {words}, "answer": {words}, "claims": []}}"#);
        let (text, _) = example().trim_end().rsplit_once('}').unwrap();
        read_scenario(&format!(r#"{text}, "alternatives": [{alternative}]}}"#))
    };
    assert!(with("tcp_abort_on_overflow=1").is_ok());
    let error = with("a b=1").unwrap_err().to_string();
    assert!(error.starts_with("at alternatives[0].id: expected lower-case words"), "{error}");
}

#[test]
fn values_that_cannot_be_are_refused_where_they_stand() {
    let knob = r#""client": {"isn""#;
    for (from, to, place) in [
        (knob, r#""client": {"window_scale": 15, "isn""#, "at run.knobs.client.window_scale: "),
        (knob, r#""both": {"mss": 0}, "client": {"isn""#, "at run.knobs.both.mss: "),
        (r#""nth": 1"#, r#""nth": 0"#, "at run.faults[0].segment.nth: "),
        (r#""delay""#, r#""weather": {"loss": 1001}, "delay""#, "at run.weather: "),
    ] {
        let broken = example().replacen(from, to, 1);
        let error = read_scenario(&broken).unwrap_err().to_string();
        assert!(error.starts_with(&format!("{place}expected ")), "{error}");
    }
}

#[test]
fn mistakes_are_reported_as_it_says() {
    let rows = table("## What is wrong with a file");
    assert_eq!(rows.len(), 4);
    for row in rows {
        let mistake = row[0].trim_matches('`');
        let (field, _) = mistake.split_once(": ").unwrap();
        let broken = replace_value(example(), field, mistake);
        let error = read_scenario(&broken).unwrap_err().to_string();
        assert!(error.starts_with(row[1]), "{error:?} instead of {:?}", row[1]);
    }
}

/// The example with the first value of a field replaced: a text, or a list.
fn replace_value(text: &str, field: &str, with: &str) -> String {
    let start = text.find(&format!("{field}: ")).unwrap_or_else(|| panic!("no {field}"));
    let value = &text[start + field.len() + 2..];
    let end = match value.strip_prefix('[') {
        Some(_) => value.find("\n    ]").expect("the end of a list") + "\n    ]".len(),
        None => value[1..].find('"').expect("the end of a text") + 2,
    };
    format!("{}{with}{}", &text[..start], &value[end..])
}

#[test]
fn the_defaults_of_the_knobs_are_as_it_says() {
    let Knobs { msl, rto, r2, r2_syn, user_timeout, mtu, r1, send_buffer, receive_buffer, .. } =
        Knobs::default();
    let expected = [
        ("msl", msl.to_string()),
        ("rto", rto.to_string()),
        ("r2", r2.to_string()),
        ("r2_syn", r2_syn.to_string()),
        ("user_timeout", user_timeout.to_string()),
        ("mtu", mtu.to_string()),
        ("r1", r1.to_string()),
        ("send_buffer", send_buffer.to_string()),
        ("receive_buffer", receive_buffer.to_string()),
    ];
    let rows = table("### Knobs");
    let mut listed: Vec<&str> = rows.iter().map(|row| row[0].trim_matches('`')).collect();
    listed.sort_unstable();
    assert_eq!(listed, knob_names());
    for (name, default) in expected {
        let row = rows.iter().find(|row| row[0] == format!("`{name}`")).expect(name);
        let said = row[1].trim_matches(['`', '"']);
        assert_eq!(said, default.replace(' ', ""), "{name}");
    }
}

/// The knobs that a file may turn, in alphabetical order: what is said to one that names another.
fn knob_names() -> Vec<String> {
    let wrong = r#"{"run": {"knobs": {"both": {"no-such-knob": 1}}}}"#;
    let error = read_scenario(wrong).expect_err("there is no such knob").to_string();
    let names = error.split("expected one of ").nth(1).expect("they are listed");
    let names = names.split(" at line").next().unwrap_or(names);
    let mut names: Vec<String> =
        names.split(", ").map(|name| name.trim_matches('`').to_owned()).collect();
    names.sort_unstable();
    names
}
