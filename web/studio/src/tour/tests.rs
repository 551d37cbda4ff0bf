use super::*;
use crate::moment::Moment;
use crate::subject::Subject;
use tcp_scenarios::catalogue::file;
use tcp_scenarios::scenario::Scenario;
use tcp_studio::change::History;

fn with_first(test: impl FnOnce(Context<'_>)) {
    with(FIRST, test);
}

fn with(run: &'static str, test: impl FnOnce(Context<'_>)) {
    let text = format!("en\nauto\n{run}\n\n0\n0\n0\n0\ntour\n");
    let now = Moment::read(&text).expect("it is complete");
    let file = file(run).expect("it is in the catalogue");
    let scenario = Scenario::from_file(&file).expect("it is valid");
    let history = History::new(file.clone(), run.to_owned()).expect("it is valid");
    let subject = Subject::new(run, file, scenario, Lang::En);
    test(Context { now: &now, subject: &subject, history: &history });
}

#[test]
fn it_leads_from_playing_to_the_end() {
    with_first(|context| {
        let mut tour = Tour::default();
        for at in 1..STEPS {
            assert!(tour.view(context)[0].words().contains(&format!("Step {at} of {STEPS}")));
            assert!(!tour.act(context, "next", "").is_empty());
        }
        assert!(tour.view(context)[0].words().contains("Done"));
        assert!(tour.act(context, "next", "").is_empty());
    });
}

#[test]
fn a_run_that_is_still_to_come_plays_when_it_is_on_the_stage() {
    let tells = |effects: &[Effect]| {
        let told = effects.iter().filter_map(|effect| match effect {
            Effect::Tell(order, _) => Some(order.clone()),
            _ => None,
        });
        told.collect::<Vec<_>>()
    };
    let mut tour = Tour { step: 3, awaited: None };
    with(FIRST, |context| {
        let opened = tour.act(context, "next", "");
        assert_eq!(tells(&opened), [format!("open {TWO_WAY} step:0")]);
        assert!(tour.see(context).is_empty(), "it is not there yet");
    });
    with(TWO_WAY, |context| {
        assert_eq!(tells(&tour.see(context)), ["play "]);
        assert!(tour.see(context).is_empty(), "once");
    });
}

#[test]
fn the_answer_is_really_lost_and_sent_again() {
    with_first(|context| {
        let mut tour = Tour { step: 2, awaited: None };
        assert!(tour.see(context).is_empty());
        tour.act(context, "next", "");
        let effects = tour.see(context);
        let Some(Effect::Change(history, _)) = effects.first() else { panic!("{effects:?}") };
        let run = history.edition().scenario(FIRST.to_owned()).run();
        assert!(run.flights.iter().any(|flight| flight.retransmission));
        assert!(tour.see(context).is_empty(), "it is lost once");
    });
}
