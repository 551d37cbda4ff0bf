//! A run as a film in one SVG file: it plays once and ends as the figure. There is no script in
//! it; what moves are CSS animations, so that it plays as the image of a page, too.
//!
//! Everything stands where the figure has it, and an animation says where it comes from. Whoever
//! has asked for less motion, a sheet of paper, or a program that knows no animations therefore
//! has the figure.

use super::stage::Stage;
use super::{FigureOptions, Sheet, document, write_marks};
use crate::fixed::{Matrix, Point, Px};
use crate::ladder::{Capsule, Ladder, Word};
use crate::playback::Timeline;
use crate::scene::Mark;
use std::collections::BTreeMap;
use std::fmt::Write;
use tcp_model::time::{Duration, Instant, decimals};
use tcp_model::trace::Run;

/// A film is no longer than this, unless the network itself takes longer.
pub const LONGEST_FILM: Duration = Duration::from_secs(25);

/// How long it shows the run in grey before anything happens, and how long the lanes take to
/// grow to their ends after the last event.
const LEAD_IN: Duration = Duration::from_millis(500);
const LEAD_OUT: Duration = Duration::from_millis(400);

/// What comes is not drawn in grey in a run of more segments: the file would be large.
const MOST_IN_GREY: usize = 60;

/// What every film has. What is only there for a while is not there without its animation.
const RULES: &str = "@keyframes now{from,to{opacity:1}}@keyframes yet{from{opacity:1}}\
    @keyframes later{from{opacity:0}}.yet,.while{opacity:0}";

/// After everything else: no motion for those who do not want it, and on paper.
const NO_MOTION: &str =
    "@media print,(prefers-reduced-motion:reduce){svg *{animation:none!important}}";

/// The run as a film: a standalone SVG file, the same octets whenever it is written.
pub fn moving(run: &Run, options: &FigureOptions<'_>) -> String {
    let stage = Stage::new(run, options);
    let mut film = Film::new(&stage);
    let body = film.body();
    let motion = film.rules();
    let marks = film.marks;
    let sheet = Sheet { marks: &marks, motion: &motion, body: &body, height: stage.height };
    document(run, options, &sheet)
}

struct Film<'a> {
    stage: &'a Stage,
    timeline: Timeline,
    /// All that was drawn.
    marks: Vec<Mark>,
    /// The frames of each motion, and its number.
    motions: BTreeMap<String, usize>,
    /// What is declared of each class of elements that move alike, and its number.
    classes: BTreeMap<String, usize>,
}

impl<'a> Film<'a> {
    fn new(stage: &'a Stage) -> Film<'a> {
        let timeline = Timeline::new(&stage.ladder.scale, LONGEST_FILM);
        let (motions, classes) = (BTreeMap::new(), BTreeMap::new());
        Film { stage, timeline, marks: Vec::new(), motions, classes }
    }

    fn body(&mut self) -> String {
        let Stage { heading, ladder, place, legend, .. } = self.stage;
        let mut body = self.draw(heading);
        let ladder_begins = format!(
            "<clipPath id=\"all\"><rect width=\"{}\" height=\"{}\"/></clipPath>\n\
             <g transform=\"{}\">\n",
            ladder.width,
            ladder.height,
            Matrix::at(*place)
        );
        body.push_str(&ladder_begins);
        let (ground, future) = (self.stage.ground(|_| false), &ladder.future);
        push_group(&mut body, "id=\"ground\"", &self.draw(&ground));
        if self.shows_grey() {
            let grey = self.draw(future);
            body.push_str(&grey);
        }
        self.curtain(&mut body);
        self.words(&mut body);
        body += &self.draw(&ladder.breaks);
        self.playhead(&mut body);
        for journey in &ladder.journeys {
            // Some are under way when the run is cut off.
            let capsule =
                ladder.capsules(journey.steps.start).into_iter().find(|c| c.id == journey.id);
            if let Some(capsule) = capsule {
                self.capsule(&capsule, &mut body);
            }
        }
        body.push_str("</g>\n");
        body += &self.draw(legend);
        body
    }

    /// Whether what is to come is drawn in grey.
    fn shows_grey(&self) -> bool {
        self.stage.ladder.journeys.len() <= MOST_IN_GREY
    }

    fn draw(&mut self, marks: &[Mark]) -> String {
        self.marks.extend_from_slice(marks);
        write_marks(marks)
    }

    /// What is past, cut at the playhead: the cut comes down, and what is cut stays where it is.
    fn curtain(&mut self, body: &mut String) {
        let Ladder { past, height, .. } = &self.stage.ladder;
        let (down, up) = (self.descent(*height, 1), self.descent(*height, -1));
        let mut inner = self.draw(&[self.stage.paper()]);
        inner.push_str("<use href=\"#ground\"/>\n");
        inner += &self.draw(past);
        self.running(&mut inner);
        let mut held = String::new();
        push_group(&mut held, &format!("class=\"{up}\""), &inner);
        push_group(body, &format!("class=\"{down}\" clip-path=\"url(#all)\""), &held);
    }

    /// The class of what comes down with the playhead to where it stands when that is at
    /// `height`, or of what goes up as far when `sign` is -1.
    fn descent(&mut self, height: Px, sign: i32) -> String {
        let scale = &self.stage.ladder.scale;
        let far = |y: Px| Point::new(Px::ZERO, (y - height) * sign);
        let mut way = vec![(Duration::ZERO, far(scale.y(Instant::ZERO)))];
        for t in self.timeline.bends().chain([scale.end()]) {
            way.push((self.timeline.wall(t), far(scale.y(t))));
        }
        let over = self.timeline.wall(scale.end()) + LEAD_OUT;
        way.push((over, Point::default()));
        let motion = self.motion(&way);
        self.class(format!("{motion} {} linear {} backwards", Ms(over), Ms(LEAD_IN)))
    }

    /// The brackets of timers, heavy while they run.
    fn running(&mut self, body: &mut String) {
        let ladder = &self.stage.ladder;
        for span in &ladder.timers {
            let last = Instant::from_micros(span.to.as_micros().saturating_sub(1)).max(span.from);
            let mut running = ladder.running(span.steps.start, last).into_iter();
            let bracket =
                running.find(|timer| (timer.host, timer.timer) == (span.host, span.timer));
            let Some(mark) = bracket.and_then(|bracket| bracket.marks.into_iter().next()) else {
                continue;
            };
            let class = self.during("now", span.from, span.to);
            let bracket = self.draw(&[mark]);
            push_group(body, &format!("class=\"while {class}\""), &bracket);
        }
    }

    /// Words come when their time has come; before, they are grey or are not there.
    fn words(&mut self, body: &mut String) {
        let mut at: BTreeMap<usize, [Vec<Mark>; 2]> = BTreeMap::new();
        for Word { step, future, mark, .. } in &self.stage.ladder.words {
            let [yet, later] = at.entry(*step).or_default();
            yet.extend(future.clone());
            later.push(mark.clone());
        }
        for (step, [yet, later]) in at {
            let since = self.stage.beats[step - 1];
            let delay = Ms(LEAD_IN + self.timeline.wall(since));
            if !yet.is_empty() && self.shows_grey() {
                let class = self.class(format!("yet 1ms {delay} backwards"));
                push_group(body, &format!("class=\"yet {class}\""), &self.draw(&yet));
            }
            let class = self.class(format!("later .12s {delay} backwards"));
            push_group(body, &format!("class=\"{class}\""), &self.draw(&later));
        }
    }

    fn playhead(&mut self, body: &mut String) {
        let Ladder { width, height, scale, .. } = &self.stage.ladder;
        let down = self.descent(*height, 1);
        let during = self.during("now", Instant::ZERO, scale.end());
        let line = Mark::line("now", Point::new(Px::ZERO, *height), Point::new(*width, *height));
        let line = self.draw(&[line]);
        let mut moved = String::new();
        push_group(&mut moved, &format!("class=\"{down}\""), &line);
        push_group(body, &format!("class=\"while {during}\""), &moved);
    }

    /// A capsule rides along its line as long as the segment is in flight, and so do its numbers.
    fn capsule(&mut self, capsule: &Capsule, body: &mut String) {
        let (sent, ended) = (capsule.journey.sent, capsule.journey.ended);
        if self.timeline.wall(sent) == self.timeline.wall(ended) {
            return;
        }
        let on_line = |y| capsule.at(y);
        self.ride(&capsule.body, sent, ended, on_line, body);
        if !capsule.numbers_text.is_empty() {
            self.ride(&capsule.numbers, sent, ended, |y| capsule.numbers_at(capsule.at(y)), body);
        }
    }

    fn ride(
        &mut self,
        mark: &Mark,
        from: Instant,
        to: Instant,
        place: impl Fn(Px) -> Point,
        body: &mut String,
    ) {
        let last = place(self.stage.ladder.scale.y(to));
        let way = self.way(from, to, |y| {
            let at = place(y);
            Point::new(at.x - last.x, at.y - last.y)
        });
        let motion = self.motion(&way);
        let class = self.during(&motion, from, to);
        let mut moved = String::new();
        push_group(
            &mut moved,
            &format!("class=\"while {class}\""),
            &self.draw(std::slice::from_ref(mark)),
        );
        push_group(body, &format!("transform=\"{}\"", Matrix::at(last)), &moved);
    }

    /// Where something is at so many moments of its journey that it goes straight in between.
    fn way(&self, from: Instant, to: Instant, at: impl Fn(Px) -> Point) -> Vec<(Duration, Point)> {
        const PARTS: u64 = 8;
        let scale = &self.stage.ladder.scale;
        let (begins, length) = (self.timeline.wall(from), self.timeline.wall(to));
        let length = length - begins;
        let mut moments: Vec<Instant> = (0..=PARTS)
            .map(|part| self.timeline.moment(begins + length.scaled(part, PARTS)))
            .chain(self.timeline.bends())
            .filter(|t| from <= *t && *t <= to)
            .collect();
        moments.extend([from, to]);
        moments.sort();
        moments.dedup();
        let place = |t: Instant| (self.timeline.wall(t) - begins, at(scale.y(t)));
        straightened(moments.into_iter().map(place).collect())
    }

    /// The class of what is animated as long as the run is between two moments.
    fn during(&mut self, motion: &str, from: Instant, to: Instant) -> String {
        let (begins, ends) = (self.timeline.wall(from), self.timeline.wall(to));
        self.class(format!("{motion} {} linear {}", Ms(ends - begins), Ms(LEAD_IN + begins)))
    }

    /// The name of a motion along a way, which ends where the thing stands. What moves is seen.
    fn motion(&mut self, way: &[(Duration, Point)]) -> String {
        let all = way.last().map_or(1, |(at, _)| at.as_micros().max(1));
        let mut frames = String::new();
        for (at, Point { x, y }) in way {
            let part = at.as_micros() * 100_000 / all;
            let (whole, rest) = (part / 1_000, decimals(part % 1_000));
            write!(frames, "{whole}{rest}%{{opacity:1;transform:translate({x}px,{y}px)}}")
                .expect("a String takes all that is written to it");
        }
        let next = self.motions.len();
        format!("m{}", self.motions.entry(frames).or_insert(next))
    }

    /// The class of all that has this animation.
    fn class(&mut self, animation: String) -> String {
        let next = self.classes.len();
        format!("a{}", self.classes.entry(animation).or_insert(next))
    }

    fn rules(&self) -> String {
        let mut rules = RULES.to_owned();
        for (frames, number) in &self.motions {
            rules += &format!("@keyframes m{number}{{{frames}}}");
        }
        for (animation, number) in &self.classes {
            rules += &format!(".a{number}{{animation:{animation}}}");
        }
        rules + NO_MOTION
    }
}

/// Without the moments at which it goes straight on, to a tenth of a pixel.
fn straightened(way: Vec<(Duration, Point)>) -> Vec<(Duration, Point)> {
    let mut kept: Vec<(Duration, Point)> = Vec::new();
    for (number, moment) in way.iter().enumerate() {
        let straight = match (kept.last(), way.get(number + 1)) {
            (Some(before), Some(after)) => is_between(before, moment, after),
            _ => false,
        };
        if !straight {
            kept.push(*moment);
        }
    }
    kept
}

fn is_between(
    before: &(Duration, Point),
    moment: &(Duration, Point),
    after: &(Duration, Point),
) -> bool {
    let micros = |from: Duration, to: Duration| (to - from).as_micros() as i64;
    let (part, all) = (micros(before.0, moment.0), micros(before.0, after.0).max(1));
    let expected = before.1.toward(after.1, part, all);
    let near = |one: Px, other: Px| (one - other).abs() <= Px(2);
    near(expected.x, moment.1.x) && near(expected.y, moment.1.y)
}

fn push_group(body: &mut String, attributes: &str, inner: &str) {
    write!(body, "<g {attributes}>\n{inner}</g>\n").expect("a String takes all");
}

/// Wall time as CSS writes it.
struct Ms(Duration);

impl std::fmt::Display for Ms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}ms", self.0.as_micros() / 1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Theme;
    use crate::fixed::px;
    use crate::sample;
    use tcp_scenarios::prose::Lang;

    fn film(run: &Run) -> String {
        let queues = crate::ladder::QueueSizes::default();
        let (lang, theme) = (Lang::En, Theme::Light);
        moving(
            run,
            &FigureOptions {
                title: "Why?",
                subtitle: "",
                changes: &[],
                lang,
                theme,
                queues,
                width: 720,
            },
        )
    }

    /// A handshake takes 40 ms thrice, which the usual speed plays in 640 ms each.
    #[test]
    fn a_segment_moves_as_long_as_it_is_in_flight() {
        let film = film(&sample::handshake());
        for begins in [500, 1140, 1780] {
            assert!(film.contains(&format!(" 640ms linear {begins}ms}}")), "{film}");
        }
        assert_eq!(film.matches("class=\"cap ").count(), 3);
    }

    #[test]
    fn segments_that_go_the_same_way_share_a_motion() {
        let film = film(&sample::lifecycle());
        let capsules = film.matches("class=\"cap ").count();
        assert!(film.matches("@keyframes m").count() < 2 * capsules, "{film}");
    }

    #[test]
    fn a_moment_on_the_straight_way_between_two_others_is_left_out() {
        let at = |millis, x| (Duration::from_millis(millis), Point::new(px(x), Px::ZERO));
        let way = vec![at(0, 0), at(10, 10), at(20, 20), at(30, 20), at(40, 20)];
        assert_eq!(straightened(way), [at(0, 0), at(20, 20), at(40, 20)]);
    }
}
