//! What an end has sent, as stretches of its sequence space.

use tcp_model::endpoint::Status;
use tcp_model::seq::SeqNum;
use tcp_model::state::State;

/// What occupies a stretch of the send sequence space.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Occupant {
    /// Our SYN.
    Syn,
    /// Text.
    Text,
    /// Our FIN.
    Fin,
}

/// A stretch of numbers that has been sent.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// What is there.
    pub occupant: Occupant,
    /// The first number.
    pub first: SeqNum,
    /// How many numbers; never zero.
    pub len: u32,
    /// Whether all of it has been acknowledged.
    pub acknowledged: bool,
}

/// What a host has sent in this incarnation, in order: the SYN, text that is acknowledged, text
/// that is not, the FIN.
pub fn sent_stretches(status: &Status) -> Vec<Stretch> {
    let Status { state, snd, fin, .. } = status;
    if matches!(state, State::Closed | State::Listen) {
        return Vec::new();
    }
    let stretch = |occupant, first: SeqNum, end: SeqNum, acknowledged| Stretch {
        occupant,
        first,
        len: if first.before(end) { end.since(first) } else { 0 },
        acknowledged,
    };
    let text = snd.iss + 1;
    let text_end = fin.unwrap_or(snd.nxt);
    let acknowledged = if snd.una.before(text_end) { text.max(snd.una) } else { text_end };
    let mut all = vec![
        stretch(Occupant::Syn, snd.iss, text, text.at_or_before(snd.una)),
        stretch(Occupant::Text, text, acknowledged, true),
        stretch(Occupant::Text, acknowledged, text_end, false),
    ];
    all.extend(fin.map(|fin| stretch(Occupant::Fin, fin, fin + 1, fin.before(snd.una))));
    all.retain(|stretch| stretch.len > 0);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use tcp_scenarios::catalogue::Catalogue;

    #[test]
    fn the_sent_stretches_end_at_snd_nxt() {
        for entry in Catalogue::get().entries() {
            for beat in &entry.scenario().run().beats {
                for status in [&beat.status.client, &beat.status.server] {
                    let stretches = sent_stretches(status);
                    let end = stretches.last().map(|last| last.first + last.len);
                    assert!(end.is_none_or(|end| end == status.snd.nxt), "{stretches:?}");
                }
            }
        }
    }
}
