//! Old segments that turn up, and an end that has lost its memory: Figure 11 of RFC 9293 §3.5.1,
//! and its like in RFC 1337 and RFC 5961. Figures 9 and 10 are in [`hosts`](crate::hosts).

use crate::pair::Pair;
use expect_test::{Expect, expect};
use tcp_model::host::Host::{self, Client, Server};
use tcp_model::script::{Action, Condition, ScriptStep};
use tcp_model::state::State;
use tcp_model::time::Duration;

fn check(story: &Pair, expected: &Expect) {
    expected.assert_eq(&story.told());
}

/// A story in which a host loses its memory after a second.
fn forgetful(mut story: Pair, host: Host) -> Pair {
    let at = |millis| Some(Condition::At(Duration::from_millis(millis)));
    let step = |after, action| ScriptStep { after, pause: Duration::ZERO, action };
    let track = vec![step(at(1000), Action::Crash(host)), step(at(1100), Action::Reboot(host))];
    story.0.tracks.push(track);
    story
}

#[test]
fn figure_11_old_duplicate_syn_initiates_a_reset_on_two_passive_sockets() {
    let story = Pair::new("client OPEN passive\nserver OPEN passive");
    check(
        &story.haunted_by("100ms", Client, "SYN 500"),
        &expect![[r#"
        0.000 client OPEN passive | LISTEN CLOSED
        0.000 server OPEN passive | LISTEN LISTEN
        0.100 SYN 500 > | LISTEN SYN-RECEIVED
        0.140 < SYN,ACK 2000 501 | LISTEN SYN-RECEIVED
        0.180 RST 501 > | LISTEN LISTEN
    "#]],
    );
}

#[test]
fn rfc_1337_an_old_duplicate_assassinates_time_wait() {
    // Its Figure 1: old text draws an ACK, and the other end, which has forgotten, resets.
    let story = Pair::established("client CLOSE\nserver CLOSE when server closing");
    let haunted = story.haunted_by("1s", Server, "ACK 1900 1001 +5");
    check(
        &haunted,
        &expect![[r#"
        0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
        0.040 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
        0.040 server CLOSE | FIN-WAIT-1 LAST-ACK
        0.080 < ACK 2001 1002 | FIN-WAIT-2 LAST-ACK
        0.080 < FIN,ACK 2001 1002; client: connection closing | TIME-WAIT LAST-ACK
        0.120 ACK 1002 2002 > | TIME-WAIT CLOSED
        1.000 < ACK 1900 1001 +5 | TIME-WAIT CLOSED
        1.040 ACK 1002 2002 > | TIME-WAIT CLOSED
        1.080 < RST 2002 | CLOSED CLOSED
    "#]],
    );
}

#[test]
fn rfc_5961_a_blind_reset_is_challenged_and_the_peer_stays() {
    let story = Pair::established("client SEND 10 at 1s");
    check(
        &story.haunted_by("100ms", Client, "RST 1500"),
        &expect![[r#"
        0.100 RST 1500 > | ESTABLISHED ESTABLISHED
        0.140 < ACK 2001 1001 | ESTABLISHED ESTABLISHED
        1.000 client SEND 10 | ESTABLISHED ESTABLISHED
        1.040 PSH,ACK 1001 2001 +10 >; server gets 10 | ESTABLISHED ESTABLISHED
        1.080 < ACK 2001 1011 | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn rfc_5961_a_peer_that_has_forgotten_answers_the_challenge_of_its_syn_with_an_exact_reset() {
    // §4.2: the challenge lets the new SYN in at the second try, with or without RFC 5961.
    let story = |rfc5961| {
        let script = "server OPEN passive when server CLOSED\nclient OPEN active at 1200ms";
        let story = Pair::established(script).with(|knobs| knobs.rfc5961 = rfc5961);
        forgetful(story, Client).run().last_status().server.state
    };
    assert_eq!(story(true), State::Established);
    assert_eq!(story(false), State::Established);
}
