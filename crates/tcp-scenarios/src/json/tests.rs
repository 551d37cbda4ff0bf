//! What is said of files that cannot be used, and where.

use super::{ScenarioError, read, read_file};
use crate::catalogue;
use crate::json::write_scenario;
use tcp_model::time::Duration;

fn refused(text: &str) -> ScenarioError {
    read_file(text).expect_err("it cannot be used")
}

/// The line that is named, without what surrounds it.
fn named<'a>(error: &ScenarioError, text: &'a str) -> &'a str {
    text.lines().nth(error.line.wrapping_sub(1)).unwrap_or_default().trim()
}

/// A file of the catalogue with a part of its text replaced.
fn replaced(from: &str, to: &str) -> String {
    let good = write_scenario(&catalogue::file("three-way-normal").expect("it is there"));
    let bad = good.replacen(from, to, 1);
    assert_ne!(good, bad, "{from}");
    bad
}

/// The same up to the column that is named.
fn up_to<'a>(error: &ScenarioError, text: &'a str) -> &'a str {
    let line = text.lines().nth(error.line.wrapping_sub(1)).unwrap_or_default();
    line.get(..error.column).unwrap_or_default().trim()
}

#[test]
fn the_line_is_that_of_the_bad_value() {
    for (run, bad) in [
        ("\"delay\": \"25\",\n \"script\": []", "\"delay\": \"25\""),
        ("\"script\": [],\n \"delay\": \"25\"\n ", "\"delay\": \"25\""),
        ("\"delay\": \"25\"\n , \"script\": []", "\"delay\": \"25\""),
        ("\"faults\": [{\n \"fate\": {\n \"delay\": \"25\"\n }\n }]", "\"delay\": \"25\""),
        ("\"faults\": [{\n \"fate\": \"loose\"\n }]", "\"fate\": \"loose\""),
        ("\"script\": [{\"action\": {\"call\": [\n \"client\",\n \"sned\"\n ]}}]", "\"sned\""),
        ("\"weather\": {\n \"loss\": -1\n }", "\"loss\": -1"),
        ("\"weather\": {\n \"loss\": \"1\"\n }", "\"loss\": \"1\""),
        ("\"delay\": \"1s\",\n \"dalay\": \"1s\"\n", "\"dalay\""),
    ] {
        let text = format!("{{\n\"run\": {{\n{run}}}}}");
        let error = refused(&text);
        assert_eq!(up_to(&error, &text), bad, "{error}");
    }
}

#[test]
fn the_line_is_that_of_the_bad_value_in_a_list_too() {
    for text in ["[\n\"25\",\n\"1s\"]", "[\"1s\",\n\"25\"\n]", "[\n\"25\"\n,\n[]]"] {
        let error = read::<Vec<Duration>>(text).expect_err("there is no unit");
        assert_eq!(up_to(&error, text), "\"25\"", "{error}");
    }
    let text = "[\n\"1s\",\n[\n\"2s\"]]";
    let error = read::<Vec<Duration>>(text).expect_err("a list is no length of time");
    assert_eq!((error.line, &*error.place), (3, "[1]"), "{error}");
}

#[test]
fn what_an_object_lacks_is_reported_at_its_end() {
    let text = "{\"run\": {\"faults\": [\n{\"fate\": \"lose\"\n}\n]}}";
    let error = refused(text);
    assert_eq!((error.line, &*error.expected), (3, "missing field `segment`"));
}

#[test]
fn the_column_is_that_of_the_last_character_of_the_value() {
    let text = "{\"title\": {\"zh-CN\": \"连接\", \"en\": \"\"}, \"run\": {\"delay\": \"25\" }}";
    let error = refused(text);
    assert_eq!((error.line, error.column), (1, 58), "{error}");
    assert!(error.to_string().ends_with(" at line 1 column 58"), "{error}");
}

#[test]
fn what_is_no_json_is_reported_where_reading_it_stopped() {
    for (text, place) in [
        ("{\n\"id\": \"a\",\n}", (3, 1)),
        ("{\"title\": {\"zh-CN\": \"连\" 接}}", (1, 25)),
        ("{\n\"id\": \"a\n}", (2, 8)),
        ("{\n\"id\": \"a\"\n\n", (2, 9)),
    ] {
        let error = refused(text);
        assert_eq!((error.line, error.column), place, "{error}");
    }
}

#[test]
fn text_that_is_too_long_is_reported_with_its_step_and_line() {
    let huge = r#"{"action": {"call": ["client", {"send": ["x", 4000000000]}]}}"#;
    let text = replaced(
        "\"script\": [",
        &format!("\"script\": [\n{{\"action\": {{\"plug\": \"client\"}}}},\n{huge},\n"),
    );
    let error = refused(&text);
    assert_eq!(error.to_string(), "at run.script[1].action: expected no text over 1048576 octets");
    assert!(named(&error, &text).contains("4000000000"), "{}", error.line);

    let words = r#"{"zh-CN": "另", "en": "o"}"#;
    let alternative = format!(
        "\"alternatives\": [{{\"id\": \"o\", \"title\": {words}, \"answer\": {words}, \"claims\": [],\n\
         \"run\": {{\"script\": [\n{huge}]}}}}],\n\"claims\""
    );
    let text = replaced("\"claims\"", &alternative);
    let error = refused(&text);
    assert_eq!(error.place, "alternatives[0].run.script[0].action");
    assert!(named(&error, &text).contains("4000000000"), "{}", error.line);
}

#[test]
fn the_longest_time_is_named_where_a_length_of_time_is_refused() {
    let error = refused(r#"{"run": {"delay": "9999999h"}}"#);
    let limit = error.expected.rsplit_once("at most ").expect("a limit").1;
    let longest: Duration = limit.parse().expect("a length of time");
    let longer = format!("{}us", longest.as_micros() + 1);
    assert!(longer.parse::<Duration>().is_err(), "{limit}");
}

#[test]
fn what_is_no_scenario_file_at_all_is_told_what_one_is() {
    for (text, column) in [("[1,2]", 1), ("5", 1), ("  \"a\"", 3), ("<html>", 1)] {
        let error = refused(text);
        let said = (&*error.place, error.line, error.column, &*error.expected);
        assert_eq!(said, ("", 1, column, "expected a scenario file, a JSON object"), "{text}");
    }
    for (text, line) in [("", 1), (" \n\n", 3)] {
        let error = refused(text);
        let expected = "the file is empty; expected a scenario file, a JSON object";
        assert_eq!((&*error.place, error.line, &*error.expected), ("", line, expected));
    }
}

#[test]
fn no_type_of_this_program_is_named() {
    for (text, expected) in [
        (r#"{"run": 5}"#, "invalid type: integer `5`, expected an object"),
        (r#"{"run": {"faults": [null]}}"#, "invalid type: null, expected an object"),
    ] {
        assert_eq!(refused(text).expected, expected);
    }
}
