//! Moments that the tests of this crate work on.

use crate::desk::Context;
use crate::moment::Moment;
use crate::subject::Subject;
use tcp_scenarios::catalogue;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_studio::change::History;

/// A run of the catalogue.
pub(crate) fn subject(address: &str) -> Subject {
    let file = catalogue::file(address).expect("a scenario of the catalogue");
    let scenario = Scenario::from_file(&file).expect("it is sound");
    Subject::new(address, file, scenario, Lang::En)
}

/// The page after some steps of a run.
pub(crate) fn moment(subject: &Subject, step: usize) -> Moment {
    let at = step.checked_sub(1).map_or(0, |beat| subject.run.beats[beat].at.as_micros());
    let told = format!("en\nlight\n{}\n\n{step}\n{at}\n0\n0\n\n", subject.address);
    Moment::read(&told).expect("it is complete")
}

/// What the parts are told of them, where nothing was changed.
pub(crate) fn context<'a>(now: &'a Moment, subject: &'a Subject) -> Context<'a> {
    let history = History::new(subject.file.clone(), subject.address.clone());
    let history = Box::leak(Box::new(history.expect("it is sound")));
    Context { now, subject, history }
}
