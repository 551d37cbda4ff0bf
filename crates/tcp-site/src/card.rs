//! The picture of a page that previews show: its question, what comes of it, and the beginning of
//! the run. It is drawn here, with fonts of ours, so that it is the same on every machine.

mod paint;
mod sheet;

use crate::File;
use maud::{Markup, html};
use tcp_model::trace::Run;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_studio::compare::{Outcome, Verdict};

/// What previews ask for, in pixels.
pub(crate) const WIDTH: u32 = 1200;
/// The same.
pub(crate) const HEIGHT: u32 = 630;

/// What is on a picture.
pub(crate) struct Card<'a> {
    pub(crate) lang: Lang,
    /// In big type.
    pub(crate) headline: &'a str,
    /// Below it.
    pub(crate) words: &'a str,
    /// How the run came out, and in words.
    pub(crate) verdict: Option<(Outcome, String)>,
    /// The run, whose beginning is shown.
    pub(crate) shown: (&'a Scenario, &'a Run),
}

impl<'a> Card<'a> {
    /// The picture of a question.
    pub(crate) fn of(scenario: &'a Scenario, run: &'a Run, lang: Lang) -> Card<'a> {
        let verdict = Verdict::new(scenario, run);
        Card {
            lang,
            headline: scenario.question.get(lang),
            words: scenario.title.get(lang),
            verdict: Some((verdict.outcome, verdict.say(lang).headline)),
            shown: (scenario, run),
        }
    }

    /// It as a PNG, for the page in `folder`.
    pub(crate) fn file(&self, folder: &str) -> File {
        File::new(path(folder), paint::png(&sheet::sheet(self)))
    }
}

/// Where the picture of the page in a folder is.
pub(crate) fn path(folder: &str) -> String {
    format!("{folder}card.png")
}

/// What previews are told of the picture at an address.
pub(crate) fn meta(address: &str, alt: &str) -> Markup {
    html! {
        meta property="og:image" content=(address);
        meta property="og:image:type" content="image/png";
        meta property="og:image:width" content=(WIDTH);
        meta property="og:image:height" content=(HEIGHT);
        meta property="og:image:alt" content=(alt);
        meta name="twitter:card" content="summary_large_image";
    }
}
