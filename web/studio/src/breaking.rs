//! Breaking the run: what can be done to segments and ends now, and what was done.

use crate::desk::Context;
use crate::effect::Effect;
use nodes::node::Tag;

/// What it keeps in mind.
#[derive(Debug, Default)]
pub struct Breaking {}

impl Breaking {
    /// What a reader has pressed in it.
    pub fn act(&mut self, _: Context<'_>, _: &str, _: &str) -> Vec<Effect> {
        Vec::new()
    }

    /// How it looks.
    pub fn view(&self, _: Context<'_>) -> Vec<Tag> {
        Vec::new()
    }
}
