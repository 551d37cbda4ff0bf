//! Finding a question by words.

use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_scenarios::prose::Lang;

/// The questions that match what the reader has typed, in the catalogue's order: every word must
/// occur in the title, the question, the title of an alternative or the address, in either
/// language. Joined or apart is the same: TIME_WAIT finds TIME-WAIT, keep alive finds keepalive.
pub fn search(words: &str) -> impl Iterator<Item = &'static Entry> {
    let words: Vec<String> = words.split_whitespace().map(joined).collect();
    Catalogue::get().entries().iter().filter(move |entry| {
        let mut all = joined(entry.id());
        for lang in Lang::ALL {
            let variations = entry.variations(lang).into_iter().map(|(_, title)| title);
            for text in [entry.title(lang), entry.question(lang)].into_iter().chain(variations) {
                all.push('\n');
                all.push_str(&joined(text));
            }
        }
        words.iter().all(|word| occurs(word.as_bytes(), all.as_bytes()))
    })
}

/// A text in lower case, without what may stand between two parts of a word.
fn joined(text: &str) -> String {
    let kept = text.chars().filter(|c| !matches!(c, ' ' | '-' | '_'));
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

/// The standard library's search for one text in another is fast in long texts, and large; this
/// would be the page's only use of it.
fn occurs(word: &[u8], text: &[u8]) -> bool {
    word.is_empty() || text.windows(word.len()).any(|window| window == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_found_in_both_languages() {
        let found = |words| search(words).map(Entry::id).collect::<Vec<_>>();
        assert!(found("两次").contains(&"two-way-synack-lost"));
        assert!(found("TIME-WAIT 2msl").contains(&"time-wait-2msl-protects"));
        assert!(found("synack-lost").contains(&"two-way-synack-lost"));
        assert_eq!(found("nothing of the kind"), [""; 0]);
    }

    #[test]
    fn words_are_found_joined_or_apart() {
        let found = |words| search(words).map(Entry::id).collect::<Vec<_>>();
        assert_eq!(found("TIME_WAIT"), found("time-wait"));
        assert_eq!(found("close_wait 大量"), ["close-wait-leak"]);
        assert!(found("syn攻击").contains(&"syn-flood"));
        assert!(found("keep alive").contains(&"keepalive-dead-peer"));
        assert_eq!(found("_").len(), found("").len());
    }
}
