//! Two ladders of letters beside each other: what happens at the same time is on the same line.

use super::{Row, STATE, TIME, columns, cut, heads, pad, rows};
use tcp_model::time::Instant;
use tcp_model::trace::Run;
use tcp_scenarios::prose::Lang;

/// Columns between the lanes, of a ladder, and of both with the times.
const BETWEEN: usize = 45;
const LADDER: usize = STATE + 2 + BETWEEN + 2 + STATE;
const GUTTER: &str = " ┊ ";
const PAGE: usize = TIME + 1 + LADDER * 2 + 3;

/// Both ladders with a title above each, every line ended by a line feed, on a common time axis:
/// each moment begins on one line for both. Before the moment of `rule` a line with its words goes
/// across both.
pub fn beside(
    runs: [&Run; 2],
    titles: [&str; 2],
    rule: Option<(Instant, &str)>,
    lang: Lang,
) -> String {
    let mut page = Page { out: String::new(), rule, last: None };
    let [left, right] = titles.map(|title| cut(title, LADDER - STATE));
    page.line("", &pad(&left, LADDER), &right);
    let [left, right] = runs.map(|run| heads(run, BETWEEN, lang));
    page.line("", &pad(&left, LADDER), &right);
    let [left, right] = runs.map(|run| rows(run, BETWEEN, lang));
    let mut rest = [&*left, &*right];
    while let Some(at) = rest.iter().filter_map(|rows| rows.first()).map(|row| row.at).min() {
        let now = rest.map(|rows| rows.iter().take_while(|row| row.at == at).count());
        let [left, right] = [rest[0].split_at(now[0]), rest[1].split_at(now[1])];
        page.moment(at, [left.0, right.0]);
        rest = [left.1, right.1];
    }
    page.out
}

struct Page<'a> {
    out: String,
    /// The line across both, until it is drawn.
    rule: Option<(Instant, &'a str)>,
    last: Option<Instant>,
}

impl Page<'_> {
    /// What happens at one time, and above it the rule if that is due.
    fn moment(&mut self, at: Instant, rows: [&[Row]; 2]) {
        if let Some((_, words)) = self.rule.take_if(|(due, _)| *due <= at) {
            self.out.push_str(&across(words));
        }
        for i in 0..rows[0].len().max(rows[1].len()) {
            let [left, right] = rows.map(|rows| rows.get(i));
            let time = left.or(right).map(|row| row.time(self.last)).unwrap_or_default();
            self.last = Some(at);
            self.line(&time, &lanes(left), &lanes(right));
        }
    }

    fn line(&mut self, time: &str, left: &str, right: &str) {
        let line = format!("{} {}{GUTTER}{right}", pad(time, TIME), pad(left, LADDER));
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }
}

/// The lanes go on where nothing happens.
fn lanes(row: Option<&Row>) -> String {
    row.map_or_else(
        || format!("{} │{}│", pad("", STATE), pad("", BETWEEN)),
        |row| row.lanes(BETWEEN),
    )
}

/// `━━━ ⬢ words ━━━`, as wide as the page.
fn across(words: &str) -> String {
    let words = cut(words, PAGE - TIME);
    let line = format!("{} ⬢ {words} ", "━".repeat(TIME));
    let rest = "━".repeat(PAGE.saturating_sub(columns(&line)));
    format!("{line}{rest}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use expect_test::expect_file;

    #[test]
    fn two_runs_in_english() {
        let (left, right) = (sample::synack_lost(), sample::handshake());
        let rule = Some((Instant::from_micros(60_000), "60 ms: the SYN,ACK is lost"));
        let page = beside([&left, &right], ["Lost", "Not lost"], rule, Lang::En);
        expect_file!["beside.en.txt"].assert_eq(&page);
    }

    #[test]
    fn all_lanes_are_straight_in_both_languages() {
        let lanes = [TIME + STATE + 2, TIME + STATE + BETWEEN + 3];
        let expected = [lanes, lanes.map(|lane| lane + LADDER + 3)].concat();
        let other = sample::handshake();
        for (name, run) in sample::ALL {
            for lang in Lang::ALL {
                for line in beside([&run(), &other], [name, ""], None, lang).lines().skip(2) {
                    let found = line.match_indices('│').map(|(at, _)| columns(&line[..at]));
                    assert_eq!(found.collect::<Vec<_>>(), expected, "{name}: {line}");
                    assert!(columns(line) <= PAGE, "{name}: {line}");
                }
            }
        }
    }
}
