//! The handshake a second time, written from RFC 9293 without a line of `tcp-model`, explored by
//! another checker, stateright. Both find the same verdicts, the same shortest failures, and the
//! same worlds, one by one, as far as they can be seen ([`look`]).
//!
//! How many worlds each of them *stores* differs. An endpoint of `tcp-model` also remembers what
//! has no bearing on a handshake, such as a measured round trip; our checker forgets what it knows
//! of incarnations that are dead, and counts no lifetime where nothing waits for its end. That the
//! other does neither and meets the same worlds is what can be seen of these reductions from
//! outside.

mod look;
mod model;
mod protocol;
mod world;

use model::{Asked, Independent};
use protocol::Handshake;
use tcp_checker::bounds::Bounds;
use tcp_checker::model::{Declared, Model};
use tcp_checker::property::Property;
use tcp_checker::search::{Search, explore};

const PROPERTIES: [(Property, Asked); 4] = [
    (Property::Agreement, Asked::Agreement),
    (Property::BothConfirmed, Asked::BothConfirmed),
    (Property::Settles, Asked::Settles),
    (Property::BothOrNeither, Asked::BothOrNeither),
];

fn ours(id: &str, bounds: Bounds) -> Search {
    let undisturbed = Bounds { aborts: 0, ..Bounds::NONE };
    let premise = |property| match property {
        Property::Settles => Bounds { losses: 1, ..undisturbed },
        Property::BothOrNeither => undisturbed,
        _ => Bounds::NONE,
    };
    let declared = PROPERTIES.map(|(property, _)| Declared {
        property,
        holds: true,
        within: premise(property),
    });
    let model = Model::named(id).expect("a model");
    explore(Model { bounds, declared: declared.to_vec(), ..model })
}

fn theirs(handshake: Handshake, bounds: Bounds) -> Independent {
    Independent {
        handshake,
        asked: Asked::Nothing,
        retransmissions: 2,
        opens: bounds.opens,
        aborts: bounds.aborts,
        losses: bounds.losses,
        duplicates: bounds.duplicates,
        early: bounds.early_timeouts,
    }
}

/// Bounds; how many worlds can be told apart by looking at them; the steps to a shortest failure
/// of each property.
type Case = (&'static str, usize, [Option<usize>; 4]);

fn agree(id: &str, handshake: Handshake, cases: &[Case]) {
    for (text, worlds, failures) in cases {
        let bounds = text.parse().expect("bounds");
        let (mut ours, theirs) = (ours(id, bounds), theirs(handshake, bounds));
        assert!(ours.is_complete());
        let our_failures =
            PROPERTIES.map(|(property, _)| ours.failure(property).map(|way| way.len()));
        let their_failures = PROPERTIES.map(|(_, asked)| theirs.shortest_failure(asked));
        assert_eq!((our_failures, their_failures), (*failures, *failures), "{id}, {text}");
        let (ours, theirs) = (look::of_ours(&ours), look::of_theirs(&theirs.worlds()));
        assert_eq!(ours.difference(&theirs).next(), None, "{id}, {text}: only we have it");
        assert_eq!(theirs.difference(&ours).next(), None, "{id}, {text}: we have it not");
        assert_eq!(ours.len(), *worlds, "{id}, {text}");
    }
}

#[test]
fn two_messages() {
    agree(
        "two-way",
        Handshake::TwoWay,
        &[
            ("opens=1,losses=1,early_timeouts=1", 92, [Some(3), Some(3), Some(7), Some(7)]),
            ("opens=1,losses=3,early_timeouts=1", 144, [Some(3), Some(3), Some(7), Some(7)]),
            (
                "opens=2,losses=1,duplicates=1,early_timeouts=1",
                2419,
                [Some(3), Some(3), Some(7), Some(7)],
            ),
            ("opens=2,duplicates=1,aborts=1", 1058, [Some(3), Some(3), None, None]),
        ],
    );
}

#[test]
fn three_messages() {
    agree(
        "three-way",
        Handshake::ThreeWay,
        &[
            ("opens=1,losses=1,early_timeouts=1", 143, [None; 4]),
            ("opens=1,losses=3,early_timeouts=1", 383, [None, None, None, Some(10)]),
            ("opens=2,losses=1,duplicates=1,early_timeouts=1", 2663, [None; 4]),
            ("opens=2,duplicates=1,aborts=1", 2149, [None; 4]),
        ],
    );
}

#[test]
fn syn_and_ack_apart() {
    agree(
        "four-way",
        Handshake::FourWay,
        &[
            ("opens=1,losses=1,early_timeouts=1", 383, [Some(6), None, None, None]),
            ("opens=1,losses=3,early_timeouts=1", 848, [Some(6), None, None, Some(11)]),
            (
                "opens=2,losses=1,duplicates=1,early_timeouts=1",
                28870,
                [Some(6), Some(10), None, None],
            ),
            ("opens=2,aborts=1", 2392, [Some(6), Some(8), None, None]),
        ],
    );
}

#[test]
fn a_third_message_that_is_acknowledged() {
    agree(
        "four-way-ack-of-ack",
        Handshake::FourWayAckOfAck,
        &[
            ("opens=1,losses=1,early_timeouts=1", 155, [None; 4]),
            ("opens=1,losses=3,early_timeouts=1", 407, [None, None, None, Some(10)]),
            ("opens=2,losses=1,duplicates=1,early_timeouts=1", 2829, [None; 4]),
            ("opens=2,duplicates=1,aborts=1", 3039, [None; 4]),
        ],
    );
}
