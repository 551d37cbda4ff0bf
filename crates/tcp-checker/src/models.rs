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
    early_timeouts: 0,
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

/// How long segments live where TIME-WAIT is asked about. Retransmissions begin after a second
/// and end after two here; with 2 minutes none would be left to outlive a TIME-WAIT.
const MSL: Duration = Duration::from_secs(2);

const SAME: SeqNum = SeqNum(1000);

fn handshake(handshake: Handshake) -> impl Fn(&mut Knobs) {
    move |knobs| knobs.handshake = handshake
}

/// Each incarnation begins one number before the one before: what is left of the old one is in
/// the window of the new one, whatever chose the numbers.
fn overlapping(knobs: &mut Knobs) {
    knobs.isn = Isn::Given((0..16).map(|n| SAME - n).collect());
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
                .holds(&[Settles])
                .fails(&[Agreement, BothConfirmed, NoStaleData, BothOrNeither]),
            Model::new("four-way-ack-of-ack", HANDSHAKE)
                .turn(handshake(Handshake::FourWayAckOfAck))
                .holds(&[Agreement, BothConfirmed, Settles, NoStaleData])
                .fails(&[BothOrNeither]),
            Model {
                active: [true, true],
                ..Model::new("simultaneous-open", Bounds { sends: 0, losses: 1, ..HANDSHAKE })
                    .holds(&[Settles])
                    .fails(&[Agreement, BothConfirmed])
            },
            Model::new(
                "third-ack-lost",
                Bounds { opens: 1, aborts: 0, early_timeouts: 0, ..HANDSHAKE },
            )
            .holds(&[Agreement, BothConfirmed, Settles, NoStaleData])
            .fails(&[BothOrNeither]),
            Model::new("syn-cookies", Bounds { losses: 1, ..HANDSHAKE })
                .turn_at(Host::Server, |knobs| {
                    (knobs.syn_cookies, knobs.isn) = (SynCookies::Always, Isn::Rfc6528);
                })
                .fails(&[Agreement, NoStaleData]),
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
        let closing = |id, time_wait, bounds| {
            let model = Model::new(id, bounds).turn_at(Host::Client, overlapping).turn(
                move |knobs: &mut Knobs| {
                    (knobs.time_wait, knobs.rfc1337) = (time_wait, true);
                    knobs.msl = MSL;
                },
            );
            Model { listens: true, ..model }
        };
        let once = Bounds { opens: 1, ..Bounds::NONE };
        vec![
            closing("time-wait-0", TimeWait::Zero, LIFE).fails(&[NoStaleData, CleanClose]),
            closing("time-wait-1msl", TimeWait::OneMsl, LIFE).fails(&[NoStaleData, CleanClose]),
            closing("time-wait-2msl", TimeWait::TwoMsl, LIFE)
                .holds(&[NoStaleData])
                .holds_within(once, CleanClose),
            closing("time-wait-assassination", TimeWait::TwoMsl, Bounds { duplicates: 2, ..LIFE })
                .turn(|knobs| knobs.rfc1337 = false)
                .fails(&[NoStaleData, CleanClose]),
        ]
    }

    fn troubles() -> Vec<Model> {
        let attack = Bounds { losses: 1, aborts: 0, early_timeouts: 1, forgeries: 2, ..HANDSHAKE };
        let crash = Bounds { losses: 1, aborts: 0, crashes: 1, early_timeouts: 1, ..HANDSHAKE };
        let life = Bounds { opens: 1, duplicates: 0, aborts: 1, ..LIFE };
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
                ..Model::new("life-cycle", Bounds { losses: 0, ..life }).holds(&[NoStaleData])
            },
            Model {
                hasty: true,
                active: [true, true],
                ..Model::new("simultaneous-close", life).holds(&[Agreement, NoStaleData])
            },
        ]
    }
}
