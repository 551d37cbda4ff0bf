//! Where in a JSON text a field stands.

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The line and the column, both from 1, right after the name of the field with a path such as
/// `run.faults[0].segment.nth`; `None` if there is no such field.
pub(super) fn of(path: &str, json: &str) -> Option<(usize, usize)> {
    let steps: Vec<&str> = path.split(['.', '[', ']']).filter(|step| !step.is_empty()).collect();
    let mut json = serde_json::Deserializer::from_str(json);
    // The field itself is refused, and where it is refused is where it stands.
    let refused = Seek(&steps).deserialize(&mut json).err()?;
    refused.to_string().starts_with(FOUND).then(|| (refused.line(), refused.column()))
}

/// The line and the column, both from 1, of the last character of a text.
pub(super) fn end(text: &[u8]) -> (usize, usize) {
    text.iter().fold((1, 0), |(line, column), octet| match octet {
        b'\n' => (line + 1, 0),
        // Not the first octet of its character.
        0x80..0xc0 => (line, column),
        _ => (line, column + 1),
    })
}

/// What had been read of a JSON text up to this line and this column, which counts octets.
pub(super) fn read(line: usize, column: usize, json: &str) -> &[u8] {
    let mut current = 1;
    let start = json.bytes().position(|octet| {
        let found = current == line;
        current += usize::from(octet == b'\n');
        found
    });
    json.as_bytes().get(..start.unwrap_or(json.len()) + column).unwrap_or(json.as_bytes())
}

/// The same up to the end of the last value, without the one sign behind it: a comma, or the end of
/// the object or list that the value is in. It may be in another line.
pub(super) fn value_before(read: &[u8]) -> &[u8] {
    match read.trim_ascii_end() {
        [value @ .., b',' | b'}' | b']'] => value.trim_ascii_end(),
        value => value,
    }
}

/// What the field is refused with.
const FOUND: &str = "found";

/// Goes along a path, and refuses the field at its end.
struct Seek<'a>(&'a [&'a str]);

impl<'de> DeserializeSeed<'de> for Seek<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seek<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match self.0.split_first() {
                Some((first, [])) if *first == key => return Err(A::Error::custom(FOUND)),
                Some((first, rest)) if *first == key => map.next_value_seed(Seek(rest))?,
                Some(_) | None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let step = self.0.split_first();
        let wanted = step.and_then(|(first, rest)| Some((first.parse::<usize>().ok()?, rest)));
        for index in 0_usize.. {
            let item = match &wanted {
                Some((wanted, rest)) if index == *wanted => list.next_element_seed(Seek(rest))?,
                Some(_) | None => list.next_element::<IgnoredAny>()?.map(drop),
            };
            if item.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    const TEXT: &str = "{\n  \"a\": [1, {\"b\": \"x\"}],\n  \"c\": {\"d\": null}\n}";

    #[test]
    fn a_field_is_found_in_its_line() {
        for (path, line) in [("a", 2), ("a[1].b", 2), ("c", 3), ("c.d", 3)] {
            assert_eq!(of(path, TEXT).map(|(line, _)| line), Some(line), "{path}");
        }
        assert_eq!(of("a[1].b", TEXT), Some((2, 15)));
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        for path in ["b", "a[2]", "a.b", "a[0].b", "a[1].b.c", "c.d.e", ""] {
            assert_eq!(of(path, TEXT), None, "{path}");
        }
        assert_eq!(of("a", "{"), None);
    }
}
