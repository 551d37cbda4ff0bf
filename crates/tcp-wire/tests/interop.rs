//! Our endpoint and another's, octet by octet. `examples/interop` plays as many seeds as you like.

#[path = "../examples/interop/harness/mod.rs"]
mod harness;

#[test]
fn with_smoltcp_every_octet_arrives_and_both_ends_close() {
    let failed: Vec<String> = (0..300).filter_map(|seed| harness::play(seed).err()).collect();
    assert!(failed.is_empty(), "{} of 300 failed; the first:\n{}", failed.len(), failed[0]);
}
