//! What is asked of a player that stands in somebody else's page: the address of a page, and which
//! of its parts are shown. The names are the same in attributes, addresses and messages.
//!
//! ```
//! use tcp_view::embed::{Options, Panel};
//!
//! let (options, wrong) = Options::parse("?scenario=three-way-normal&panels=caption,states");
//! assert!(options.shows(Panel::States) && !options.shows(Panel::Question));
//! assert!(wrong.is_empty());
//! ```

use crate::address::{Position, Theme, Unusable, percent_decoded};
use crate::app::{App, Msg};
use crate::playback::Speed;
use tcp_model::time::Instant;
use tcp_scenarios::prose::Lang;

/// How much of the controls there is.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Controls {
    /// Steps, play, the timeline, speed.
    #[default]
    Full,
    /// Steps and play.
    Mini,
    /// None, but for whoever comes to them with the keyboard.
    None,
}

impl Controls {
    /// All of them, from the most to the least.
    pub const ALL: [Controls; 3] = [Controls::Full, Controls::Mini, Controls::None];

    /// As addresses and attributes write it.
    pub const fn name(self) -> &'static str {
        match self {
            Controls::Full => "full",
            Controls::Mini => "mini",
            Controls::None => "none",
        }
    }
}

/// A part of an embedded player beside the ladder itself.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Panel {
    /// The question, its answer in a sentence, and the choice between the protocols.
    Question,
    /// What is said of the last event.
    Caption,
    /// What the marks mean.
    Legend,
    /// The state diagram.
    States,
    /// The variables of both ends.
    Variables,
    /// The run as a table.
    Transcript,
}

impl Panel {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Panel; 6] = [
        Panel::Question,
        Panel::Caption,
        Panel::Legend,
        Panel::States,
        Panel::Variables,
        Panel::Transcript,
    ];

    /// As addresses and attributes write it.
    pub const fn name(self) -> &'static str {
        match self {
            Panel::Question => "question",
            Panel::Caption => "caption",
            Panel::Legend => "legend",
            Panel::States => "states",
            Panel::Variables => "variables",
            Panel::Transcript => "transcript",
        }
    }
}

/// What is shown where nothing is asked for.
const PANELS: [Panel; 3] = [Panel::Question, Panel::Caption, Panel::Legend];

/// What is asked of an embedded player besides what an address of a page says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// Which controls there are.
    pub controls: Controls,
    panels: Vec<Panel>,
    /// Where playing ends.
    pub end: Option<Position>,
    /// Whether it begins again at the end.
    pub repeats: bool,
}

impl Default for Options {
    fn default() -> Options {
        let panels = PANELS.to_vec();
        Options { controls: Controls::default(), panels, end: None, repeats: false }
    }
}

impl Options {
    /// Reads a query such as `?controls=mini&panels=caption&end=step:3&loop=1`; names that mean
    /// nothing here are passed over. What cannot be used is left out and returned as well.
    pub fn parse(query: &str) -> (Options, Vec<Unusable>) {
        let (mut options, mut unusable) = (Options::default(), Vec::new());
        for pair in query.trim_start_matches('?').split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = percent_decoded(value);
            if let Some(name) = options.take(name, &value) {
                unusable.push(Unusable { name, value });
            }
        }
        (options, unusable)
    }

    /// Takes one of them; its name where the value cannot be used.
    fn take(&mut self, name: &str, value: &str) -> Option<&'static str> {
        match name {
            "controls" => {
                let found = Controls::ALL.into_iter().find(|controls| controls.name() == value);
                self.controls = found.unwrap_or_default();
                found.is_none().then_some("controls")
            }
            "panels" => {
                let asked = value.split(',').map(str::trim).filter(|name| !name.is_empty());
                let found = asked.map(|name| Panel::ALL.into_iter().find(|p| p.name() == name));
                let found: Vec<Option<Panel>> = found.collect();
                let unknown = found.contains(&None).then_some("panels");
                self.panels = found.into_iter().flatten().collect();
                unknown
            }
            "end" => {
                self.end = Position::parse(value);
                self.end.is_none().then_some("end")
            }
            "loop" => {
                self.repeats = value == "1";
                (!matches!(value, "0" | "1")).then_some("loop")
            }
            _ => None,
        }
    }

    /// Whether a part is shown.
    pub fn shows(&self, panel: Panel) -> bool {
        self.panels.contains(&panel)
    }

    /// The state as far as it may play: not beyond the end that is asked for, but from there on
    /// again.
    pub fn bound(&self, mut app: App) -> App {
        if app.playing && app.studio.until.is_none() {
            app.studio.until = self.end.map(|end| app.time(end)).filter(|end| *end > app.playhead);
        }
        app
    }

    /// Whether this is where playing ends.
    pub fn is_at_end(&self, app: &App) -> bool {
        self.end.is_some_and(|end| app.time(end) == app.playhead) || !app.goes_on()
    }
}

impl App {
    /// When a position is, in what is on the stage.
    fn time(&self, position: Position) -> Instant {
        let beats = &self.show.run.beats;
        match position {
            Position::Time(t) => t.min(self.end()),
            Position::Step(0) => Instant::ZERO,
            Position::Step(step) => beats.get(step - 1).map_or(self.end(), |beat| beat.at),
        }
    }
}

/// What a page wants of the player in it, from a line of text:
///
/// | order | the player |
/// |---|---|
/// | `play`, `pause` | does so, where it does not already |
/// | `seek POSITION` | goes there and stands still |
/// | `step N` | goes so many events on, or back |
/// | `scenario ADDRESS`, `lang TAG`, `theme NAME`, `speed NAME` | shows it, or shows it so |
///
/// There may be nothing to do.
///
/// # Errors
///
/// What it cannot honour: an unknown verb, or a value that is not one.
pub fn order(app: &App, text: &str) -> Result<Option<Msg>, Unusable> {
    let (verb, rest) = text.split_once(' ').unwrap_or((text, ""));
    let (name, msg) = match verb {
        "play" => return Ok((!app.playing).then_some(Msg::Toggle)),
        "pause" => return Ok(app.playing.then_some(Msg::Toggle)),
        "seek" => {
            let to = Position::parse(rest).map(|to| match to {
                Position::Step(step) => Msg::SeekStep(step),
                Position::Time(t) => Msg::SeekTo(t),
            });
            ("t", to)
        }
        "step" => {
            let by = rest.parse().ok();
            ("step", by.map(|by| Msg::SeekStep(app.step.saturating_add_signed(by))))
        }
        "scenario" => ("scenario", Some(Msg::Open(rest.to_owned()))),
        "lang" => ("lang", Lang::from_tag(rest).map(Msg::SetLang)),
        "theme" => ("theme", Theme::from_name(rest).map(Msg::SetTheme)),
        "speed" => ("speed", Speed::from_name(rest).map(Msg::SetSpeed)),
        _ => return Err(Unusable { name: "order", value: text.to_owned() }),
    };
    match msg {
        Some(msg) => Ok(Some(msg)),
        None => Err(Unusable { name, value: rest.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::update;
    use tcp_model::time::Duration;

    fn at(millis: u64) -> Instant {
        Instant::ZERO + Duration::from_millis(millis)
    }

    #[test]
    fn what_is_not_asked_for_is_as_usual() {
        let (options, unusable) = Options::parse("?scenario=three-way-normal&lang=en");
        assert_eq!((options.clone(), unusable), (Options::default(), vec![]));
        assert!(PANELS.into_iter().all(|panel| options.shows(panel)));
        assert!(!options.shows(Panel::Transcript));
    }

    #[test]
    fn what_cannot_be_used_is_told_by_name() {
        let (options, unusable) =
            Options::parse("controls=many&panels=caption%2Cghosts&end=never&loop=yes");
        let names: Vec<_> = unusable.iter().map(|part| part.name).collect();
        assert_eq!(names, ["controls", "panels", "end", "loop"]);
        assert!(options.shows(Panel::Caption), "the part of it that there is");
    }

    #[test]
    fn no_panels_may_be_asked_for() {
        let (options, unusable) = Options::parse("panels=");
        assert!(Panel::ALL.into_iter().all(|panel| !options.shows(panel)));
        assert!(unusable.is_empty());
    }

    #[test]
    fn playing_ends_where_it_is_asked_to_and_goes_on_from_there() {
        let (options, _) = Options::parse("end=step:3");
        let app = App::new("?scenario=three-way-normal", Lang::En, Theme::Auto);
        let end = app.show.run.beats[2].at;
        let playing = options.bound(update(&app, Msg::Toggle).unwrap());
        let stopped = options.bound(update(&playing, Msg::Advance(at(1_000))).unwrap());
        assert_eq!((stopped.playing, stopped.playhead), (false, end));
        assert!(options.is_at_end(&stopped));
        let on = options.bound(update(&stopped, Msg::Toggle).unwrap());
        assert!(on.playing && on.studio.until.is_none(), "the reader wants to see the rest");
    }

    #[test]
    fn an_order_is_a_message_or_nothing_or_told_by_name() {
        let app = App::new("?scenario=three-way-normal&t=step:2", Lang::En, Theme::Auto);
        assert_eq!(order(&app, "play"), Ok(Some(Msg::Toggle)));
        assert_eq!(order(&app, "pause"), Ok(None), "it does not play");
        assert_eq!(order(&app, "step -1"), Ok(Some(Msg::SeekStep(1))));
        assert_eq!(order(&app, "step -9"), Ok(Some(Msg::SeekStep(0))));
        assert_eq!(order(&app, "seek 0.05"), Ok(Some(Msg::SeekTo(at(50)))));
        for (wrong, name, value) in [
            ("dance slowly", "order", "dance slowly"),
            ("seek there", "t", "there"),
            ("seek NaN", "t", "NaN"),
            ("seek null", "t", "null"),
            ("step x", "step", "x"),
            ("lang fr", "lang", "fr"),
            ("theme blue", "theme", "blue"),
            ("speed 3", "speed", "3"),
        ] {
            assert_eq!(order(&app, wrong), Err(Unusable { name, value: value.to_owned() }));
        }
    }
}
