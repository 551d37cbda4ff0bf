//! What is fuzzed. Each function takes octets of any kind and panics if something that must always
//! hold does not; otherwise it returns. `fuzz/` runs them under libFuzzer, `tests/corpus.rs` over
//! the inputs in `corpus/` and what they become when they are mutated a little.
//!
//! ```
//! tcp_fuzz::wire(&[0x45, 0x00]);
//! ```

mod endpoint;

pub use endpoint::endpoint;

use tcp_packetdrill::run::{Settings, run};
use tcp_scenarios::json::{read_scenario, trace};

/// A target by name.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 4] =
    [("endpoint", endpoint), ("wire", wire), ("scenario", scenario), ("packetdrill", packetdrill)];

/// A datagram: what can be read is written and read again as the same.
pub fn wire(octets: &[u8]) {
    if let Ok(packet) = tcp_wire::parse(octets) {
        let written = tcp_wire::encode(&packet).expect("what was read can be written");
        assert_eq!(tcp_wire::parse(&written).as_ref(), Ok(&packet));
    }
}

/// A scenario file: what can be read can be run, comes to an end and is written as a trace.
pub fn scenario(octets: &[u8]) {
    if let Ok(text) = std::str::from_utf8(octets)
        && let Ok(scenario) = read_scenario(text)
    {
        let run = scenario.run();
        assert!(trace(&scenario, &run).ends_with("}\n"));
    }
}

/// A packetdrill script: what can be read can be run.
pub fn packetdrill(octets: &[u8]) {
    if let Ok(script) = tcp_packetdrill::parse::parse_octets(octets) {
        run(&script, Settings::default());
    }
}
