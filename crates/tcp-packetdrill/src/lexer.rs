//! Tokens of a script, each with its place. Shell commands and blocks of code are one token.

use crate::parse::ParseError;
use std::fmt;

/// A token and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) line: u32,
    pub(crate) column: u32,
    /// Whether it is the first of its line.
    pub(crate) leads: bool,
}

/// What a token is.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Kind {
    /// Digits, with a sign where there is one.
    Integer(String),
    /// Hexadecimal digits behind `0x`.
    Hex(String),
    /// Digits with a point.
    Decimal(String),
    /// Letters, digits and underscores.
    Word(String),
    /// A text in quotes.
    Text(String),
    /// A shell command.
    Shell(String),
    /// A block of code.
    Code(String),
    /// `...`.
    Ellipsis,
    /// `--name=value`.
    Option(String, Option<String>),
    /// Any other character.
    Symbol(char),
    /// The end of the script.
    End,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kind::Integer(text) | Kind::Decimal(text) | Kind::Word(text) => write!(f, "{text}"),
            Kind::Hex(digits) => write!(f, "0x{digits}"),
            Kind::Text(text) => write!(f, "\"{text}\""),
            Kind::Shell(_) => f.write_str("a shell command"),
            Kind::Code(_) => f.write_str("a block of code"),
            Kind::Ellipsis => f.write_str("..."),
            Kind::Option(name, _) => write!(f, "--{name}"),
            Kind::Symbol(symbol) => write!(f, "{symbol}"),
            Kind::End => f.write_str("the end of the script"),
        }
    }
}

/// The comments that the runner reads begin like this.
const OWN_OPTION: &str = "--tcp_lanes_";

/// Splits a script into tokens, the last of which is the end.
pub(crate) fn tokens(text: &str) -> Result<Vec<Token>, ParseError> {
    let mut lexer = Lexer { rest: text, line: 1, column: 1, leads: true, tokens: Vec::new() };
    while lexer.token()? {}
    Ok(lexer.tokens)
}

struct Lexer<'a> {
    rest: &'a str,
    line: u32,
    column: u32,
    leads: bool,
    tokens: Vec<Token>,
}

impl<'a> Lexer<'a> {
    /// Reads a token, or what lies between two; `false` at the end.
    fn token(&mut self) -> Result<bool, ParseError> {
        let Some(first) = self.rest.chars().next() else {
            self.push(Kind::End, "");
            return Ok(false);
        };
        let rest = self.rest;
        match first {
            c if c.is_whitespace() => self.advance(first.len_utf8()),
            '#' => self.comment(),
            '/' if rest.starts_with("//") => self.comment(),
            '/' if rest.starts_with("/*") => {
                self.enclosed("/*", "*/")?;
            }
            '`' => self.quoted('`', Kind::Shell)?,
            '"' => self.quoted('"', Kind::Text)?,
            '%' if rest.starts_with("%{") => {
                let (line, column, leads) = (self.line, self.column, self.leads);
                let code = self.enclosed("%{", "}%")?.trim().to_owned();
                self.tokens.push(Token { kind: Kind::Code(code), line, column, leads });
            }
            '.' if rest.starts_with("...") => self.push(Kind::Ellipsis, "..."),
            '-' if rest.starts_with("--") && has_letter(&rest[2..]) => self.option(),
            c if c.is_ascii_alphanumeric() || c == '_' || c == '.' || c == '-' => self.word(),
            c => self.push(Kind::Symbol(c), &rest[..c.len_utf8()]),
        }
        Ok(true)
    }

    /// Appends a token whose text is next.
    fn push(&mut self, kind: Kind, text: &str) {
        let (line, column, leads) = (self.line, self.column, self.leads);
        self.tokens.push(Token { kind, line, column, leads });
        self.advance(text.len());
    }

    fn advance(&mut self, octets: usize) {
        let (passed, rest) = self.rest.split_at(octets);
        for c in passed.chars() {
            if c == '\n' {
                (self.line, self.column, self.leads) = (self.line.saturating_add(1), 1, true);
            } else {
                self.column = self.column.saturating_add(1);
                self.leads &= c.is_whitespace();
            }
        }
        self.rest = rest;
    }

    /// A comment up to the end of its line; one that is an option of ours counts.
    fn comment(&mut self) {
        let text = self.rest.lines().next().unwrap_or_default();
        let said = text.trim_start_matches(['/', '#']).trim_start();
        if said.starts_with(OWN_OPTION) {
            self.advance(text.len() - said.len());
            self.option();
            self.comment_rest();
        } else {
            self.advance(text.len());
        }
    }

    fn comment_rest(&mut self) {
        let end = self.rest.find('\n').unwrap_or(self.rest.len());
        self.advance(end);
    }

    /// What stands between two marks, which may be on different lines.
    fn enclosed(&mut self, open: &str, close: &str) -> Result<&'a str, ParseError> {
        let inner = &self.rest[open.len()..];
        let Some(end) = inner.find(close) else {
            return Err(self.error(&format!("{close} to end what {open} begins here")));
        };
        self.advance(open.len() + end + close.len());
        Ok(&inner[..end])
    }

    /// What stands between two quotes; a backslash takes the next character along.
    fn quoted(&mut self, quote: char, kind: fn(String) -> Kind) -> Result<(), ParseError> {
        let mut escaped = false;
        let end = self.rest[1..].find(|c: char| {
            let ends = c == quote && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        let Some(end) = end else {
            return Err(self.error(&format!("{quote} to end what begins here")));
        };
        let text = &self.rest[..end + 2];
        self.push(kind(text[1..=end].to_owned()), text);
        Ok(())
    }

    /// `--name`, `--name=value`; a value may hold quotes, and ends at the first space outside.
    fn option(&mut self) {
        let rest = self.rest;
        let name_end = rest[2..].find(|c| !is_word(c)).map_or(rest.len(), |end| end + 2);
        let name = rest[2..name_end].to_owned();
        let Some(value) = rest[name_end..].strip_prefix('=') else {
            return self.push(Kind::Option(name, None), &rest[..name_end]);
        };
        let mut open = None;
        let end = value.find(|c: char| {
            match (open, c) {
                (None, '"' | '`') => open = Some(c),
                (Some(quote), c) if quote == c => open = None,
                _ => {}
            }
            open.is_none() && c.is_whitespace()
        });
        let value = &value[..end.unwrap_or(value.len())];
        let text = &rest[..name_end + 1 + value.len()];
        self.push(Kind::Option(name, Some(value.trim_matches('"').to_owned())), text);
    }

    /// A word or a number: `abc`, `12ab`, `12`, `-1`, `0x1f`, `1.5`, `.5`.
    fn word(&mut self) {
        let rest = self.rest;
        let signed = rest.starts_with('-') && rest[1..].starts_with(|c| is_digit(c) || c == '.');
        let start = usize::from(signed);
        let run = |from: usize, fits: fn(char) -> bool| {
            rest[from..].find(|c| !fits(c)).map_or(rest.len(), |end| from + end)
        };
        let end = run(start, is_word);
        let word = &rest[start..end];
        let is_number = word.chars().all(is_digit);
        if is_number && rest[end..].starts_with('.') {
            let fraction = run(end + 1, is_digit);
            if fraction > end + 1 {
                return self.push(Kind::Decimal(rest[..fraction].to_owned()), &rest[..fraction]);
            }
        }
        match word {
            "" => self.push(Kind::Symbol(char::from(rest.as_bytes()[0])), &rest[..1]),
            _ if is_number => self.push(Kind::Integer(rest[..end].to_owned()), &rest[..end]),
            _ if signed => self.push(Kind::Symbol('-'), "-"),
            _ => match word.strip_prefix("0x").filter(|d| is_hex(d)) {
                Some(digits) => self.push(Kind::Hex(digits.to_owned()), word),
                None => self.push(Kind::Word(word.to_owned()), word),
            },
        }
    }

    fn error(&self, expected: &str) -> ParseError {
        ParseError { line: self.line, column: self.column, expected: expected.to_owned() }
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

fn is_hex(digits: &str) -> bool {
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_hexdigit())
}

fn has_letter(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
}
