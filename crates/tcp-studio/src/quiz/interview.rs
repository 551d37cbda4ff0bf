//! An interview: some of the questions of several scenarios.

use super::dice::Dice;

/// Draws `count` questions from scenarios that are given by their address and the number of their
/// questions, or all where there are fewer: an address and the index of a question for each. No
/// scenario is asked about again before all have been. The same seed draws the same.
pub fn interview(seed: u64, of: &[(String, usize)], count: usize) -> Vec<(String, usize)> {
    let mut dice = Dice::new(seed);
    let mut left: Vec<(&str, Vec<usize>)> =
        of.iter().map(|(address, questions)| (&**address, (0..*questions).collect())).collect();
    let mut drawn = Vec::new();
    loop {
        left.retain(|(_, questions)| !questions.is_empty());
        if left.is_empty() {
            return drawn;
        }
        dice.shuffle(&mut left);
        for (address, questions) in &mut left {
            if drawn.len() == count {
                return drawn;
            }
            let index = questions.swap_remove(dice.below(questions.len()));
            drawn.push((address.to_string(), index));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Vec<(String, usize)> {
        [("a", 5), ("b", 0), ("c", 2)].map(|(address, n)| (address.to_owned(), n)).to_vec()
    }

    #[test]
    fn the_same_seed_draws_the_same_and_another_seed_another() {
        assert_eq!(interview(7, &three(), 4), interview(7, &three(), 4));
        assert!((0..9).any(|seed| interview(seed, &three(), 4) != interview(7, &three(), 4)));
    }

    #[test]
    fn no_question_is_drawn_twice_and_all_are_where_there_are_too_few() {
        let mut drawn = interview(1, &three(), 100);
        drawn.sort();
        let all = [("a", 0), ("a", 1), ("a", 2), ("a", 3), ("a", 4), ("c", 0), ("c", 1)];
        assert_eq!(drawn, all.map(|(address, i)| (address.to_owned(), i)));
    }

    #[test]
    fn every_scenario_has_its_turn_before_one_is_asked_about_again() {
        let of: Vec<_> = (0..9).map(|i| (i.to_string(), 3)).collect();
        let mut addresses: Vec<_> = interview(3, &of, 9).into_iter().map(|(a, _)| a).collect();
        addresses.sort();
        assert_eq!(addresses, of.into_iter().map(|(a, _)| a).collect::<Vec<_>>());
    }
}
