//! Random trouble: what the weather of a network does, and that a seed decides all of it.

use crate::pair::{OPEN, Pair};
use proptest::prelude::*;
use tcp_model::host::Host::{Client, Server};
use tcp_model::segment::Payload;
use tcp_model::sim::Weather;
use tcp_model::state::State;
use tcp_model::time::Duration;
use tcp_model::trace::{Landing, Run};

/// Both send, and both close when they have what they wanted.
fn talk(weather: Weather) -> Pair {
    let mut story = Pair::new(&format!(
        "{OPEN}client SEND 9000\nclient CLOSE when client received 9000\n\
         server SEND 9000 when server ESTABLISHED\nserver CLOSE when server received 9000"
    ));
    story.0.weather = weather;
    story
}

fn with(weather: Weather) -> Run {
    talk(Weather { seed: 1, ..weather }).run()
}

#[test]
fn without_weather_every_segment_travels_as_usual() {
    let run = with(Weather::default());
    assert!(run.flights.iter().all(|f| f.due.since(f.sent) == Duration::from_millis(40)));
    assert!(run.flights.iter().all(|f| f.copy_of.is_none() && f.landing != Landing::Lost));
}

#[test]
fn loss_loses_segments() {
    let run = with(Weather { loss: 200, ..Weather::default() });
    let lost = run.flights.iter().filter(|f| f.landing == Landing::Lost).count();
    let all = run.flights.len();
    assert!(lost * 20 > all && lost * 2 < all, "{lost} of {all}");
}

#[test]
fn duplication_doubles_segments() {
    let run = with(Weather { duplication: 1000, ..Weather::default() });
    let copies = run.flights.iter().filter(|flight| flight.copy_of.is_some()).count();
    assert_eq!(copies * 2, run.flights.len());
}

#[test]
fn reordering_lets_segments_overtake_each_other() {
    let run = with(Weather { reordering: 300, ..Weather::default() });
    let overtakes = |from| {
        let sent: Vec<_> = run.flights.iter().filter(|flight| flight.from == from).collect();
        sent.windows(2).any(|pair| pair[0].due > pair[1].due)
    };
    assert!(overtakes(Client) && overtakes(Server));
}

#[test]
fn jitter_delays_by_no_more_than_it_says() {
    let jitter = Duration::from_millis(10);
    let run = with(Weather { jitter, ..Weather::default() });
    let usual = Duration::from_millis(40);
    let delays: Vec<Duration> = run.flights.iter().map(|f| f.due.since(f.sent)).collect();
    assert!(delays.iter().all(|delay| *delay >= usual && *delay <= usual + jitter));
    assert!(delays.iter().any(|delay| *delay != delays[0]));
}

#[test]
fn a_fault_comes_before_the_weather() {
    let weather = Weather { loss: 1000, ..Weather::default() };
    let run = talk(weather).but("delay client 1 SYN 60ms").run();
    let landed = run.flights.iter().filter(|f| matches!(f.landing, Landing::Arrived(_)));
    assert_eq!(landed.map(|flight| flight.id).collect::<Vec<_>>(), [1]);
}

#[test]
fn a_fault_changes_the_weather_of_no_other_segment() {
    let jitter = Duration::from_millis(10);
    let story = talk(Weather { jitter, seed: 1, ..Weather::default() });
    let (usual, faulty) = (story.run(), story.but("copy server 1 SYN,ACK 300ms").run());
    let own = |run: &Run| {
        let flights = run.flights.iter().filter(|flight| flight.copy_of.is_none());
        flights.map(|flight| (flight.sent, flight.due)).collect::<Vec<_>>()
    };
    // The SYN,ACK itself is left to the weather too.
    assert_eq!(own(&usual)[..3], own(&faulty)[..3]);
}

fn bearable() -> impl Strategy<Value = Weather> {
    (0u16..150, 0u16..200, 0u16..300, 0u64..200, any::<u64>()).prop_map(
        |(loss, duplication, reordering, jitter, seed)| {
            let jitter = Duration::from_millis(jitter);
            Weather { loss, duplication, reordering, jitter, seed }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_same_seed_gives_the_same_run(weather in bearable()) {
        prop_assert_eq!(talk(weather).run(), talk(weather).run());
    }

    #[test]
    fn bad_weather_does_not_change_what_arrives(weather in bearable()) {
        let run = talk(weather).with(|knobs| (knobs.r2, knobs.r2_syn) = (30, 30))
            .with(|knobs| knobs.user_timeout = Duration::from_secs(1_000_000)).run();
        let text = |word: &str| Payload::repeating(word, 9000).as_slice().to_vec();
        prop_assert_eq!(&run.delivered.server, &text("client"));
        prop_assert_eq!(&run.delivered.client, &text("server"));
        let last = run.last_status();
        prop_assert_eq!((last.client.state, last.server.state), (State::Closed, State::Closed));
    }
}
