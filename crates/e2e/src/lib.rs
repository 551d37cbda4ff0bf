//! Tests of the built site in real browsers: `cargo xtask test` sets up what they need and runs
//! them; `cargo test -p e2e` runs them on a machine where that was done.
//!
//! A test is an `async fn(&Lab) -> anyhow::Result<()>`, listed in [`in_each_browser!`] at the end
//! of its file. It serves `dist/` with [`Lab::open`], on a port and under a path of its own,
//! and reads the page through [`Lab::see`] and [`Lab::until`], which wait; what is asked of many
//! pages is a function of `page.js`, which runs in every one. A browser goes from test to test
//! (`pool.rs`), each of which has a site of its own. When a page is left the [`Lab`] asks
//! it and the browser for errors, and fails the test when there are any.

mod driver;
mod frames;
mod lab;
pub mod long;
mod medium;
mod pool;
mod site;
mod webkit;

pub use driver::{Browser, Motion};
pub use frames::Shown;
pub use lab::{Lab, run, run_in_webkit};
pub use site::{Gate, Spoil, as_built, open_to_all, shared};

/// Makes tests of the functions: each once in each browser and in WebKit, where that runs; it knows
/// neither forced colours nor other media.
#[macro_export]
macro_rules! in_every_engine {
    ($($test:ident),+ $(,)?) => {
        $crate::in_each_browser! { $($test),+ }
        mod webkit {$(
            #[test]
            fn $test() {
                $crate::run_in_webkit(super::$test);
            }
        )+}
    };
}

/// Makes tests of the functions: each once in each browser, `name::chromium` and `name::firefox`.
#[macro_export]
macro_rules! in_each_browser {
    (with $motion:ident motion: $($test:ident),+ $(,)?) => {$(
        mod $test {
            use $crate::{Browser, Motion, run};

            #[test]
            fn chromium() {
                run(Browser::Chromium, Motion::$motion, super::$test);
            }

            #[test]
            fn firefox() {
                run(Browser::Firefox, Motion::$motion, super::$test);
            }
        }
    )+};
    ($($tests:tt)+) => { $crate::in_each_browser! { with Full motion: $($tests)+ } };
}
