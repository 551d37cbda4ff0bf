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
            &[$(($address, $file, include_str!(concat!($file, ".json"))),)*];
    };
}

include!("traces/list.rs");

fn run(address: &str) -> String {
    let scenario = Catalogue::get().find(address).unwrap_or_else(|| panic!("no {address}"));
    trace(scenario, &scenario.run())
}

#[test]
fn every_trace_is_as_it_was_written_down() {
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        return write_anew();
    }
    for (address, file, expected) in TRACES {
        let trace = run(address);
        assert!(trace == *expected, "{address} differs from tests/traces/{file}.json:\n{trace}");
    }
    assert_eq!(addresses(), TRACES.iter().map(|(address, ..)| *address).collect::<Vec<_>>());
}

fn addresses() -> Vec<&'static str> {
    let all = Catalogue::get().entries().iter().flat_map(|entry| entry.all());
    all.map(|scenario| scenario.address.as_str()).collect()
}

/// Writes all traces and the list of them.
#[cfg(not(target_arch = "wasm32"))]
fn write_anew() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/traces");
    let mut list = String::from("traces! {\n");
    for address in addresses() {
        let file = address.replace('/', ".");
        std::fs::write(format!("{folder}/{file}.json"), run(address)).unwrap();
        list += &format!("    {address:?}: {file:?},\n");
    }
    std::fs::write(format!("{folder}/list.rs"), list + "}\n").unwrap();
}
