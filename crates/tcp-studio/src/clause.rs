//! Where a rule stands, within a sentence.

use tcp_model::clause::Clause;
use tcp_scenarios::prose::Lang;

/// The steps of a section, as the RFC counts them.
const STEPS: [(&str, char); 8] = [
    ("first", '一'),
    ("second", '二'),
    ("third", '三'),
    ("fourth", '四'),
    ("fifth", '五'),
    ("sixth", '六'),
    ("seventh", '七'),
    ("eighth", '八'),
];

/// `RFC 9293 §3.10.7.2, third`, which is `RFC 9293 §3.10.7.2，第三步` in Chinese.
pub(crate) fn place(clause: &Clause, lang: Lang) -> String {
    let step = STEPS.iter().find(|(english, _)| *english == clause.detail);
    match (lang, step) {
        (Lang::ZhCn, Some((_, number))) => {
            let section = cited(&Clause { detail: "", ..*clause }.to_string());
            format!("{section}，第{number}步")
        }
        (Lang::ZhCn, None) | (Lang::En, _) => cited(&clause.to_string()),
    }
}

/// `two-way breaks RFC 9293 3.10.7.2, third` as `two-way breaks RFC 9293 §3.10.7.2, third`.
pub fn cited(words: &str) -> String {
    let mut cited = String::new();
    for (count, piece) in words.split("RFC ").enumerate() {
        let place = piece.split_once(' ').filter(|_| count > 0);
        match place.filter(|(_, place)| place.starts_with(|c: char| c.is_ascii_digit())) {
            Some((rfc, place)) => cited += &["RFC ", rfc, " §", place].concat(),
            None if count > 0 => cited += &["RFC ", piece].concat(),
            None => cited += piece,
        }
    }
    cited
}

#[cfg(test)]
mod tests {
    use super::*;
    use tcp_model::clause;

    #[test]
    fn a_step_is_counted_in_the_language_of_the_sentence() {
        let said = |clause: &Clause| Lang::ALL.map(|lang| place(clause, lang));
        let third = ["RFC 9293 §3.10.7.2，第三步", "RFC 9293 §3.10.7.2, third"];
        assert_eq!(said(clause::LISTEN_SYN.clause), third);
        assert_eq!(said(clause::TIME_WAIT_2MSL.clause), ["RFC 9293 §3.6.1, MUST-13"; 2]);
    }

    #[test]
    fn sections_are_told_from_numbers_of_an_rfc() {
        let both = "two-way breaks RFC 9293 3.5, which RFC 793 3.4 says as well";
        let told = "two-way breaks RFC 9293 §3.5, which RFC 793 §3.4 says as well";
        assert_eq!(cited(both), told);
        for same in ["", "RFC 1122", "Linux tcp_fin_timeout", "RFC 9293 Figure 5", "RFC 9293 §3.5"]
        {
            assert_eq!(cited(same), same);
        }
    }
}
