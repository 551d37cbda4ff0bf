//! What [`embed`](super::embed) is for the page's own program, which has a page to itself: nothing.

use crate::app::{App, Dispatch};
use crate::element::{Element, element};
use std::convert::Infallible;
use tcp_view::app::{App as State, Msg};
use web_sys::HtmlElement;

/// Whether this is the program of the player that is embedded.
pub(crate) const EMBEDDED: bool = false;

/// What the component is given.
pub(crate) type Given = ();

/// Nobody is there to want something.
pub(crate) type Order = Infallible;

pub(crate) struct Embedding;

impl Embedding {
    pub(crate) fn new(_: &Given) -> Embedding {
        Embedding
    }

    pub(crate) fn begin(&self) -> State {
        unreachable!()
    }

    pub(crate) fn bounded(&self, next: State) -> State {
        next
    }

    pub(crate) fn tell(&self, _: &State, _: &Dispatch) {}
}

pub(crate) fn obeyed(_: &App, order: &Order) -> Option<Msg> {
    match *order {}
}

pub(crate) fn view(_: &App) -> Element {
    element("div", "")
}

pub(crate) fn beginning(_: &App) -> Element {
    element("div", "")
}

pub(crate) fn scroll_to(_: &HtmlElement) {}
