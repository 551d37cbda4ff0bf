//! A way as a file that the page takes in: the book of a scenario and the words for its run, in
//! the form in which the page fetches the questions.

use crate::wanted::Wanted;
use tcp_checker::choice::Choice;
use tcp_checker::replay;
use tcp_checker::search::Search;
use tcp_scenarios::catalogue::book;
use tcp_scenarios::scenario::Scenario;
use tcp_view::caption::lexicon;

/// The file of a way that a search has found; nothing where the simulator does not go it to the
/// end, or something that is claimed of it does not hold.
pub fn of(wanted: &Wanted, search: &mut Search, way: &[Choice]) -> Option<Vec<u8>> {
    let file = replay::scenario(search, way, wanted.goal.into()).ok()?;
    let mut scenario = Scenario::from_file(&file).ok()?;
    let run = scenario.run();
    if scenario.check(&run).iter().any(|(_, holds)| !holds) {
        return None;
    }
    (scenario.address, scenario.proof) = (wanted.address(), vec![wanted.model.to_owned()]);
    let words = lexicon::needed(std::iter::once(&scenario));
    let book = book(scenario);
    let len = u32::try_from(book.len()).ok()?.to_le_bytes();
    Some([&len, &*book, words.as_bytes()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tcp_checker::model::Model;
    use tcp_checker::replay::count;
    use tcp_scenarios::catalogue::Catalogue;

    /// The page is handed each failure that a model declares, and its run takes as many steps as
    /// the way and breaks the same property.
    #[test]
    fn every_failure_is_played_by_the_page_in_as_many_steps() {
        let mut played = 0;
        for mut model in Model::all() {
            model.declared.retain(|declared| !declared.holds);
            let declared = model.declared.clone();
            let (id, knobs, mut search) = (model.id, model.knobs.clone(), Search::new(model));
            while !declared.is_empty() && search.decide(1000) {}
            for property in declared.iter().map(|declared| declared.property) {
                let address = format!("proof/{id}/{property}");
                let wanted = Wanted::read(&address).expect("an address");
                let way = search.failure(property).expect("it fails");
                let file = of(&wanted, &mut search, &way).expect("it can be played");
                let (len, rest) = file.split_at(4);
                let len = u32::from_le_bytes(len.try_into().expect("four octets")) as usize;
                Catalogue::get().learn(&rest[..len]);
                let scenario = Catalogue::get().find(&address).expect("the page knows it");
                let run = scenario.run();
                assert_eq!(count(&run), way.len(), "{address}");
                assert!(property.violation(&run, &knobs).is_some(), "{address}");
                played += 1;
            }
        }
        assert_eq!(played, 27);
    }
}
