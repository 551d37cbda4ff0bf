//! The variables of both ends (RFC 9293 §3.3.1), what each has sent, and its timers.

use crate::clock::in_words;
use crate::element::{Element, element};
use crate::live::Props;
use tcp_model::endpoint::Status;
use tcp_model::host::Host;
use tcp_model::time::Instant;
use tcp_scenarios::prose::Lang;
use tcp_view::inspector::{
    Occupant, Stretch, running_timers, sent_stretches, status, variables as values,
};
use tcp_view::ladder::QueueSizes;
use tcp_view::message::Message;

/// A card for an end.
pub(crate) fn card(props: &Props, host: Host, now: Instant) -> Element {
    let (run, lang) = (&props.show.run, props.show.lang);
    let (shape, letter) = match host {
        Host::Client => ("sym c", "C"),
        Host::Server => ("sym s", "S"),
    };
    let status = status(run, host, props.step);
    let timers = running_timers(run, host, props.step);
    let off =
        timers.is_empty().then(|| row("", &Message::Timer.say(lang), "", &Message::Off.say(lang)));
    let values = values(run, host, props.step);
    let values = values.iter().map(|variable| {
        let value = variable.value.map_or("–".to_owned(), |value| value.to_string());
        row(if variable.changed { "changed" } else { "" }, variable.name, "mono", &value)
    });
    let timers = timers.iter().map(|running| {
        let left = Instant::ZERO + running.expires.since(now);
        row("", running.timer.name(), "mono", &in_words(left))
    });
    let queues = match host {
        Host::Client => Vec::new(),
        Host::Server => queues(props, lang),
    };
    element("section", "tcb")
        .child(
            element("h3", "")
                .child(element("span", shape).hidden().text(letter))
                .say(Message::Host(host), lang)
                .child(element("span", "state").text(status.state.name())),
        )
        .child(strip(&status, host, lang))
        .child(element("dl", "").list(values).list(timers).child(off).list(queues))
}

/// How full the listener's queues are.
fn queues(props: &Props, lang: Lang) -> Vec<Element> {
    let now = props.step.checked_sub(1).map(|beat| props.show.run.beats[beat].queues);
    let sizes = QueueSizes::of(props.show.scenario.setup());
    let mut rows = Vec::new();
    for (name, full) in sizes.filled(now.unwrap_or_default()) {
        let name = [name, " ", &*Message::Queue.say(lang)].concat();
        rows.push(row("", &name, "mono", &full));
    }
    rows
}

fn row(class: &str, name: &str, kind: &str, value: &str) -> Element {
    element("div", class).child(element("dt", "").text(name)).child(element("dd", kind).text(value))
}

/// What an end has sent, in the order of its numbers: acknowledged or still in flight.
fn strip(status: &Status, host: Host, lang: Lang) -> Element {
    element("p", "strip mono")
        .attribute("role", "group")
        .label(Message::SendSequence(host), lang)
        .list(sent_stretches(status).iter().map(stretch))
        .child(element("span", "free"))
}

fn stretch(stretch: &Stretch) -> Element {
    let last = stretch.first + (stretch.len - 1);
    let (class, words) = match stretch.occupant {
        Occupant::Syn => ("syn", "SYN".to_owned()),
        Occupant::Fin => ("fin", "FIN".to_owned()),
        Occupant::Text => ("data", format!("{}..{last}", stretch.first)),
    };
    let fly = if stretch.acknowledged { "" } else { " fly" };
    element("span", &[class, fly].concat()).text(&words)
}
