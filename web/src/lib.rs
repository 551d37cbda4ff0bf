//! The page: draws what the view says, and nothing else.
//!
//! [`App`] holds the one state; the parts of the page are functions from it to elements. What
//! changes with an event goes through its [`Dispatch`](app::Dispatch). What moves between events
//! belongs to the [`clock`]: it writes only transforms, and no attribute that it writes is in any
//! element; the few words that tell the time are [`live`].
//!
//! With the feature `embed` it is a player in somebody else's page: see [`embed`].

mod app;
mod browser;
mod clock;
mod element;
#[cfg(feature = "embed")]
mod embed;
#[cfg(not(feature = "embed"))]
#[path = "alone.rs"]
mod embed;
mod evidence;
mod head;
mod header;
mod icon;
mod keys;
mod library;
mod live;
mod marks;
mod memory;
mod picker;
mod play;
mod proof;
mod questions;
mod reference;
mod speech;
mod stage;
mod studio;
mod transcript;
mod transport;

pub use app::App;
#[cfg(feature = "embed")]
pub use embed::{Embed, Player};
pub use library::{learn_file, once_begun};

/// Mounts the page in place of what `host` holds, once the scenario and the language that the
/// address asks for are here.
pub fn mount(host: web_sys::Element) {
    let (address, _) = tcp_view::address::Address::parse(&browser::query());
    let lang = address.lang.unwrap_or(memory::remembered().0);
    library::once_begun(address.scenario, lang, move || {
        yew::Renderer::<App>::with_root(host).render();
    });
}
