//! Reads scripts: the options and the events, here; their segments in `packet`, their socket
//! calls in `call`.

mod call;
mod packet;
#[cfg(test)]
mod tests;

use crate::lexer::{self, Kind, Token, tokens};
use crate::script::{Action, Event, EventTime, Script, ScriptOption};
use std::fmt;
use tcp_model::time::Duration;

/// Where a script cannot be read, and what was expected there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParseError {
    /// The line, the first being 1.
    pub line: u32,
    /// The column in characters, the first being 1.
    pub column: u32,
    /// What was expected there.
    pub expected: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: expected {}", self.line, self.column, self.expected)
    }
}

impl std::error::Error for ParseError {}

/// No script runs for longer than this many seconds: thirty days.
const LONGEST: u64 = 30 * 24 * 3_600;

/// Reads a script from the octets of a file.
///
/// # Errors
/// The first place at which it is not a script.
pub fn parse_octets(octets: &[u8]) -> Result<Script, ParseError> {
    let text = std::str::from_utf8(octets).map_err(|error| {
        let before = String::from_utf8_lossy(&octets[..error.valid_up_to()]);
        let last = before.rsplit('\n').next().unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let place = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let column = place(last.chars().count() + 1);
        ParseError { line: place(line), column, expected: "text in UTF-8".to_owned() }
    })?;
    parse(text)
}

/// Reads a script.
///
/// # Errors
/// The first place at which it is not a script.
pub fn parse(text: &str) -> Result<Script, ParseError> {
    let mut parser = Parser { tokens: defined(tokens(text)?)?, at: 0 };
    let mut script = Script::default();
    loop {
        let line = parser.next().line;
        match parser.next().kind.clone() {
            Kind::End if has_an_event(&script) => return Ok(script),
            Kind::End => return parser.error("an event such as 0 socket(...) = 3"),
            Kind::Option(name, value) => {
                parser.at += 1;
                script.options.push(ScriptOption { line, name, value });
            }
            _ => script.events.push(parser.event()?),
        }
    }
}

/// Whether there is more than commands and code: a script without an event would pass whatever
/// the host does.
fn has_an_event(script: &Script) -> bool {
    let counts = |event: &Event| !matches!(event.action, Action::Command(_));
    script.events.iter().any(counts)
}

/// Puts what `--define=NAME=value` defines in the place of every later NAME.
fn defined(mut tokens: Vec<Token>) -> Result<Vec<Token>, ParseError> {
    let mut definitions: Vec<(String, Kind)> = Vec::new();
    for token in &mut tokens {
        match &token.kind {
            Kind::Option(name, Some(value)) if name == "define" => {
                let Token { line, column, .. } = *token;
                let (name, value) = value.split_once('=').unwrap_or((value, ""));
                // Quotes that the whole option ends with are gone already.
                let value =
                    if value.starts_with('"') { format!("{value}\"") } else { value.into() };
                let kind = lexer::tokens(&value).ok().map(|found| found[0].kind.clone());
                let expected = "NAME=value".to_owned();
                let kind = kind.ok_or(ParseError { line, column, expected })?;
                definitions.push((name.to_owned(), kind));
            }
            Kind::Word(word) => {
                if let Some((_, kind)) = definitions.iter().rfind(|(name, _)| name == word) {
                    token.kind = kind.clone();
                }
            }
            _ => {}
        }
    }
    Ok(tokens)
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

impl Parser {
    /// The next token; the last is the end, which nobody passes.
    fn next(&self) -> &Token {
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    fn kind(&self) -> &Kind {
        &self.next().kind
    }

    /// The kind of the token after the next.
    fn kind_after(&self) -> &Kind {
        &self.tokens[(self.at + 1).min(self.tokens.len() - 1)].kind
    }

    fn error<T>(&self, expected: &str) -> Result<T, ParseError> {
        let Token { kind, line, column, .. } = self.next();
        let expected = format!("{expected}, found {}", shortened(&kind.to_string()));
        Err(ParseError { line: *line, column: *column, expected })
    }

    fn is(&self, symbol: char) -> bool {
        *self.kind() == Kind::Symbol(symbol)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.kind(), Kind::Word(found) if found == word)
    }

    /// Passes a symbol, if it is next.
    fn takes(&mut self, symbol: char) -> bool {
        let found = self.is(symbol);
        self.at += usize::from(found);
        found
    }

    /// Passes a word, if it is next.
    fn takes_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.at += usize::from(found);
        found
    }

    fn needs(&mut self, symbol: char) -> Result<(), ParseError> {
        if self.takes(symbol) { Ok(()) } else { self.error(&format!("'{symbol}'")) }
    }

    /// A number from `least` to `most`.
    fn number(&mut self, least: i64, most: i64, what: &str) -> Result<i64, ParseError> {
        let number = match self.kind() {
            Kind::Integer(digits) => digits.parse().ok(),
            Kind::Hex(digits) => i64::from_str_radix(digits, 16).ok(),
            _ => None,
        };
        match number.filter(|number| (least..=most).contains(number)) {
            Some(number) => {
                self.at += 1;
                Ok(number)
            }
            None => self.error(&format!("{what} from {least} to {most}")),
        }
    }

    fn event(&mut self) -> Result<Event, ParseError> {
        let line = self.next().line;
        let time = match self.kind() {
            // The commands before the first event and after the last have no time.
            Kind::Shell(_) | Kind::Code(_) => EventTime::Relative(Duration::ZERO),
            _ => self.event_time()?,
        };
        let checked = self.at;
        let action = self.action(line)?;
        let outbound = matches!(action, Action::Expect(_) | Action::Foreign(_));
        let exact = matches!(time, EventTime::Relative(_) | EventTime::Absolute(_));
        if !outbound && !exact {
            self.at = checked;
            return self.error("'>': only a segment that is sent can have '*' or a range of times");
        }
        Ok(Event { line, time, action })
    }

    fn event_time(&mut self) -> Result<EventTime, ParseError> {
        if self.takes('*') {
            return Ok(EventTime::Any);
        }
        let relative = self.takes('+');
        let time = self.time()?;
        if !self.takes('~') {
            let exact = if relative { EventTime::Relative } else { EventTime::Absolute };
            return Ok(exact(time));
        }
        let again = self.at;
        if relative {
            self.takes('+');
        }
        let end = self.time()?;
        if end < time {
            self.at = again;
            return self.error("a time that is not before the one in front of '~'");
        }
        let range = if relative { EventTime::RelativeRange } else { EventTime::AbsoluteRange };
        Ok(range(time, end))
    }

    /// Seconds, with up to six decimals that count.
    fn time(&mut self) -> Result<Duration, ParseError> {
        let found = match self.kind() {
            Kind::Integer(text) | Kind::Decimal(text) => microseconds(text),
            _ => None,
        };
        match found {
            Some(time) => {
                self.at += 1;
                Ok(time)
            }
            None => self.error("a time in seconds, such as 0, +0.1 or *"),
        }
    }

    fn action(&mut self, line: u32) -> Result<Action, ParseError> {
        match self.kind().clone() {
            Kind::Symbol('<') => {
                self.at += 1;
                if let Some(message) = self.icmp(line)? {
                    return Ok(Action::Icmp(message));
                }
                Ok(self.packet(line)?.map_or_else(Action::Foreign, Action::Inject))
            }
            Kind::Symbol('>') => {
                self.at += 1;
                Ok(self.packet(line)?.map_or_else(Action::Foreign, Action::Expect))
            }
            Kind::Shell(command) => {
                self.at += 1;
                Ok(Action::Command(command))
            }
            Kind::Code(code) => {
                self.at += 1;
                Ok(Action::Code(code))
            }
            Kind::Word(_) | Kind::Ellipsis => self.call().map(Action::Call),
            _ => self.error("'<', '>', a socket call, `a shell command` or %{ code }%"),
        }
    }

    /// Passes all that belongs to an event which cannot be read in full: up to a time, an
    /// option, a command or a block of code that leads a later line.
    fn skip_event(&mut self, line: u32) {
        loop {
            let Token { kind, line: found, leads, .. } = self.next();
            let begins = match kind {
                Kind::End => return,
                Kind::Symbol(symbol) => matches!(symbol, '+' | '*'),
                Kind::Integer(_) | Kind::Decimal(_) | Kind::Shell(_) | Kind::Code(_) => true,
                Kind::Option(..) => true,
                Kind::Hex(_) | Kind::Word(_) | Kind::Text(_) | Kind::Ellipsis => false,
            };
            if begins && *leads && *found > line {
                return;
            }
            self.at += 1;
        }
    }
}

/// What was found, as far as it tells the reader something, and on one line.
fn shortened(found: &str) -> String {
    const LONGEST: usize = 40;
    let mut shown: String = found.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    if found.chars().nth(LONGEST).is_some() {
        shown.push_str("...");
    }
    shown
}

/// Reads seconds with decimals; what is finer than a microsecond is dropped.
fn microseconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let mut micros: u64 = 0;
    for place in 0..6 {
        let digit = fraction.as_bytes().get(place).map_or(0, |digit| u64::from(digit - b'0'));
        micros = micros * 10 + digit;
    }
    (whole <= LONGEST).then(|| Duration::from_micros(whole * 1_000_000 + micros))
}
