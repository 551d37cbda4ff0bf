//! A run as a table: the textual twin of the picture.

use crate::caption::Caption;
use tcp_model::trace::Run;
use tcp_scenarios::prose::Lang;

/// One row of the table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// What happened.
    pub note: String,
}

/// One row for every beat of `run`, by index.
pub fn transcript(run: &Run, captions: &[Caption], lang: Lang) -> Vec<Row> {
    let _ = (run, lang);
    captions.iter().map(|caption| Row { note: caption.headline.clone() }).collect()
}
