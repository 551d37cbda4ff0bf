//! Runs that nobody has thought of: random users on a random network with random knobs. Whatever
//! happens has a caption.

use super::super::choose;
use super::super::facts::Facts;
use super::super::past::History;
use super::super::plot::Plot;
use super::check;
use std::collections::BTreeSet;
use tcp_model::fault::{Fate, Fault, SegmentPattern};
use tcp_model::host::Host;
use tcp_model::knobs::{Handshake, Isn, TimeWait};
use tcp_model::options::Options;
use tcp_model::script::{Action, Condition, Injection, Origin, ScriptStep, UserCall};
use tcp_model::segment::SegmentFlags;
use tcp_model::seq::SeqNum;
use tcp_model::sim::Start;
use tcp_model::time::Duration;
use tcp_scenarios::format::{
    FORMAT, Group, Intervention, KnobChanges, KnobsFile, RunFile, ScenarioFile,
};
use tcp_scenarios::prose::Text;
use tcp_scenarios::scenario::Scenario;

/// A small generator (xorshift): the same runs every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize].clone()
    }

    fn host(&mut self) -> Host {
        self.pick(&Host::BOTH)
    }

    fn flags(&mut self) -> SegmentFlags {
        let names = ["SYN", "SYN,ACK", "ACK", "FIN,ACK", "RST", "RST,ACK", "FIN", "ACK,URG"];
        SegmentFlags::from_names(self.pick(&names)).unwrap()
    }

    fn millis(&mut self, most: u64) -> Duration {
        Duration::from_millis(self.below(most))
    }

    fn action(&mut self) -> Action {
        let host = self.host();
        match self.below(11) {
            0 => Action::Call(host, UserCall::OpenActive),
            1 => Action::Call(host, UserCall::OpenPassive),
            2..=4 => {
                Action::Call(host, UserCall::Send("words".into(), self.pick(&[30, 600, 2000])))
            }
            5 => Action::Call(host, UserCall::Receive(self.pick(&[10, 5000]))),
            6 | 7 => Action::Call(host, UserCall::Close),
            8 => {
                self.pick(&[Action::Call(host, UserCall::Abort), Action::Note(host, "look".into())])
            }
            _ => Action::Inject(Injection {
                from: host,
                origin: Origin::OldDuplicate,
                stranger: None,
                flags: self.flags(),
                seq: SeqNum(self.pick(&[900, 1000, 1001, 1002, 1050, 2000, 2001, 2002, 9_000_000])),
                ack: SeqNum(self.pick(&[901, 1001, 1002, 2001, 2031, 5_000_000])),
                wnd: None,
                options: Options::NONE,
                text: self.pick(&[None, Some(("old".into(), 30))]),
                delay: self.millis(90),
            }),
        }
    }

    fn knobs(&mut self, isn: u32) -> KnobChanges {
        use Handshake::{FourWay, FourWayAckOfAck, ThreeWay, TwoWay};
        let given = Isn::Given(vec![SeqNum(isn), SeqNum(isn) + 30]);
        KnobChanges {
            handshake: Some(self.pick(&[
                ThreeWay,
                ThreeWay,
                ThreeWay,
                TwoWay,
                FourWay,
                FourWayAckOfAck,
            ])),
            isn: Some(self.pick(&[given.clone(), given, Isn::Fixed(SeqNum(isn))])),
            time_wait: Some(self.pick(&[TimeWait::TwoMsl, TimeWait::OneMsl, TimeWait::Zero])),
            rfc5961: Some(self.below(3) > 0),
            msl: Some(Duration::from_secs(1)),
            rto: Some(self.pick(&[Duration::from_millis(300), Duration::from_secs(1)])),
            r2: Some(self.pick(&[1, 2, 7])),
            r2_syn: Some(self.pick(&[1, 2, 8])),
            user_timeout: self.pick(&[None, Some(Duration::from_millis(700))]),
            receive_buffer: Some(self.pick(&[0, 100, u16::MAX.into()])),
            auto_receive: Some(self.below(2) == 0),
            ..KnobChanges::default()
        }
    }

    fn faults(&mut self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for _ in 0..self.below(5) {
            let flags = self.flags();
            let segment = SegmentPattern {
                from: Some(self.host()),
                flags: self.pick(&[None, Some(flags)]),
                nth: self.pick(&[None, Some(1), Some(2)]),
                ..SegmentPattern::default()
            };
            let fate = match self.below(4) {
                0 => Fate::Lose,
                3 => Fate::LoseAfter(self.millis(1500)),
                1 => Fate::Delay(self.millis(1500)),
                _ => Fate::Copy(self.millis(1500)),
            };
            faults.push(Fault { segment, fate });
        }
        faults
    }

    fn scenario(&mut self) -> Scenario {
        let steps = 3 + self.below(8);
        let step = |dice: &mut Dice| ScriptStep {
            after: Some(Condition::At(dice.millis(1200))),
            pause: Duration::ZERO,
            action: dice.action(),
        };
        let opening = [
            Action::Call(Host::Server, UserCall::OpenPassive),
            Action::Call(Host::Client, UserCall::OpenActive),
        ];
        let script = opening
            .into_iter()
            .map(|action| ScriptStep { after: None, pause: Duration::ZERO, action })
            .collect();
        // Numbers of four digits, and of ten, which wrap around.
        let isns = [(1000, 2000), (1000, 2000), (u32::MAX - 20, u32::MAX - 700)];
        let (client_isn, server_isn) = self.pick(&isns);
        let run = RunFile {
            start: self.pick(&[Start::Closed, Start::Established]),
            knobs: KnobsFile {
                client: self.knobs(client_isn),
                server: self.knobs(server_isn),
                ..KnobsFile::default()
            },
            faults: self.faults(),
            script,
            interventions: (0..steps).map(|_| Intervention::Step(step(self))).collect(),
            ..RunFile::default()
        };
        let file = ScenarioFile {
            schema: None,
            format: FORMAT.into(),
            id: "any".into(),
            group: Group::Establish,
            title: Text::default(),
            question: Text::default(),
            answer: Text::default(),
            note: None,
            rfc: Vec::new(),
            from_original_post: false,
            right: None,
            proof: Vec::new(),
            run,
            captions: Vec::new(),
            claims: Vec::new(),
            alternatives: Vec::new(),
        };
        Scenario::from_file(&file).unwrap()
    }
}

/// The plots that a run follows.
fn plots(scenario: &Scenario, seen: &mut BTreeSet<Plot>) {
    let run = scenario.run();
    let (mut history, mut before) = (History::default(), run.start);
    for beat in &run.beats {
        let facts = Facts::new(&run, beat, before, scenario.setup().delay, &history);
        seen.insert(choose::plot(&facts));
        history.pass(&run, beat);
        before = beat.status;
    }
}

#[test]
fn whatever_happens_is_told_in_both_languages() {
    let mut dice = Dice(0x5eed_1981_0793_9293);
    let mut seen = BTreeSet::new();
    for _ in 0..250 {
        let scenario = dice.scenario();
        check(&scenario, &scenario.run());
        plots(&scenario, &mut seen);
    }
    super::scenarios().for_each(|scenario| plots(scenario, &mut seen));
    // All but a handful, which take longer stories or a trace that the engine does not write.
    assert!(seen.len() >= 90, "only {}: {seen:?}", seen.len());
}
