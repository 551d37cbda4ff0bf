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

/// `RFC 9293 3.10.7.2, third`, which is `RFC 9293 3.10.7.2，第三步` in Chinese.
pub(crate) fn place(clause: &Clause, lang: Lang) -> String {
    let step = STEPS.iter().find(|(english, _)| *english == clause.detail);
    match (lang, step) {
        (Lang::ZhCn, Some((_, number))) => {
            format!("{}，第{number}步", Clause { detail: "", ..*clause })
        }
        (Lang::ZhCn, None) | (Lang::En, _) => clause.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tcp_model::clause;

    #[test]
    fn a_step_is_counted_in_the_language_of_the_sentence() {
        let said = |clause: &Clause| Lang::ALL.map(|lang| place(clause, lang));
        let third = ["RFC 9293 3.10.7.2，第三步", "RFC 9293 3.10.7.2, third"];
        assert_eq!(said(clause::LISTEN_SYN.clause), third);
        assert_eq!(said(clause::TIME_WAIT_2MSL.clause), ["RFC 9293 3.6.1, MUST-13"; 2]);
    }
}
