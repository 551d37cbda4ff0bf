//! The evidence beside the ladder: states, a segment, variables. Where there is little room,
//! one of them at a time.

pub(crate) mod states;
pub(crate) mod variables;

use crate::app::App;
use crate::element::{Element, button, element, nodes};
use crate::live::{Part, live};
use crate::studio::place;
use tcp_model::host::Host;
use tcp_view::message::Message;

/// What is shown where there is little room.
#[derive(Copy, Clone, PartialEq, Eq)]
pub enum Tab {
    /// The state diagram.
    States,
    /// A segment's fields.
    Segment,
    /// The variables of both ends.
    Variables,
}

impl Tab {
    const ALL: [(Tab, &'static str, Message); 3] = [
        (Tab::States, "states", Message::StateDiagram),
        (Tab::Segment, "segment", Message::SegmentFields),
        (Tab::Variables, "variables", Message::VariablesShort),
    ];
}

/// States, segment, variables.
pub(crate) fn evidence(app: &App) -> Element {
    let lang = app.state.lang;
    let tabs = Tab::ALL.into_iter().map(|(tab, _, message)| {
        button("", &app.dispatch, tab).pressed(tab == app.tab).say(message, lang)
    });
    let (_, name, _) = Tab::ALL[app.tab as usize];
    element("aside", "side")
        .label(Message::Evidence, lang)
        .attribute("data-tab", name)
        .child(element("div", "seg-ctl tabs").list(tabs))
        .node(live(app, &app.sight, Part::States))
        .child(segment(app))
        .child(variables(app))
}

/// The variables of both ends.
pub(crate) fn variables(app: &App) -> Element {
    let cards = Host::BOTH.into_iter().map(|host| live(app, &app.sight, Part::Variables(host)));
    element("section", "pane variables")
        .child(element("h2", "vh").say(Message::Variables, app.state.lang))
        .child(element("div", "tcbs").node(nodes(cards)))
}

/// Where the studio looks into a segment, once one is selected.
fn segment(app: &App) -> Element {
    let lang = app.state.lang;
    let heading = element("h2", "label").say(Message::SegmentFields, lang);
    let none = element("p", "none").say(Message::NoSegment, lang);
    element("section", "pane segment")
        .child(place("inspect"))
        .child(element("div", "unsent").child(heading).child(none))
}
