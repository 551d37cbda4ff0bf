//! Socket calls: `0.1...0.2 read(4, ..., 1000) = -1 EAGAIN (Resource temporarily unavailable)`.

use super::{ParseError, Parser};
use crate::lexer::Kind;
use crate::script::{Expression, SocketCall};

/// How deep arguments may be nested.
const DEEPEST: u32 = 32;

impl Parser {
    pub(super) fn call(&mut self) -> Result<SocketCall, ParseError> {
        let mut end = None;
        if *self.kind() == Kind::Ellipsis {
            self.at += 1;
            end = Some(self.time()?);
        }
        let Kind::Word(name) = self.kind().clone() else {
            return self.error("the name of a socket call");
        };
        self.at += 1;
        self.needs('(')?;
        let arguments = self.expressions(')', 0)?;
        self.needs('=')?;
        let result = self.expression(0)?;
        let errno = match self.kind().clone() {
            Kind::Word(word) if word.starts_with('E') => {
                self.at += 1;
                Some(word)
            }
            _ => None,
        };
        let note = if self.takes('(') { Some(self.note()?) } else { None };
        Ok(SocketCall { end, name, arguments, result, errno, note })
    }

    /// What stands in parentheses behind a result.
    fn note(&mut self) -> Result<String, ParseError> {
        let mut words = Vec::new();
        while !self.takes(')') {
            if *self.kind() == Kind::End {
                return self.error("')'");
            }
            words.push(self.kind().to_string());
            self.at += 1;
        }
        Ok(words.join(" "))
    }

    /// Expressions with commas between them, and what closes the list.
    fn expressions(&mut self, close: char, depth: u32) -> Result<Vec<Expression>, ParseError> {
        let mut list = Vec::new();
        while !self.takes(close) {
            if !list.is_empty() && !self.takes(',') {
                return self.error(&format!("',' or '{close}'"));
            }
            list.push(self.expression(depth)?);
        }
        Ok(list)
    }

    fn expression(&mut self, depth: u32) -> Result<Expression, ParseError> {
        if depth > DEEPEST {
            return self.error("arguments that are not nested as deep");
        }
        let first = self.operand(depth)?;
        if !self.is('|') {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.takes('|') {
            parts.push(self.operand(depth)?);
        }
        Ok(Expression::Either(parts))
    }

    fn operand(&mut self, depth: u32) -> Result<Expression, ParseError> {
        match self.kind().clone() {
            Kind::Ellipsis => {
                self.at += 1;
                Ok(Expression::Ellipsis)
            }
            Kind::Integer(_) | Kind::Hex(_) => {
                self.number(i64::MIN, i64::MAX, "a number").map(Expression::Integer)
            }
            Kind::Text(_) => Ok(self.text()),
            Kind::Word(word) => {
                self.at += 1;
                self.after_word(word, depth)
            }
            Kind::Symbol('[') => {
                self.at += 1;
                self.expressions(']', depth + 1).map(Expression::Array)
            }
            Kind::Symbol('{') => {
                self.at += 1;
                self.expressions('}', depth + 1).map(Expression::Structure)
            }
            _ => self.error("an argument"),
        }
    }

    /// Texts that follow each other are one; `...` behind them says that there is more.
    fn text(&mut self) -> Expression {
        let mut all = String::new();
        while let Kind::Text(text) = self.kind() {
            all.push_str(text);
            self.at += 1;
        }
        if *self.kind() == Kind::Ellipsis {
            self.at += 1;
        }
        Expression::Text(all)
    }

    /// `name`, `name=value`, `name(arguments)`, `name(arguments)=value`.
    fn after_word(&mut self, word: String, depth: u32) -> Result<Expression, ParseError> {
        let mut found = Expression::Word(word.clone());
        if self.takes('(') {
            found = Expression::Function(word.clone(), self.expressions(')', depth + 1)?);
        }
        if depth > 0 && self.takes('=') {
            let value = self.expression(depth + 1)?;
            found = Expression::Field(word, Box::new(value));
        }
        Ok(found)
    }
}
