//! The program that carries the library: the page calls what that exports.

use studio as _;

/// Smaller than the standard library's, and as fast.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {}
