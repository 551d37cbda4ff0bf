//! Numbers as they are read.

/// A number with commas between its thousands.
pub fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let mut written = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::with_commas;

    #[test]
    fn there_is_a_comma_before_every_three_digits_but_the_first() {
        let written = [7, 999, 1_000, 1_234_567].map(with_commas);
        assert_eq!(written, ["7", "999", "1,000", "1,234,567"]);
    }
}
