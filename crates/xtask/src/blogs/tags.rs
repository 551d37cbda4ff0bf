//! Tags in HTML, as far as it takes to see whether a tool has left an element as it was.

/// The beginning of an element.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Tag {
    /// Its name.
    pub(super) name: String,
    /// Its attributes, with what their values stand for; styles in one way of writing.
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// Whether it has the same name, and all that the other has.
    pub(super) fn keeps(&self, other: &Tag) -> bool {
        self.name == other.name
            && other.attributes.iter().all(|pair| self.attributes.contains(pair))
    }
}

/// All tags that begin an element, in order; what is in a script is none.
pub(super) fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
        } else if after.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (tag, after) = tag(after);
            rest = after;
            if tag.name == "script" {
                rest = after.split_once("</script").map_or("", |(_, rest)| rest);
            }
            found.push(tag);
        }
    }
    found
}

/// The tag whose name begins here, and what follows it.
fn tag(text: &str) -> (Tag, &str) {
    let end = text.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(rest) = rest.strip_prefix('>') {
            return (Tag { name: name.to_ascii_lowercase(), attributes }, rest);
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/');
        let (name, after) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
        if name.is_empty() && after.is_empty() {
            return (Tag { name: String::new(), attributes }, "");
        }
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => value(after),
            None => ("", after),
        };
        let (name, value) = (name.to_ascii_lowercase(), meant(value));
        let value = if name == "style" { style(&value) } else { value };
        attributes.push((name, value));
        rest = after;
    }
}

/// A value, with quotes around it or without, and what follows it.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    text.split_at(text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len()))
}

/// What a value in HTML stands for.
fn meant(value: &str) -> String {
    let mut pieces = value.split('&');
    let mut meant = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let reference =
            piece.split_once(';').and_then(|(name, rest)| Some((character(name)?, rest)));
        match reference {
            Some((c, rest)) => {
                meant.push(c);
                meant += rest;
            }
            None => {
                meant.push('&');
                meant += piece;
            }
        }
    }
    meant
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(number.ok()?)
        }
    }
}

/// Declarations in order of the alphabet, without spaces.
fn style(value: &str) -> String {
    let mut declarations: Vec<String> = value
        .split(';')
        .map(|declaration| declaration.split_whitespace().collect())
        .filter(|declaration: &String| !declaration.is_empty())
        .collect();
    declarations.sort();
    declarations.join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_in_other_words_is_kept() {
        let written = tags(
            "<iframe src=\"a?b&amp;c\" title=\"&quot;&#39;&#123;\" style=\"width:100%;border:0\">",
        );
        let built = tags(
            "<p><!-- <iframe> --><IFRAME data-x title='\"&#x27;{' style='border: 0; width: 100%;' src=a?b&amp;c></p>",
        );
        assert_eq!((written.len(), built.len()), (1, 2));
        assert!(built[1].keeps(&written[0]) && !written[0].keeps(&built[1]));
    }

    #[test]
    fn what_is_lost_is_seen() {
        let [written] = &tags("<img alt=\"a &lt;b&gt;\" src=x />")[..] else { panic!("one tag") };
        for built in [
            "<img src=x>",
            "<img alt=\"a\" src=x>",
            "<im alt=\"a &lt;b&gt;\" src=x>",
            "<script><img alt=\"a &lt;b&gt;\" src=x></script>",
        ] {
            assert!(!tags(built).iter().any(|tag| tag.keeps(written)), "{built}");
        }
    }
}
