//! All models.

use crate::bounds::Bounds;
use crate::model::Model;
use crate::property::Property::{
    Agreement, BothConfirmed, BothOrNeither, CleanClose, Heals, NoStaleData, Settles,
};
use tcp_model::host::Host;
use tcp_model::knobs::{Handshake, Isn, Knobs, SynCookies, TimeWait};
use tcp_model::seq::SeqNum;
use tcp_model::time::Duration;

/// The handshakes, all on the same network.
const HANDSHAKE: Bounds = Bounds {
    opens: 2,
    sends: 1,
    closes: 0,
    losses: 3,
    duplicates: 1,
    aborts: 1,
    crashes: 0,
    early_timeouts: 1,
    forgeries: 0,
};

/// Opening, sending, closing, and doing it again.
const LIFE: Bounds = Bounds {
    opens: 2,
    sends: 1,
    closes: 1,
    losses: 1,
    duplicates: 1,
    aborts: 0,
    crashes: 0,
    early_timeouts: 0,
    forgeries: 0,
};

const SAME: SeqNum = SeqNum(1000);

fn handshake(handshake: Handshake) -> impl Fn(&mut Knobs) {
    move |knobs| knobs.handshake = handshake
}

/// Each incarnation begins with the same number; the model is of numbers that overlap, whatever
/// chose them.
fn overlapping(knobs: &mut Knobs) {
    knobs.isn = Isn::Given(vec![SAME; 16]);
}

/// Retransmissions that take as long as segments live: half of MSL, MSL, 2MSL.
fn slow(knobs: &mut Knobs) {
    knobs.msl = Duration::from_secs(2);
}

impl Model {
    /// All of them.
    pub fn all() -> Vec<Model> {
        [Model::handshakes(), Model::numbers(), Model::time_waits(), Model::troubles()].concat()
    }

    fn handshakes() -> Vec<Model> {
        vec![
            Model::new("two-way", HANDSHAKE).turn(handshake(Handshake::TwoWay)).fails(&[
                Agreement,
                BothConfirmed,
                Settles,
                NoStaleData,
                BothOrNeither,
            ]),
            Model::new("three-way", HANDSHAKE)
                .holds(&[Agreement, BothConfirmed, Settles, NoStaleData])
                .fails(&[BothOrNeither]),
            Model::new("four-way", HANDSHAKE)
                .turn(handshake(Handshake::FourWay))
                .fails(&[Agreement, BothOrNeither]),
            Model::new("four-way-ack-of-ack", HANDSHAKE)
                .turn(handshake(Handshake::FourWayAckOfAck))
                .holds(&[Agreement, BothConfirmed, Settles, NoStaleData])
                .fails(&[BothOrNeither]),
            Model {
                active: [true, true],
                ..Model::new("simultaneous-open", Bounds { sends: 0, losses: 1, ..HANDSHAKE })
                    .fails(&[Agreement])
            },
            Model::new(
                "third-ack-lost",
                Bounds { opens: 1, aborts: 0, early_timeouts: 0, ..HANDSHAKE },
            )
            .holds(&[Agreement, BothConfirmed, Settles, NoStaleData])
            .fails(&[BothOrNeither]),
            Model::new("syn-cookies", Bounds { losses: 1, ..HANDSHAKE })
                .turn_at(Host::Server, |knobs| knobs.syn_cookies = SynCookies::Always)
                .fails(&[Agreement]),
        ]
    }

    fn numbers() -> Vec<Model> {
        vec![
            Model::new("isn-fixed", Bounds { losses: 1, ..HANDSHAKE })
                .turn_at(Host::Client, |knobs| knobs.isn = Isn::Fixed(SAME))
                .fails(&[NoStaleData]),
            Model::new("isn-distinct", Bounds { losses: 1, duplicates: 2, ..HANDSHAKE })
                .holds(&[Agreement, NoStaleData]),
        ]
    }

    fn time_waits() -> Vec<Model> {
        let lively = Bounds { early_timeouts: 1, ..LIFE };
        let once = Bounds { duplicates: 0, early_timeouts: 0, ..Bounds::NONE };
        let closing = |id, time_wait| {
            Model::new(id, lively).turn(slow).turn(overlapping).turn(move |knobs| {
                (knobs.time_wait, knobs.rfc1337) = (time_wait, true);
            })
        };
        vec![
            closing("time-wait-0", TimeWait::Zero).fails(&[NoStaleData, CleanClose]),
            closing("time-wait-1msl", TimeWait::OneMsl).holds(&[NoStaleData]).fails(&[CleanClose]),
            closing("time-wait-2msl", TimeWait::TwoMsl)
                .holds(&[NoStaleData])
                .holds_within(once, CleanClose),
            Model::new("time-wait-assassination", Bounds { duplicates: 2, ..LIFE })
                .turn(slow)
                .turn(overlapping)
                .fails(&[NoStaleData]),
        ]
    }

    fn troubles() -> Vec<Model> {
        let attack = Bounds { losses: 0, duplicates: 0, aborts: 0, forgeries: 2, ..HANDSHAKE };
        let crash = Bounds { losses: 1, aborts: 0, crashes: 1, ..HANDSHAKE };
        vec![
            Model::new("rfc5961-on", attack).holds(&[Agreement, NoStaleData, Settles]),
            Model::new("rfc5961-off", attack)
                .turn(|knobs| knobs.rfc5961 = false)
                .fails(&[NoStaleData, Settles]),
            Model::new("crash-reboot", crash).holds(&[Heals, NoStaleData]),
            Model::new("crash-reboot-isn-fixed", crash)
                .turn_at(Host::Client, |knobs| knobs.isn = Isn::Fixed(SAME))
                .fails(&[Heals, NoStaleData]),
            Model {
                hasty: true,
                ..Model::new("life-cycle", Bounds { aborts: 1, ..LIFE }).holds(&[Agreement])
            },
            Model {
                hasty: true,
                active: [true, true],
                ..Model::new("simultaneous-life", Bounds { opens: 1, aborts: 1, ..LIFE })
                    .holds(&[Agreement])
            },
        ]
    }
}
