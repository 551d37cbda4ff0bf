//! Searches side by side: one on each core.

use super::Task;
use super::progress::Display;
use super::result::Outcome;
use super::save;
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::mpsc::{Sender, channel};
use std::thread::{available_parallelism, scope};
use std::time::{Duration, Instant};
use tcp_checker::search::{Progress, Search};

/// After how many worlds a search looks up. The limit of worlds is looked at then, so that where
/// a search ends does not depend on the machine.
const STRIDE: usize = 100;

/// How often progress is told.
const TELL: Duration = Duration::from_millis(100);

/// What a search says, and the place of its model.
pub(super) enum News {
    Progress(usize, Progress),
    Over(usize, Box<Outcome>),
}

/// Searches all models, each until all that is declared is decided, and none much beyond so many
/// worlds. The outcomes are in the order of the models.
pub(super) fn all(tasks: Vec<Task>, limit: usize) -> Vec<Outcome> {
    let ids: Vec<&'static str> = tasks.iter().map(|task| task.model.id).collect();
    let cores = available_parallelism().map_or(1, NonZero::get).min(tasks.len());
    let mut outcomes: Vec<Option<Outcome>> = tasks.iter().map(|_| None).collect();
    let queue = Mutex::new(tasks.into_iter().enumerate());
    let (sender, receiver) = channel();
    scope(|scope| {
        for _ in 0..cores {
            let (queue, sender) = (&queue, sender.clone());
            scope.spawn(move || work(queue, limit, &sender));
        }
        drop(sender);
        let mut display = Display::new(ids);
        for news in receiver {
            display.show(&news);
            if let News::Over(place, outcome) = news {
                outcomes[place] = Some(*outcome);
            }
        }
    });
    outcomes.into_iter().flatten().collect()
}

/// Takes tasks until there are no more.
fn work(queue: &Mutex<impl Iterator<Item = (usize, Task)>>, limit: usize, news: &Sender<News>) {
    loop {
        let next = queue.lock().expect("no search holds the queue").next();
        let Some((place, task)) = next else { return };
        let outcome = search(place, task, limit, news);
        // The receiver lives as long as there is a sender.
        let _ = news.send(News::Over(place, Box::new(outcome)));
    }
}

fn search(place: usize, task: Task, limit: usize, news: &Sender<News>) -> Outcome {
    let began = Instant::now();
    let mut told = began;
    let mut search = Search::new(task.model);
    while search.decide(STRIDE) && search.progress().worlds < limit {
        if told.elapsed() >= TELL {
            told = Instant::now();
            let _ = news.send(News::Progress(place, search.progress()));
        }
    }
    let mut outcome = Outcome::of(&mut search, task.own_bounds, began.elapsed());
    if task.saves {
        outcome.counterexample = save::counterexample(&mut search, task.property);
    }
    outcome
}
