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
