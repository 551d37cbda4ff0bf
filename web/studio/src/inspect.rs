//! A look into the selected segment and the ends that it travels between.

use crate::desk::Context;
use crate::effect::Effect;
use nodes::node::{Tag, tag};

/// What is looked at.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Inspect {}

impl Inspect {
    /// What a reader has pressed in it.
    pub fn act(&mut self, _: Context<'_>, _: &str, _: &str) -> Vec<Effect> {
        Vec::new()
    }

    /// How it looks.
    pub fn view(&self, context: Context<'_>) -> Vec<Tag> {
        let id = context.now.selected.unwrap_or(1);
        let segment = &context.subject.run.flight(id).segment;
        vec![tag("p", "mono").text(segment.flags.to_string())]
    }
}
