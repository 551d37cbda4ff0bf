//! Code in the documentation, by what is said of it where it begins, so that what is shown can be run.

/// A piece of code between fences.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// Its language, and what else is said of it, with spaces between.
    pub info: String,
    /// It, without the fences, and without a line's end at its end.
    pub code: String,
}

impl Block {
    /// Whether this is said of it.
    pub fn is(&self, word: &str) -> bool {
        self.info.split(' ').any(|said| said == word)
    }
}

/// All the code between fences in a text of Markdown, in order. A fence may be of more backticks than
/// three, and ends with as many.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let info = line.trim_start_matches('`');
        let fence = &line[..line.len() - info.len()];
        if fence.len() >= 3 {
            let code: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
            found.push(Block { info: info.to_owned(), code: code.join("\n") });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_found_with_what_is_said_of_it() {
        let found = blocks("a\n```html runs\n<b>\n\n</b>\n```\nb\n````md\n```\nc\n```\n````\n");
        assert_eq!(found.len(), 2);
        assert!(found[0].is("runs") && found[0].is("html") && !found[1].is("runs"));
        assert_eq!((&*found[0].code, &*found[1].code), ("<b>\n\n</b>", "```\nc\n```"));
    }
}
