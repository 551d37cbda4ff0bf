//! What came of a quiz.

use tcp_scenarios::prose::Lang;

/// How many answers were right.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct Score {
    /// Questions answered right.
    pub right: usize,
    /// Questions answered.
    pub answered: usize,
    /// Questions in all.
    pub of: usize,
}

impl Score {
    /// In a sentence.
    pub fn say(self, lang: Lang) -> String {
        let Score { right, answered, of } = self;
        match (lang, of - answered) {
            (Lang::ZhCn, 0) => format!("{of} 题答对 {right} 题。"),
            (Lang::ZhCn, skipped) => format!("{of} 题答对 {right} 题，{skipped} 题没有答。"),
            (Lang::En, 0) => format!("{right} of {of} right."),
            (Lang::En, skipped) => format!("{right} of {of} right, {skipped} not answered."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_passed_over_is_said() {
        let all = Score { right: 3, answered: 4, of: 4 };
        assert_eq!(all.say(Lang::En), "3 of 4 right.");
        let some = Score { right: 1, answered: 2, of: 4 };
        assert_eq!(some.say(Lang::En), "1 of 4 right, 2 not answered.");
        assert!(some.say(Lang::ZhCn).contains("没有答"));
    }
}
