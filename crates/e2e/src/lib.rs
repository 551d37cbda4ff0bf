//! Tests of the built site in real browsers: `cargo xtask test` sets up what they need and runs
//! them; `cargo test -p e2e` runs them on a machine where that was done.
//!
//! A test is an `async fn(&Lab) -> anyhow::Result<()>`, listed in [`in_each_browser!`] at the end
//! of its file. It serves `dist/` with [`Lab::open`], on a port and under a path of its own,
//! and reads the page through [`Lab::see`] and [`Lab::until`], which wait. After it the
//! [`Lab`] asks the page and the browser for errors, and fails the test when there are any.

mod driver;
mod lab;
mod site;

pub use driver::Browser;
pub use lab::{Lab, run};
pub use site::{Gate, Spoil, as_built};

/// Makes tests of the functions: each once in each browser, `name::chromium` and `name::firefox`.
#[macro_export]
macro_rules! in_each_browser {
    ($($test:ident),+ $(,)?) => {$(
        mod $test {
            #[test]
            fn chromium() {
                $crate::run($crate::Browser::Chromium, super::$test);
            }

            #[test]
            fn firefox() {
                $crate::run($crate::Browser::Firefox, super::$test);
            }
        }
    )+};
}
