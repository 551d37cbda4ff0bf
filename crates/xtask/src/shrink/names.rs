//! Short names for what the program imports and exports: wasm-bindgen's have hashes in them, which
//! do not compress and stand in the program and in the script beside it.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Renames the imports and exports of a program, and the same in the script beside it.
pub(super) fn shorten(wasm: &Path, glue: &Path) -> Result<()> {
    let program = fs::read(wasm)?;
    let script = fs::read_to_string(glue)?;
    let (program, script) =
        renamed(&program, &script).with_context(|| format!("{wasm:?} cannot be read"))?;
    fs::write(wasm, program)?;
    Ok(fs::write(glue, script)?)
}

/// The program and the script with other names; `None` for what is no program.
fn renamed(program: &[u8], script: &str) -> Option<(Vec<u8>, String)> {
    let (header, mut rest) = program.split_at_checked(8)?;
    let (mut program, mut script) = (header.to_vec(), script.to_owned());
    while let Some((id, after)) = rest.split_first() {
        let mut section = Reader(after);
        let body = section.name()?;
        rest = section.0;
        program.push(*id);
        match *id {
            IMPORTS => put_name(&imports(body, &mut script)?, &mut program),
            EXPORTS => put_name(&exports(body, &mut script)?, &mut program),
            _ => put_name(body, &mut program),
        }
    }
    Some((program, script))
}

/// The numbers of the sections.
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// The section of imports with short names for those that the script names as well.
fn imports(section: &[u8], script: &mut String) -> Option<Vec<u8>> {
    let mut reader = Reader(section);
    let count = reader.number()?;
    let mut renamed = Vec::new();
    put_number(count, &mut renamed);
    for number in 0..count {
        put_name(reader.name()?, &mut renamed);
        let name = std::str::from_utf8(reader.name()?).ok()?;
        let (key, short) = (format!(" {name}: "), format!("i{number:x}"));
        if script.matches(&key).count() == 1 {
            *script = script.replace(&key, &format!(" {short}: "));
            put_name(short.as_bytes(), &mut renamed);
        } else {
            put_name(name.as_bytes(), &mut renamed);
        }
        renamed.extend(reader.description()?);
    }
    Some(renamed)
}

/// The section of exports with short names for those that the script takes from the program.
fn exports(section: &[u8], script: &mut String) -> Option<Vec<u8>> {
    let mut reader = Reader(section);
    let count = reader.number()?;
    let mut renamed = Vec::new();
    put_number(count, &mut renamed);
    for number in 0..count {
        let name = std::str::from_utf8(reader.name()?).ok()?;
        let short = format!("e{number:x}");
        match with_export(script, name, &short) {
            Some(changed) => {
                *script = changed;
                put_name(short.as_bytes(), &mut renamed);
            }
            None => put_name(name.as_bytes(), &mut renamed),
        }
        renamed.push(reader.octet()?);
        put_number(reader.number()?, &mut renamed);
    }
    Some(renamed)
}

/// The script with another name for an export, if it knows the export only as the program's.
fn with_export(script: &str, name: &str, short: &str) -> Option<String> {
    let key = format!("wasm.{name}");
    let mut parts = script.split(&key);
    let mut changed = parts.next()?.to_owned();
    let mut uses = 0;
    for part in parts {
        let is_longer = part.starts_with(|c: char| c.is_ascii_alphanumeric() || "_$".contains(c));
        uses += usize::from(!is_longer);
        changed.extend(["wasm.", if is_longer { name } else { short }, part]);
    }
    (uses > 0).then_some(changed)
}

/// What is left of a section.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn octet(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// An unsigned LEB128.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let octet = self.octet()?;
            number |= usize::from(octet & 0x7f) << shift;
            if octet & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// Octets with their length before them.
    fn name(&mut self) -> Option<&'a [u8]> {
        let len = self.number()?;
        let (name, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(name)
    }

    /// What is imported: a function, a table, a memory or a global.
    fn description(&mut self) -> Option<&'a [u8]> {
        let start = self.0;
        match self.octet()? {
            0 => drop(self.number()?),
            1 => {
                self.octet()?;
                self.limits()?;
            }
            2 => self.limits()?,
            3 => drop((self.octet()?, self.octet()?)),
            _ => return None,
        }
        Some(&start[..start.len() - self.0.len()])
    }

    fn limits(&mut self) -> Option<()> {
        let has_most = self.number()? & 1 == 1;
        self.number()?;
        if has_most {
            self.number()?;
        }
        Some(())
    }
}

fn put_number(mut number: usize, to: &mut Vec<u8>) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

fn put_name(name: &[u8], to: &mut Vec<u8>) {
    put_number(name.len(), to);
    to.extend_from_slice(name);
}

#[cfg(test)]
mod tests {
    use super::renamed;

    #[test]
    fn an_import_has_the_same_short_name_on_both_sides() {
        // One type, one imported function of it, one empty custom section.
        let program =
            b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x0c\x01\x01m\x06f_hash\0\0\0\x02\x01c";
        let script = "const imports = {\n    f_hash: function() {},\n};\nf_hash_more: 1";
        let (program, script) = renamed(program, script).expect("a program");
        assert_eq!(
            program,
            b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x08\x01\x01m\x02i0\0\0\0\x02\x01c"
        );
        assert_eq!(script, "const imports = {\n    i0: function() {},\n};\nf_hash_more: 1");
        assert!(renamed(b"\0asm\x01\0\0\0\x02\x7f", "").is_none());
    }

    #[test]
    fn an_export_has_the_same_short_name_on_both_sides() {
        // Two exported functions, of which the script takes one.
        let program = b"\0asm\x01\0\0\0\x07\x11\x02\x06f_hash\0\0\x04main\0\x01";
        let script = "wasm.f_hash(1); wasm.f_hash_more(2); wasm.f_hash;";
        let (program, script) = renamed(program, script).expect("a program");
        assert_eq!(program, b"\0asm\x01\0\0\0\x07\x0d\x02\x02e0\0\0\x04main\0\x01");
        assert_eq!(script, "wasm.e0(1); wasm.f_hash_more(2); wasm.e0;");
        assert!(renamed(b"\0asm\x01\0\0\0\x07\x7f", "").is_none());
    }
}
