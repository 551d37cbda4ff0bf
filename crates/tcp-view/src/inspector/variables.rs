//! The variables of a TCB, and what a beat has changed in them.

use tcp_model::endpoint::Status;
use tcp_model::host::Host;
use tcp_model::seq::SeqNum;
use tcp_model::state::State;
use tcp_model::trace::Run;

/// A variable of a TCB.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Variable {
    /// Its name in RFC 9293 §3.3.1.
    pub name: &'static str,
    /// Its value; `None` where it has none in this state.
    pub value: Option<u32>,
    /// Whether the last beat has changed it.
    pub changed: bool,
}

/// The variables of a host after `step` beats.
pub fn variables(run: &Run, host: Host, step: usize) -> [Variable; 7] {
    let now = values(&status(run, host, step));
    let before = values(&status(run, host, step.saturating_sub(1)));
    std::array::from_fn(|i| Variable {
        name: now[i].0,
        value: now[i].1,
        changed: now[i].1 != before[i].1,
    })
}

/// A host after `step` beats.
pub fn status(run: &Run, host: Host, step: usize) -> Status {
    match step.checked_sub(1).and_then(|beat| run.beats.get(beat)) {
        Some(beat) => beat.status[host],
        None => run.start[host],
    }
}

/// A variable of a TCB that a beat has changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Its name: RFC 9293 §3.3.1, or the RFC that has it.
    pub name: &'static str,
    /// What it was; `None` where it had no value.
    pub from: Option<String>,
    /// What it is now.
    pub to: Option<String>,
}

/// What the last of `step` beats has changed in the TCB of a host.
pub fn changes(run: &Run, host: Host, step: usize) -> Vec<Change> {
    let before = all_values(&status(run, host, step.saturating_sub(1)));
    let now = all_values(&status(run, host, step));
    let pairs = before.into_iter().zip(now);
    let changed = pairs.filter(|(before, now)| before != now);
    changed.map(|((name, from), (_, to))| Change { name, from, to }).collect()
}

/// All that STATUS tells, by name.
fn all_values(status: &Status) -> Vec<(&'static str, Option<String>)> {
    let Status { state, snd, rcv, .. } = status;
    let exists = !matches!(state, State::Closed | State::Listen);
    let receives = exists && *state != State::SynSent;
    let named = |name, value: Option<String>| (name, value.filter(|_| exists));
    let mut all = vec![("STATE", Some(state.name().to_owned()))];
    all.extend(values(status).map(|(name, value)| (name, value.map(|value| value.to_string()))));
    all.extend([
        named("SND.WL1", receives.then(|| snd.wl1.to_string())),
        named("SND.WL2", receives.then(|| snd.wl2.to_string())),
        named("SND.UP", snd.up.map(|up| up.to_string())),
        named("RCV.UP", (receives && rcv.up != rcv.irs).then(|| rcv.up.to_string())),
        named("FIN", status.fin.map(|fin| fin.to_string())),
        named("RTO", Some(status.rto.to_string())),
        named("cwnd", (status.cwnd != u32::MAX).then(|| status.cwnd.to_string())),
        named("Eff.snd.MSS", Some(status.eff_snd_mss.to_string())),
        named("TS.Recent", status.ts_recent.map(|recent| recent.to_string())),
        named("unread", (status.unread > 0).then(|| status.unread.to_string())),
    ]);
    all
}

fn values(status: &Status) -> [(&'static str, Option<u32>); 7] {
    let Status { state, snd, rcv, .. } = status;
    let sends = !matches!(state, State::Closed | State::Listen);
    let receives = sends && *state != State::SynSent;
    let number = |seq: SeqNum, known: bool| known.then_some(seq.0);
    [
        ("SND.UNA", number(snd.una, sends)),
        ("SND.NXT", number(snd.nxt, sends)),
        ("SND.WND", receives.then_some(snd.wnd)),
        ("RCV.NXT", number(rcv.nxt, receives)),
        ("RCV.WND", sends.then_some(rcv.wnd)),
        ("ISS", number(snd.iss, sends)),
        ("IRS", number(rcv.irs, receives)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use tcp_scenarios::catalogue::Catalogue;

    fn run(address: &str) -> Run {
        Catalogue::get().find(address).unwrap().run()
    }

    #[test]
    fn variables_are_unknown_until_there_is_a_tcb() {
        let run = run("three-way-normal");
        let at = |step| variables(&run, Host::Client, step).map(|v| v.value);
        assert_eq!(at(1), [None; 7]);
        let (una, nxt) = (Some(1000), Some(1001));
        assert_eq!(at(2), [una, nxt, None, None, Some(65535), Some(1000), None]);
        let changed = variables(&run, Host::Client, 4).map(|v| v.changed);
        assert_eq!(changed, [true, false, true, true, false, false, true]);
    }

    #[test]
    fn what_a_beat_changes_is_told_with_what_it_was() {
        let run = run("three-way-normal");
        let told = |step| {
            let changes = changes(&run, Host::Client, step);
            let value = |value: &Option<String>| value.clone().unwrap_or("-".to_owned());
            let line = |c: &Change| format!("{} {} {}", c.name, value(&c.from), value(&c.to));
            changes.iter().map(line).collect::<Vec<_>>()
        };
        assert_eq!(told(2)[..3], ["STATE CLOSED SYN-SENT", "SND.UNA - 1000", "SND.NXT - 1001"]);
        assert_eq!(told(4)[..2], ["STATE SYN-SENT ESTABLISHED", "SND.UNA 1000 1001"]);
        assert!(told(0).is_empty());
    }

    /// A variable in its list is shown before and after in the same words.
    #[test]
    fn what_is_always_shown_changes_when_it_is_told() {
        let run = run("complete-lifecycle");
        for step in 1..=run.beats.len() {
            for host in Host::BOTH {
                let told = changes(&run, host, step);
                for variable in variables(&run, host, step) {
                    let found = told.iter().any(|change| change.name == variable.name);
                    assert_eq!(found, variable.changed, "{} at {step}", variable.name);
                }
            }
        }
    }
}
