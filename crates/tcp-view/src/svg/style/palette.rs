//! The colours of page and figures against WCAG 2.2: 1.4.3 for words, 1.4.11 for strokes.

use super::COLOURS;
use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../../../../web/styles/tokens.css");
const ROLES: [&str; 5] = ["syn", "rst", "data", "fin", "ack"];
const GROUNDS: [&str; 4] = ["stage", "page", "sunken", "raised"];
const WORDS: f64 = 4.5;
const STROKES: f64 = 3.0;

/// Name, value on light, value on dark.
type Palette = BTreeMap<String, [String; 2]>;

fn palette(css: &str) -> Palette {
    let token = |line: &str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
        let pair = value.trim().strip_prefix("light-dark(")?.strip_suffix(");")?;
        let (light, dark) = pair.split_once(", ")?;
        Some((name.to_owned(), [light.to_owned(), dark.to_owned()]))
    };
    css.lines().filter_map(token).collect()
}

/// WCAG 2.2, "relative luminance".
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

/// WCAG 2.2, "contrast ratio".
fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// What is drawn on what, and the contrast that it needs.
fn pairs(palette: &Palette) -> Vec<(String, String, f64)> {
    let mut pairs = Vec::new();
    let mut add = |on: &str, grounds: &[&str], least| {
        pairs.extend(grounds.iter().map(|ground| (on.to_owned(), (*ground).to_owned(), least)));
    };
    let tints = ["syn-tint", "rst-tint", "data-tint", "fin-tint"];
    for ink in ["ink", "ink-2", "ink-3"] {
        add(ink, &GROUNDS, WORDS);
    }
    add("ink", &tints, WORDS);
    add("ink-2", &tints, WORDS);
    add("stage", &["ink", "ink-2", "syn-text", "fin-text", "rst-text"], WORDS);
    add("focus", &GROUNDS, STROKES);
    add("rule-strong", &["stage"], STROKES);
    for role in ROLES {
        let (words, tint) = (format!("{role}-text"), format!("{role}-tint"));
        add(&words, &GROUNDS, WORDS);
        if palette.contains_key(&tint) {
            add(&words, &[&tint], WORDS);
        }
        add(role, &["stage"], STROKES);
    }
    pairs
}

/// What cannot be told from its ground by everybody.
fn shortcomings(palette: &Palette) -> Vec<String> {
    let mut found = Vec::new();
    for (on, ground, least) in pairs(palette) {
        for (theme, name) in ["light", "dark"].into_iter().enumerate() {
            let ratio = contrast(&palette[&on][theme], &palette[&ground][theme]);
            if ratio < least {
                found.push(format!("{name}: {on} on {ground} has {ratio:.2}, not {least}"));
            }
        }
    }
    found
}

#[test]
fn words_and_strokes_stand_out_from_what_they_are_on_in_both_themes() {
    let palette = palette(TOKENS);
    assert_eq!(shortcomings(&palette), [""; 0]);
}

#[test]
fn a_colour_that_is_too_pale_is_found_out() {
    let mut palette = palette(TOKENS);
    palette.insert("ink-3".to_owned(), ["#777777".to_owned(), "#989fa7".to_owned()]);
    let found = shortcomings(&palette);
    let on = GROUNDS.map(|ground| format!("light: ink-3 on {ground} has"));
    assert_eq!(found.len(), on.len(), "{found:#?}");
    assert!(found.iter().zip(&on).all(|(told, start)| told.starts_with(start)), "{found:#?}");
}

#[test]
fn contrast_is_what_the_guidelines_say_it_is() {
    for (one, other, ratio) in
        [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0072b2", "#ffffff", 5.19)]
    {
        assert!((contrast(one, other) - ratio).abs() < 0.005, "{}", contrast(one, other));
        assert!((contrast(other, one) - ratio).abs() < 0.005);
    }
}

#[test]
fn a_figure_has_the_colours_of_the_page() {
    let palette = palette(TOKENS);
    for (name, light, dark) in COLOURS {
        assert_eq!(palette.get(name), Some(&[light.to_owned(), dark.to_owned()]), "{name}");
    }
}
