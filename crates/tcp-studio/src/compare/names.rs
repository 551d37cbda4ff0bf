//! What the two runs are called where one is told from the other: as the headings above them, of
//! which not both need be in sight.

use super::{Comparison, Side};
use tcp_scenarios::prose::Lang;

/// What one of two runs is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Name {
    /// The beginning of its title; none where both have the same.
    title: Option<String>,
    side: Side,
    lang: Lang,
}

impl Comparison<'_> {
    /// The names of both: their titles up to the colon where that tells them apart.
    pub(super) fn names(&self, lang: Lang) -> [Name; 2] {
        let titles = self.scenarios.map(|scenario| scenario.title.get(lang));
        let short = titles.map(before_colon);
        let told = [short, titles].into_iter().find(|[left, right]| left != right);
        Side::BOTH.map(|side| {
            let title = told.map(|names| names[side as usize].to_owned());
            Name { title, side, lang }
        })
    }
}

impl Name {
    /// In Chinese the run: `“三次握手”`. In English where it is: `in "Three-way"`, `on the left`.
    pub(super) fn label(&self) -> String {
        match (&self.title, self.lang, self.side) {
            (Some(title), Lang::ZhCn, _) => format!("“{title}”"),
            (Some(title), Lang::En, _) => format!("in \"{title}\""),
            (None, Lang::ZhCn, Side::Left) => "左边".to_owned(),
            (None, Lang::ZhCn, Side::Right) => "右边".to_owned(),
            (None, Lang::En, Side::Left) => "on the left".to_owned(),
            (None, Lang::En, Side::Right) => "on the right".to_owned(),
        }
    }

    /// Where it is: `在“三次握手”中`, `in "Three-way"`.
    pub(super) fn place(&self) -> String {
        let label = self.label();
        match (&self.title, self.lang) {
            (Some(_), Lang::ZhCn) => format!("在{label}中"),
            (None, Lang::ZhCn) => format!("在{label}"),
            (_, Lang::En) => label,
        }
    }
}

fn before_colon(title: &str) -> &str {
    let colon = title.find('：').or_else(|| title.find(": "));
    &title[..colon.unwrap_or(title.len())]
}
