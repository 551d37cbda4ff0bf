//! The program that carries the library: the page and its worker call what that exports.

use proof as _;

fn main() {}
