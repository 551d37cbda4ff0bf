//! What a socket call returned, and whether that is what the script says.

use super::{Step, Stop};
use crate::script::{Expression, SocketCall};

/// What a socket call returned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Returned {
    /// A number that is no error.
    Value(i64),
    /// -1 and an errno.
    Error(&'static str),
    /// It has not returned: it blocks.
    Blocks,
    /// Something that this host cannot know: why.
    Unchecked(String),
}

impl Returned {
    pub(super) fn blocks(&self) -> bool {
        *self == Returned::Blocks
    }

    pub(super) fn unchecked(&self) -> Option<String> {
        match self {
            Returned::Unchecked(what) => Some(what.clone()),
            _ => None,
        }
    }
}

/// Compares what a call returned with what it must return.
pub(super) fn compare(call: &SocketCall, returned: &Returned) -> Step {
    let same = match (returned, &call.result) {
        (Returned::Unchecked(_), _) | (_, Expression::Ellipsis) => true,
        (Returned::Value(value), Expression::Integer(expected)) => value == expected,
        (Returned::Error(error), Expression::Integer(-1)) => {
            call.errno.as_deref().is_none_or(|expected| same_error(expected, error))
        }
        _ => false,
    };
    if same {
        return Ok(());
    }
    let got = match returned {
        Returned::Value(value) => format!("it returned {value}"),
        Returned::Error(error) => format!("it returned -1 {error}"),
        Returned::Blocks => "it blocks".to_owned(),
        Returned::Unchecked(what) => what.clone(),
    };
    Err(Stop::Fail { expected: call.to_string(), got })
}

fn same_error(expected: &str, got: &str) -> bool {
    let other_name = if expected == "EWOULDBLOCK" { "EAGAIN" } else { expected };
    other_name == got
}
