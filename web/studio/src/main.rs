//! The program that carries the library: the page calls what that exports.

use studio as _;

fn main() {}
