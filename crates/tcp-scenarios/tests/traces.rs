//! A run is the same, byte for byte, natively and in WebAssembly: both are compared with the
//! traces in `traces/`. After a change that is meant, `UPDATE_EXPECT=1 cargo test -p
//! tcp-scenarios --features json` writes them anew; read the difference before committing it.
#![cfg(feature = "json")]

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

use tcp_scenarios::catalogue::Catalogue;
use tcp_scenarios::json::trace;

macro_rules! traces {
    ($($address:literal: $file:literal,)*) => {
        const TRACES: &[(&str, &str, &str)] =
            &[$(($address, $file, include_str!(concat!("traces/", $file, ".json"))),)*];
    };
}

traces! {
    "three-way-normal": "three-way-normal",
    "complete-lifecycle": "complete-lifecycle",
    "two-way-synack-lost": "two-way-synack-lost",
    "two-way-synack-lost/client-retransmits-syn": "two-way-synack-lost.client-retransmits-syn",
    "two-way-synack-lost/three-way": "two-way-synack-lost.three-way",
    "two-way-old-duplicate-syn": "two-way-old-duplicate-syn",
    "two-way-old-duplicate-syn/rst-lost": "two-way-old-duplicate-syn.rst-lost",
    "two-way-old-duplicate-syn/three-way": "two-way-old-duplicate-syn.three-way",
    "three-way-old-duplicate-syn": "three-way-old-duplicate-syn",
    "four-way-split-syn-ack": "four-way-split-syn-ack",
    "four-way-split-syn-ack/strict-rfc9293-client": "four-way-split-syn-ack.strict-rfc9293-client",
    "four-way-ack-of-ack": "four-way-ack-of-ack",
    "isn-fixed-old-data": "isn-fixed-old-data",
    "isn-clock-old-data-rejected": "isn-clock-old-data-rejected",
    "four-way-close": "four-way-close",
    "time-wait-zero-last-ack-lost": "time-wait-zero-last-ack-lost",
    "time-wait-zero-last-ack-lost/2msl": "time-wait-zero-last-ack-lost.2msl",
    "time-wait-short-old-data": "time-wait-short-old-data",
    "time-wait-2msl-protects": "time-wait-2msl-protects",
}

fn run(address: &str) -> String {
    let scenario = Catalogue::get().find(address).unwrap_or_else(|| panic!("no {address}"));
    trace(scenario, &scenario.run())
}

#[test]
fn every_trace_is_as_it_was_written_down() {
    for (address, file, expected) in TRACES {
        let trace = run(address);
        #[cfg(not(target_arch = "wasm32"))]
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/traces");
            std::fs::write(format!("{folder}/{file}.json"), &trace).unwrap();
            continue;
        }
        assert!(trace == *expected, "{address} differs from tests/traces/{file}.json:\n{trace}");
    }
}

#[test]
fn every_scenario_has_a_trace_here() {
    let all = Catalogue::get().entries().iter().flat_map(|entry| entry.all());
    let addresses: Vec<&str> = all.map(|scenario| scenario.address.as_str()).collect();
    assert_eq!(addresses, TRACES.iter().map(|(address, ..)| *address).collect::<Vec<_>>());
}
