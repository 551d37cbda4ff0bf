//! The sheet on top of the page: sharing, exporting, and what the keys do.

use crate::desk::Context;
use crate::effect::Effect;
use nodes::node::Tag;

/// What it keeps in mind.
#[derive(Debug, Default)]
pub struct Sheet {}

impl Sheet {
    /// What a reader has pressed in it.
    pub fn act(&mut self, _: Context<'_>, _: &str, _: &str) -> Vec<Effect> {
        Vec::new()
    }

    /// How it looks.
    pub fn view(&self, _: Context<'_>) -> Vec<Tag> {
        Vec::new()
    }
}
