//! Finding a question by words.

use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_scenarios::scenario::Scenario;

/// The questions that match what the reader has typed, in the catalogue's order: every word must
/// occur in the title, the question or the address, in either language.
pub fn search(words: &str) -> impl Iterator<Item = &'static Scenario> {
    let words: Vec<String> = words.split_whitespace().map(str::to_ascii_lowercase).collect();
    let scenarios = Catalogue::get().entries().iter().map(Entry::scenario);
    scenarios.filter(move |scenario| {
        let Scenario { address, title, question, .. } = scenario;
        let texts = [address, &title.zh_cn, &title.en, &question.zh_cn, &question.en];
        let all = texts.map(|text| text.to_ascii_lowercase()).join("\n");
        words.iter().all(|word| occurs(word.as_bytes(), all.as_bytes()))
    })
}

/// The standard library's search for one text in another is fast in long texts, and large; this
/// would be the page's only use of it.
fn occurs(word: &[u8], text: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_found_in_both_languages() {
        let found = |words| search(words).map(|s| &*s.address).collect::<Vec<_>>();
        assert!(found("两次").contains(&"two-way-synack-lost"));
        assert!(found("TIME-WAIT 2msl").contains(&"time-wait-2msl-protects"));
        assert_eq!(found("nothing of the kind"), [""; 0]);
    }
}
