//! The program that carries the library: the scripts of `web/embed` call what that exports.

use own as _;

fn main() {}
