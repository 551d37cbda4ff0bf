//! Which of all possible questions are worth asking.

use super::draft::Draft;
use super::moment::Moment;
use super::{Kind, flags, numbers, states, timers, verdicts};
use tcp_scenarios::prose::Lang;

/// More questions than this are a test of patience.
const MOST: usize = 8;

/// With more questions than this the easy ones are left out.
const FEW: usize = 4;

/// A question that weighs less is an easy one.
const WORTHWHILE: i32 = 5;

/// How much less another question of a kind is worth than the one before.
const SAMENESS: i32 = 3;

/// The questions to ask, with the index of the moment of each.
pub(super) fn choose(moments: &[Moment<'_>], lang: Lang) -> Vec<(usize, Draft)> {
    let mut chosen: Vec<(usize, Draft)> = Vec::new();
    let mut asked: Vec<String> = Vec::new();
    for (at, moment) in moments.iter().enumerate() {
        let mut drafts = drafts(moment, lang);
        drafts.retain(|draft| !asked.contains(&draft.key));
        let worth = |draft: &Draft| draft.weight - SAMENESS * count(&chosen, draft.kind);
        // The first of equals, so that the order in which they are made decides.
        if let Some(best) = drafts.into_iter().rev().max_by_key(worth) {
            asked.push(best.key.clone());
            chosen.push((at, best));
        }
    }
    // What everybody knows is asked only where there is little else.
    while let Some(known) = chosen.iter().position(|(_, draft)| draft.weight < WORTHWHILE)
        && chosen.len() > FEW
    {
        chosen.remove(known);
    }
    while chosen.len() > MOST {
        let worth = |(_, draft): &(usize, Draft)| draft.weight - count(&chosen, draft.kind);
        let least = (0..chosen.len()).rev().min_by_key(|i| worth(&chosen[*i]));
        chosen.remove(least.unwrap_or_default());
    }
    chosen
}

fn count(chosen: &[(usize, Draft)], kind: Kind) -> i32 {
    chosen.iter().filter(|(_, draft)| draft.kind == kind).count() as i32
}

/// All questions that can be asked about a moment.
fn drafts(moment: &Moment<'_>, lang: Lang) -> Vec<Draft> {
    let all = [
        verdicts::verdict(moment, lang),
        flags::flags(moment, lang),
        numbers::ack(moment, lang),
        numbers::seq(moment, lang),
        states::state(moment, lang),
        timers::next(moment, lang),
        timers::timer(moment, lang),
    ];
    all.into_iter().flatten().filter_map(Draft::checked).collect()
}
