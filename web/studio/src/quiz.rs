//! Questions about the run before it goes on, and an interview over several.

use crate::desk::Context;
use crate::effect::Effect;
use nodes::node::Tag;

/// What it keeps in mind.
#[derive(Debug, Default)]
pub struct Quizzing {}

impl Quizzing {
    /// What a reader has pressed in it.
    pub fn act(&mut self, _: Context<'_>, _: &str, _: &str) -> Vec<Effect> {
        Vec::new()
    }

    /// How it looks.
    pub fn view(&self, _: Context<'_>) -> Vec<Tag> {
        Vec::new()
    }
}
