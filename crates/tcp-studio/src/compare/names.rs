//! What the two runs are called where one is told from the other: as the headings above them, of
//! which not both need be in sight.

use super::{Comparison, Side};
use tcp_scenarios::prose::Lang;

/// What one of two runs is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Name {
    by: By,
    side: Side,
    lang: Lang,
}

/// By what it is told from the other.
#[derive(Clone, PartialEq, Eq, Debug)]
enum By {
    /// The beginning of its title.
    Title(String),
    /// Whether it is what a reader has changed, or what was changed.
    Change,
    /// Where it is drawn: both have the same title.
    Place,
}

impl Comparison<'_> {
    /// What stands above each: its title, or which of both a reader has changed.
    pub fn titles(&self, lang: Lang) -> [String; 2] {
        match (self.is_change, lang) {
            (false, _) => self.scenarios.map(|scenario| scenario.title.get(lang).to_owned()),
            (true, Lang::ZhCn) => ["改动后", "改动前"].map(str::to_owned),
            (true, Lang::En) => ["Your change", "As it was"].map(str::to_owned),
        }
    }

    /// The names of both: their titles up to the colon where that tells them apart.
    pub(super) fn names(&self, lang: Lang) -> [Name; 2] {
        let titles = self.scenarios.map(|scenario| scenario.title.get(lang));
        let short = titles.map(before_colon);
        let told = [short, titles].into_iter().find(|[left, right]| left != right);
        Side::BOTH.map(|side| {
            let by = match told {
                _ if self.is_change => By::Change,
                Some(names) => By::Title(names[side as usize].to_owned()),
                None => By::Place,
            };
            Name { by, side, lang }
        })
    }
}

impl Name {
    /// In Chinese the run: `“三次握手”`. In English where it is: `in "Three-way"`, `on the left`.
    pub(super) fn label(&self) -> String {
        let words = match (&self.by, self.lang, self.side) {
            (By::Title(title), Lang::ZhCn, _) => return format!("“{title}”"),
            (By::Title(title), Lang::En, _) => return format!("in \"{title}\""),
            (By::Change, Lang::ZhCn, Side::Left) => "改动后",
            (By::Change, Lang::ZhCn, Side::Right) => "改动前",
            (By::Change, Lang::En, Side::Left) => "with your change",
            (By::Change, Lang::En, Side::Right) => "without your change",
            (By::Place, Lang::ZhCn, Side::Left) => "左边",
            (By::Place, Lang::ZhCn, Side::Right) => "右边",
            (By::Place, Lang::En, Side::Left) => "on the left",
            (By::Place, Lang::En, Side::Right) => "on the right",
        };
        words.to_owned()
    }

    /// Where it is: `在“三次握手”中`, `in "Three-way"`.
    pub(super) fn place(&self) -> String {
        let label = self.label();
        match (&self.by, self.lang) {
            (By::Title(_), Lang::ZhCn) => format!("在{label}中"),
            (By::Change | By::Place, Lang::ZhCn) => format!("在{label}"),
            (_, Lang::En) => label,
        }
    }
}

fn before_colon(title: &str) -> &str {
    let colon = title.find('：').or_else(|| title.find(": "));
    &title[..colon.unwrap_or(title.len())]
}
