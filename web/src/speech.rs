//! What a screen reader is told as things happen.

use crate::browser;
use crate::element::{Element, element};
use tcp_view::app::{App, Show};
use tcp_view::message::Message;

/// While it plays, something is said at most this often, in milliseconds.
const PAUSE: f64 = 4_000.0;

/// One polite voice: the headline of what has just happened.
#[derive(Default)]
pub(crate) struct Speech {
    words: String,
    last: f64,
    about: Option<(Show, usize, bool)>,
}

impl Speech {
    /// Says what has happened, if it is time to.
    pub(crate) fn tell(&mut self, app: &App) {
        let App { show, step, playing, .. } = app;
        let about = Some((show.clone(), *step, *playing));
        if self.about == about {
            return;
        }
        self.about = about;
        let now = browser::wall();
        if *playing && now - self.last < PAUSE {
            return;
        }
        self.last = now;
        self.words = match app.caption() {
            Some(caption) => {
                let place = Message::StepOf(*step, show.captions.len()).say(show.lang);
                [&place, &*caption.headline].concat()
            }
            None => String::new(),
        };
    }

    /// What was said last.
    pub(crate) fn element(&self) -> Element {
        element("p", "vh").attribute("role", "status").text(&self.words)
    }
}
