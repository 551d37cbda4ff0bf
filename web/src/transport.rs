//! The controls: steps, play, the timeline, speed.

use crate::app::App;
use crate::browser;
use crate::clock::{ends, in_words, thousandths};
use crate::element::{Element, Kind, button, element};
use crate::header::choice;
use crate::icon::{Icon, icon};
use crate::keys::toggle;
use crate::live::{Part, Props, live};
use crate::studio;
use tcp_model::time::Instant;
use tcp_view::app::Msg;
use tcp_view::fixed::Px;
use tcp_view::ladder::Ladder;
use tcp_view::message::Message;
use tcp_view::playback::Speed;
use web_sys::{HtmlInputElement, HtmlSelectElement};

/// The bar at the bottom.
pub(crate) fn transport(app: &App) -> Element {
    let (lang, step, beats) = (app.state.lang, app.state.step, app.state.show.run.beats.len());
    let key = |class: &str, sign: Icon, message: Message, msg: Msg, usable: bool| {
        button(class, &app.dispatch, msg)
            .saying("title", message, lang)
            .label(message, lang)
            .attribute("aria-disabled", (!usable).then_some("true"))
            .child(icon(sign, "18"))
    };
    let class = "btn quiet icon";
    let keys = element("div", "keys")
        .child(key(
            "btn quiet icon restart",
            Icon::Restart,
            Message::Restart,
            Msg::Restart,
            step > 0,
        ))
        .child(key(class, Icon::Back, Message::StepBack, Msg::StepBack, step > 0))
        .child(play(app))
        .child(key(
            class,
            Icon::Forward,
            Message::StepForward,
            Msg::StepForward,
            app.state.goes_on(),
        ));
    let [speeds, select] = speeds(app);
    choice("transport", Message::Controls, lang)
        .child(studio::place("timeline"))
        .child(keys)
        .child(scrubber(app))
        .child(speeds)
        .child(select)
        .child(
            element("p", "clock")
                .say(Message::EventOf(step, beats), lang)
                .child(element("small", "").text(&what(app))),
        )
}

fn play(app: &App) -> Element {
    let (sign, message) = match app.state.playing {
        true => (Icon::Pause, Message::Pause),
        false => (Icon::Play, Message::Play),
    };
    let (dispatch, clock, playing) =
        (app.dispatch.clone(), app.sight.clock.clone(), app.state.playing);
    element("button", "play")
        .saying("title", message, app.state.lang)
        .label(message, app.state.lang)
        .child(icon(sign, "20"))
        .on(Kind::Click, move |_| dispatch.emit(toggle(playing, clock.now())))
}

/// What has just happened, in a few words.
fn what(app: &App) -> String {
    match app.state.caption() {
        Some(caption) => caption.margin.clone(),
        None => Message::NothingYet.say(app.state.lang).into_owned(),
    }
}

/// A native range over the drawn timeline. Its position belongs to the clock.
fn scrubber(app: &App) -> Element {
    let (from, to) = ends(&app.sight.ladder);
    let (dispatch, ladder) = (app.dispatch.clone(), app.sight.ladder.clone());
    let place = Message::StepOf(app.state.step, app.state.show.run.beats.len());
    let [control, handle, done] = &app.sight.clock.moving().scrubber;
    let range = element("input", "")
        .found_by(control)
        .attribute("type", "range")
        .attribute("min", "0")
        .measure("max", (to - from).0)
        .attribute("step", "1")
        .label(Message::Timeline, app.state.lang)
        .attribute("aria-valuetext", &*[&*place.say(app.state.lang), &what(app)].concat())
        .on(Kind::Input, move |event| {
            if let Some(range) = browser::target::<HtmlInputElement>(&event) {
                let tenths = Px(range.value_as_number() as i32);
                dispatch.emit(Msg::SeekTo(ladder.scale.time_at(from + tenths)));
            }
        });
    let rail = element("div", "rail").child(element("div", "done").found_by(done));
    let handle = element("div", "handle").found_by(handle);
    element("div", "scrub")
        .child(element("div", "track").hidden().child(rail).child(track(app)).child(handle))
        .child(range)
}

/// What a letter of a label takes, and what is free around it, in thousandths of the timeline.
const LETTER: i32 = 10;
const AROUND: i32 = 12;

/// The room that the label of a time takes.
fn room(time: &str) -> i32 {
    time.chars().count() as i32 * LETTER + AROUND
}

/// What is sent and when: the first drawing in grey, the second in colour as far as it has happened.
fn track(app: &App) -> Element {
    let ladder = &app.sight.ladder;
    // What else is sent at the same time may have its own beat: the last line is seen to its right edge.
    let done = ladder.last_sent(app.state.step).map_or(0, |last| place(ladder, last.sent) + 1);
    let done = element("rect", "").attribute("width", &*percent(done)).attribute("height", "100%");
    element("svg", "")
        .node(live(app, &app.sight, Part::Ticks(false)))
        .child(element("clipPath", "").attribute("id", "done").child(done))
        .node(live(app, &app.sight, Part::Ticks(true)))
}

/// Where a moment is, in thousandths.
fn place(ladder: &Ladder, t: Instant) -> i32 {
    let (from, to) = ends(ladder);
    thousandths(ladder.scale.y(t) - from, to - from)
}

/// All that is sent, in grey with the scale breaks and the times, or in colour.
pub(crate) fn ticks(props: &Props, past: bool) -> Element {
    let ladder = &props.ladder;
    let mut drawn = element("g", "").attribute("clip-path", past.then_some("url(#done)"));
    if !past {
        drawn = drawn.list(breaks(ladder)).list(times(ladder));
    }
    let mut before = None;
    for journey in &ladder.journeys {
        let at = place(ladder, journey.sent);
        // What stands at the same place looks the same.
        if before.replace((at, journey.role)) == Some((at, journey.role)) {
            continue;
        }
        if !past {
            drawn = drawn.child(tick("ek-bg", at));
        }
        let class = if past { journey.role.class() } else { "fu" };
        drawn = drawn.child(tick(&["ek ", class].concat(), at));
    }
    drawn
}

fn breaks(ladder: &Ladder) -> impl Iterator<Item = Element> {
    ladder.scale.breaks().iter().map(|cut| {
        let (x0, x1) = (place(ladder, cut.from), place(ladder, cut.to));
        element("rect", "tr-brk")
            .attribute("x", &*percent(x0))
            .attribute("width", &*percent((x1 - x0).max(8)))
            .attribute("y", "12")
            .attribute("height", "8")
    })
}

/// The times at which something is sent, where there is room for them, and that of the end.
fn times(ladder: &Ladder) -> Vec<Element> {
    let mut labels = Vec::new();
    let end_time = in_words(ladder.scale.end());
    let (mut free, last) = (i32::MIN, 1000 - room(&end_time));
    for journey in &ladder.journeys {
        let at = place(ladder, journey.sent);
        let time = in_words(journey.sent);
        let half = room(&time) / 2;
        if at - half >= free && at + half <= last {
            labels.push(label(at, &time));
            // The first begins at the left end.
            free = at + if at == 0 { half * 2 } else { half };
        }
    }
    labels.push(words("100%", "end").text(&end_time));
    labels
}

fn tick(class: &str, at: i32) -> Element {
    let x = percent(at);
    element("line", class)
        .attribute("x1", &*x)
        .attribute("x2", &*x)
        .attribute("y1", "8")
        .attribute("y2", "24")
}

fn label(x: i32, time: &str) -> Element {
    let anchor = if x == 0 { "start" } else { "middle" };
    words(&percent(x), anchor).text(time.strip_suffix(" ms").unwrap_or(time))
}

fn words(x: &str, anchor: &str) -> Element {
    element("text", "tr-l").attribute("x", x).attribute("y", "42").attribute("text-anchor", anchor)
}

fn percent(thousandths: i32) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// Buttons where there is room, a list where there is not.
fn speeds(app: &App) -> [Element; 2] {
    let (lang, speed) = (app.state.lang, app.state.speed);
    let buttons = Speed::ALL.into_iter().map(|other| {
        button("", &app.dispatch, Msg::SetSpeed(other)).pressed(other == speed).text(written(other))
    });
    let options = Speed::ALL.into_iter().map(|other| {
        element("option", "")
            .attribute("value", other.name())
            .attribute("selected", (other == speed).then_some("selected"))
            .text(written(other))
    });
    let dispatch = app.dispatch.clone();
    let select = element("select", "speed")
        .label(Message::Speed, lang)
        .property("value", speed.name())
        .list(options)
        .on(Kind::Change, move |event| {
            if let Some(select) = browser::target::<HtmlSelectElement>(&event) {
                let chosen = Speed::from_name(&select.value());
                dispatch.emit(Msg::SetSpeed(chosen.unwrap_or_default()));
            }
        });
    [choice("seg-ctl speeds", Message::Speed, lang).list(buttons), select]
}

/// A speed with a fraction that takes one letter where there is one.
fn written(speed: Speed) -> &'static str {
    match speed {
        Speed::ThirtySecond => "1/32×",
        Speed::Sixteenth => "1/16×",
        Speed::Eighth => "⅛×",
        Speed::Quarter => "¼×",
        Speed::Real => "1×",
    }
}
