//! The JSON Schema of the types that people write as text.

use crate::options::FastOpenCookie;
use crate::segment::SegmentFlags;
use crate::time::Duration;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

macro_rules! text {
    ($type:ident, $pattern:expr, $description:literal) => {
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "type": "string",
                    "pattern": $pattern,
                    "description": $description,
                })
            }
        }
    };
}

text!(Duration, r"^\d+(\.\d+)? ?(us|ms|s|min|h)$", "A length of time: `250us`, `40ms`, `1.5s`.");
text!(
    SegmentFlags,
    "^(SYN|FIN|RST|PSH|ACK|URG|ECE|CWR)( *, *(SYN|FIN|RST|PSH|ACK|URG|ECE|CWR))*$",
    "Control bits by name: `SYN`, `SYN,ACK`, `FIN,ACK`."
);
text!(
    FastOpenCookie,
    "^([0-9a-fA-F]{4}){2,8}$",
    "A fast open cookie: 4 to 16 octets in hexadecimal."
);
