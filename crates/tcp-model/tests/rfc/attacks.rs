//! Stories of forged segments: blind resets, guessed numbers, addresses at which nobody is.

use crate::pair::{OPEN, Pair};
use expect_test::{Expect, expect};
use tcp_model::host::Host::Client;
use tcp_model::host::{Flow, Party};
use tcp_model::knobs::Isn;
use tcp_model::seq::SeqNum;
use tcp_model::trace::Landing;

fn check(story: &Pair, expected: &Expect) {
    expected.assert_eq(&story.told());
}

#[test]
fn a_blind_reset_must_hit_rcv_nxt() {
    let story = Pair::established("")
        .attacked("1s", None, "RST 999")
        .attacked("2s", None, "RST 1500")
        .attacked("3s", None, "RST 1001");
    check(
        &story,
        &expect![[r#"
        1.000 RST 999 > | ESTABLISHED ESTABLISHED
        2.000 RST 1500 > | ESTABLISHED ESTABLISHED
        2.040 < ACK 2001 1001 | ESTABLISHED ESTABLISHED
        3.000 RST 1001 >; server: error: connection reset | ESTABLISHED CLOSED
    "#]],
    );
}

#[test]
fn whoever_guesses_the_servers_number_opens_a_connection_in_the_clients_name() {
    let story = Pair::new("server OPEN passive")
        .with(|knobs| knobs.isn = Isn::Fixed(SeqNum(2000)))
        .but("lose server 0 SYN,ACK")
        .attacked("1s", None, "SYN 7000")
        .attacked("1.1s", None, "ACK 7001 2001 +10");
    check(
        &story,
        &expect![[r#"
        0.000 server OPEN passive | CLOSED LISTEN
        1.000 SYN 7000 > | CLOSED SYN-RECEIVED
        1.020 lost < SYN,ACK 2000 7001 | CLOSED SYN-RECEIVED
        1.100 ACK 7001 2001 +10 >; server gets 10 | CLOSED ESTABLISHED
        1.140 < ACK 2001 7011 | CLOSED ESTABLISHED
        1.180 RST 7011 >; server: error: connection reset | CLOSED CLOSED
    "#]],
    );
}

#[test]
fn what_the_attacker_forges_comes_from_the_attacker_in_the_clients_name() {
    let run = Pair::established("").attacked("1s", None, "RST 1500").run();
    let forged = run.flight(1);
    assert_eq!((forged.sender(), forged.from), (Party::Attacker, Client));
    assert_eq!(forged.receiver(), Party::Server);
    // The challenge ACK goes to the true client.
    assert_eq!((run.flight(2).sender(), run.flight(2).receiver()), (Party::Server, Party::Client));
}

#[test]
fn an_answer_to_an_address_at_which_nobody_is_gets_lost() {
    let run = Pair::new(OPEN).attacked("1s", Some(1), "ACK 7000 1").run();
    let answer = run.flights.iter().find(|flight| flight.receiver() == Party::Attacker);
    let answer = answer.expect("a reset");
    assert_eq!((answer.flow, answer.landing), (Flow::stranger(1), Landing::Lost));
}
