//! The page: draws what the view says, and nothing else.
//!
//! [`App`] holds the one reducer and hands values and one dispatcher down. What changes with an
//! event goes through it. What moves between events belongs to the [`clock`]: it writes only
//! transforms, and no attribute that it writes is in any `html!`.

mod app;
mod browser;
mod clock;
mod evidence;
mod head;
mod header;
mod icon;
mod keys;
mod marks;
mod memory;
mod picker;
mod play;
mod questions;
mod reference;
mod speech;
mod stage;
mod transcript;
mod transport;

pub use app::App;
