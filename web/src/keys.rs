//! What the keys do while the player has the focus.

use crate::app::Dispatch;
use crate::browser;
use crate::embed::EMBEDDED;
use tcp_model::time::Instant;
use tcp_view::app::{App, Msg};
use web_sys::{HtmlElement, KeyboardEvent};

/// How far `,` and `.` move: less than a segment takes to cross.
const FINE: i64 = 2_000;

/// Does what a key asks for. A key that means something to what has the focus is left to it.
pub(crate) fn pressed(event: &KeyboardEvent, app: &App, now: Instant, dispatch: &Dispatch) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    if event.key() == "/" && !EMBEDDED {
        event.prevent_default();
        find_a_question(app, dispatch);
    } else if let Some(msg) = message(event, app, now) {
        event.prevent_default();
        dispatch.emit(msg);
    }
}

fn message(event: &KeyboardEvent, app: &App, now: Instant) -> Option<Msg> {
    let focused = browser::target::<HtmlElement>(event);
    let focused = focused.map(|element| element.tag_name()).unwrap_or_default();
    if focused == "SELECT" {
        return None;
    }
    let pressable = matches!(&*focused, "BUTTON" | "SUMMARY" | "A");
    Some(match &*event.key() {
        " " if pressable => return None,
        " " | "k" | "K" => toggle(app.playing, now),
        "ArrowLeft" => Msg::StepBack,
        "ArrowRight" => Msg::StepForward,
        "Home" => Msg::Restart,
        "End" => Msg::ToEnd,
        "," => Msg::Nudge(-FINE),
        "." => Msg::Nudge(FINE),
        "<" => Msg::SetSpeed(app.speed.slower()),
        ">" => Msg::SetSpeed(app.speed.faster()),
        "j" | "J" => Msg::SeekStep(app.step.saturating_sub(10)),
        "l" | "L" => Msg::SeekStep(app.step + 10),
        "?" if !EMBEDDED => Msg::TogglePanel("help"),
        "Escape" if app.selected.is_some() => Msg::Select(None),
        key => {
            let tenths: usize = key.parse().ok().filter(|tenths| *tenths < 10)?;
            Msg::SeekStep(app.show.run.beats.len() * tenths / 10)
        }
    })
}

/// Plays, or pauses where the stage is now.
pub(crate) fn toggle(playing: bool, now: Instant) -> Msg {
    if playing { Msg::PauseAt(now) } else { Msg::Toggle }
}

/// The list takes the focus when it opens; one that is open is asked to.
fn find_a_question(app: &App, dispatch: &Dispatch) {
    if app.picker_open {
        browser::focus(".search input");
    } else {
        dispatch.emit(Msg::TogglePicker);
    }
}
