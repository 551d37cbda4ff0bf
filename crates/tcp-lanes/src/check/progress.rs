//! What is on standard error while searches run: on a terminal one line that changes, elsewhere
//! a line for each model that is done.

use super::hunt::News;
use super::result::{Outcome, grouped};
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::time::Instant;
use tcp_checker::search::Progress;

/// A line that is longer would not be wiped away as a whole.
const WIDTH: usize = 79;

/// Moves to the line's beginning and wipes it.
const WIPE: &str = "\r\x1b[2K";

pub(super) struct Display {
    ids: Vec<&'static str>,
    terminal: bool,
    began: Instant,
    done: usize,
    /// Worlds of the models that are done.
    worlds: usize,
    under_way: BTreeMap<usize, Progress>,
}

impl Display {
    /// Of models with these names.
    pub(super) fn new(ids: Vec<&'static str>) -> Display {
        let (terminal, began) = (io::stderr().is_terminal(), Instant::now());
        Display { ids, terminal, began, done: 0, worlds: 0, under_way: BTreeMap::new() }
    }

    /// Takes news in and shows how things stand.
    pub(super) fn show(&mut self, news: &News) {
        match news {
            News::Progress(place, progress) => {
                self.under_way.insert(*place, *progress);
            }
            News::Over(place, outcome) => {
                self.under_way.remove(place);
                self.done += 1;
                self.worlds += outcome.worlds;
                if !self.terminal {
                    write(&format!("{}\n", finished(outcome)));
                }
            }
        }
        if self.terminal {
            let over = self.done == self.ids.len();
            let line = if over { String::new() } else { self.line() };
            write(&format!("{WIPE}{line}"));
        }
    }

    fn line(&self) -> String {
        let under_way = || self.under_way.values();
        let worlds = self.worlds + under_way().map(|progress| progress.worlds).sum::<usize>();
        let frontier = under_way().map(|progress| progress.frontier).sum();
        let depth = under_way().map(|progress| progress.depth).max().unwrap_or_default();
        let rate = worlds as f64 / self.began.elapsed().as_secs_f64().max(0.001);
        let (worlds, frontier) = (grouped(worlds), grouped(frontier));
        let ids: Vec<&str> = self.under_way.keys().map(|place| self.ids[*place]).collect();
        let (done, all, rate) = (self.done, self.ids.len(), grouped(rate as usize));
        let line = format!(
            "{done}/{all}: {worlds} worlds, frontier {frontier}, depth {depth}, {rate}/s: {}",
            ids.join(", ")
        );
        line.chars().take(WIDTH).collect()
    }
}

fn finished(outcome: &Outcome) -> String {
    let Outcome { model, worlds, depth, time, .. } = outcome;
    let decided = outcome.complete || outcome.is_cut_short();
    let how = if decided { "" } else { ", not complete" };
    let seconds = time.as_secs_f64();
    format!("{}: {} worlds, depth {depth}, {seconds:.1} s{how}", model.id, grouped(*worlds))
}

/// There is nobody to tell when this cannot be written.
fn write(text: &str) {
    let mut stream = io::stderr();
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}
