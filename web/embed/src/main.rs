//! The program that carries the library: the scripts in `static` call what that exports.

use embed as _;

/// Smaller than the standard library's, and as fast.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {}
