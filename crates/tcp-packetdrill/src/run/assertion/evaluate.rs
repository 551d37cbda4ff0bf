//! The expressions that assertions are made of: `and`, `or`, `not`, comparisons, sums, names.

/// What could not be evaluated.
pub(super) struct Unknown(pub(super) String);

/// How deep brackets may be nested.
const DEEPEST: u32 = 32;

/// The value of an assertion up to the comma before its message, and the fields that it names.
/// Any number but 0 is true.
pub(super) fn evaluate(
    text: &str,
    field: &dyn Fn(&str) -> Option<i64>,
) -> Result<(i64, Vec<String>), Unknown> {
    let mut evaluator = Evaluator { tokens: tokens(text), at: 0, field, fields: Vec::new() };
    let value = evaluator.or(0)?;
    match evaluator.next() {
        None | Some(",") => Ok((value, evaluator.fields)),
        Some(other) => Err(Unknown(format!("'{other}'"))),
    }
}

/// Operators, from the longest.
const OPERATORS: [&str; 5] = ["==", "!=", "<=", ">=", "<<"];

fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let length = if word(first) {
            rest.find(|c| !word(c)).unwrap_or(rest.len())
        } else if OPERATORS.iter().any(|operator| rest.starts_with(operator)) {
            2
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        found.push(token);
        rest = after.trim_start();
    }
    found
}

struct Evaluator<'a> {
    tokens: Vec<&'a str>,
    at: usize,
    field: &'a dyn Fn(&str) -> Option<i64>,
    fields: Vec<String>,
}

impl<'a> Evaluator<'a> {
    fn next(&self) -> Option<&'a str> {
        self.tokens.get(self.at).copied()
    }

    fn takes(&mut self, token: &str) -> bool {
        let found = self.next() == Some(token);
        self.at += usize::from(found);
        found
    }

    fn or(&mut self, depth: u32) -> Result<i64, Unknown> {
        let mut value = self.and(depth)?;
        while self.takes("or") {
            let other = self.and(depth)?;
            value = i64::from(value != 0 || other != 0);
        }
        Ok(value)
    }

    fn and(&mut self, depth: u32) -> Result<i64, Unknown> {
        let mut value = self.not(depth)?;
        while self.takes("and") {
            let other = self.not(depth)?;
            value = i64::from(value != 0 && other != 0);
        }
        Ok(value)
    }

    fn not(&mut self, depth: u32) -> Result<i64, Unknown> {
        let mut negated = false;
        while self.takes("not") {
            negated = !negated;
        }
        let value = self.comparison(depth)?;
        Ok(if negated { i64::from(value == 0) } else { value })
    }

    /// Comparisons can be chained: `1 <= tcpi_state < 3`.
    fn comparison(&mut self, depth: u32) -> Result<i64, Unknown> {
        let mut left = self.sum(depth)?;
        if let Some(negated) = self.takes_in() {
            return Ok(i64::from(self.list(depth)?.contains(&left) != negated));
        }
        let mut holds = None;
        while let Some(operator @ ("==" | "!=" | "<=" | ">=" | "<" | ">")) = self.next() {
            self.at += 1;
            let right = self.sum(depth)?;
            let one = match operator {
                "==" => left == right,
                "!=" => left != right,
                "<=" => left <= right,
                ">=" => left >= right,
                "<" => left < right,
                _ => left > right,
            };
            holds = Some(holds.unwrap_or(true) && one);
            left = right;
        }
        Ok(holds.map_or(left, i64::from))
    }

    /// `in` or `not in`, and whether it was the latter.
    fn takes_in(&mut self) -> Option<bool> {
        let negated = self.next() == Some("not") && self.tokens.get(self.at + 1) == Some(&"in");
        self.at += usize::from(negated);
        self.takes("in").then_some(negated)
    }

    /// `(1, 2)` or `[1, 2]`.
    fn list(&mut self, depth: u32) -> Result<Vec<i64>, Unknown> {
        let close = match self.next() {
            Some("(") if depth < DEEPEST => ")",
            Some("[") if depth < DEEPEST => "]",
            _ => return Err(Unknown("what follows 'in'".to_owned())),
        };
        self.at += 1;
        let mut values = Vec::new();
        while !self.takes(close) {
            values.push(self.or(depth + 1)?);
            if !self.takes(",") && self.next() != Some(close) {
                return Err(Unknown("a list".to_owned()));
            }
        }
        Ok(values)
    }

    fn sum(&mut self, depth: u32) -> Result<i64, Unknown> {
        let mut value = self.product(depth)?;
        loop {
            if self.takes("+") {
                value = value.saturating_add(self.product(depth)?);
            } else if self.takes("-") {
                value = value.saturating_sub(self.product(depth)?);
            } else {
                return Ok(value);
            }
        }
    }

    fn product(&mut self, depth: u32) -> Result<i64, Unknown> {
        let mut value = self.operand(depth)?;
        while self.takes("*") {
            value = value.saturating_mul(self.operand(depth)?);
        }
        Ok(value)
    }

    fn operand(&mut self, depth: u32) -> Result<i64, Unknown> {
        let Some(token) = self.next() else { return Err(Unknown("an unfinished one".to_owned())) };
        self.at += 1;
        if token == "(" && depth < DEEPEST {
            let value = self.or(depth + 1)?;
            let closed = self.takes(")");
            return if closed { Ok(value) } else { Err(Unknown("'('".to_owned())) };
        }
        if token.starts_with(|c: char| c.is_ascii_digit()) {
            return token.parse().map_err(|_| Unknown(token.to_owned()));
        }
        let value = (self.field)(token).ok_or_else(|| Unknown(token.to_owned()))?;
        if token.starts_with("tcpi_") {
            self.fields.push(token.to_owned());
        }
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<i64> {
        let field = |name: &str| match name {
            "tcpi_state" => Some(4),
            "TCP_CLOSE" => Some(7),
            _ => None,
        };
        evaluate(text, &field).ok().map(|(value, _)| value)
    }

    #[test]
    fn assertions_mean_what_they_mean_in_python() {
        for (text, expected) in [
            ("tcpi_state == 4", 1),
            ("tcpi_state != 4, tcpi_state", 0),
            ("not tcpi_state == TCP_CLOSE", 1),
            ("tcpi_state == 1 or tcpi_state == 4 and 1 > 0", 1),
            ("3 < tcpi_state <= 2 + 2 < 4 + 1", 1),
            ("5 < tcpi_state < 9", 0),
            ("tcpi_state in (1, 2, 4)", 1),
            ("tcpi_state not in [1, 4,]", 0),
            ("(tcpi_state - 1) * 2 == 6", 1),
            ("tcpi_state", 4),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_has_no_value() {
        let deep = "(".repeat(10_000);
        for text in [
            "",
            "tcpi_state ==",
            "tcpi_state == x",
            "(1",
            "1 & 2",
            "1 in 1",
            "1 if 1 else 0",
            &deep,
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
