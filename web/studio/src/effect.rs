//! What follows from what a reader does.

use tcp_scenarios::scenario::Scenario;
use tcp_studio::change::History;

/// Something that is to be done outside of the studio's state.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// Tell the page what to do: an order, and the book of a run where it is about one. Orders are
    /// `open ADDRESS POSITION`, `beside ADDRESS` (or nothing after it), `seek POSITION`,
    /// `play MICROSECONDS` (until then), `select SEGMENT` (0 for none), `panel NAME` (or nothing),
    /// `blind 1` (the future is not drawn) or `blind 0`, `part MICROSECONDS` (where two runs part, or
    /// nothing), `hash TEXT`.
    Tell(String, Option<Vec<u8>>),
    /// Have the page show a run that a reader has made.
    Show {
        /// It.
        scenario: Box<Scenario>,
        /// The address of what it was made from.
        of: String,
        /// Where to show it: `step:3`, or seconds.
        at: String,
    },
    /// Have the page show what the reader has changed, as this history has it, there.
    Change(Box<History>, String),
    /// Have the page draw a run that a reader has made beside the one on the stage; with the address
    /// of what it was made from.
    Beside(Box<Scenario>, String),
    /// Fetch a file of the site; it is handed to the desk.
    Fetch(String),
    /// Put the focus on what a selector finds.
    Focus(String),
    /// Put a text on the clipboard.
    Copy(String),
    /// Give the reader a file: name, MIME type, octets.
    Download(String, &'static str, Vec<u8>),
}
