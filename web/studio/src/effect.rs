//! What follows from what a reader does.

use tcp_export::{Frame, Options};
use tcp_model::trace::Run;
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
    /// Give the reader a file: name, MIME type, octets.
    Download(String, &'static str, Vec<u8>),
    /// Put a text on the clipboard, and say whether that was done; where it was not, select what is
    /// in the field that a selector finds, if there is one.
    CopyFrom(String, String),
    /// Open the browser's dialog for sharing: a title and a link.
    Share(String, String),
    /// Give the reader a figure as a PNG file.
    Picture {
        /// The name of the file.
        name: String,
        /// The figure.
        svg: String,
        /// Pixels for each of the figure's.
        scale: u32,
    },
    /// Draw a film and give it to the reader as a GIF file.
    Film {
        /// The name of the file.
        name: String,
        /// Of what it is.
        scenario: Box<Scenario>,
        /// Its run.
        run: Box<Run>,
        /// How its figures look.
        options: Options,
        /// Its pictures.
        frames: Vec<Frame>,
    },
    /// Leave the film that is being drawn.
    StopFilm,
    /// Keep something for the next visit, under a name.
    Keep(&'static str, &'static str),
}
