mod passing_on;

use super::*;
use crate::moment::Share;
use nodes::node::Tag;
use tcp_model::state::State;
use tcp_scenarios::json::write_scenario;
use tcp_scenarios::prose::Lang;
use tcp_view::address::{Position, Theme};

/// The page as far as the studio knows it: it shows what the studio orders.
struct Page {
    desk: Desk,
    moment: Moment,
}

impl Page {
    fn open(query: &str, link: &str) -> Page {
        let moment = Moment {
            lang: Lang::En,
            theme: Theme::Auto,
            address: query.to_owned(),
            beside: String::new(),
            step: 0,
            at: tcp_model::time::Instant::ZERO,
            selected: None,
            playing: false,
            panel: String::new(),
            sheet: String::new(),
            link: link.to_owned(),
            turn: Turn::All,
        };
        let mut page = Page { desk: Desk::default(), moment };
        page.show();
        page
    }

    fn show(&mut self) {
        let effects = self.desk.see(self.moment.clone(), None);
        self.obey(effects);
    }

    fn press(&mut self, action: &str) {
        let effects = self.desk.act(action);
        self.obey(effects);
    }

    fn obey(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Fetch(path) => {
                    let text = fetch(&path);
                    let effects = self.desk.take(&path, text.as_deref());
                    self.obey(effects);
                }
                Effect::Tell(order, _) => self.order(&order),
                _ => {}
            }
        }
    }

    fn order(&mut self, order: &str) {
        let (verb, rest) = order.split_once(' ').expect("a verb and more");
        match verb {
            "open" => {
                let (address, at) = rest.split_once(' ').expect("an address and a position");
                address.clone_into(&mut self.moment.address);
                self.moment.beside.clear();
                self.moment.link.clear();
                self.moment.at = match Position::parse(at) {
                    Some(Position::Time(at)) => at,
                    _ => tcp_model::time::Instant::ZERO,
                };
                self.show();
            }
            "beside" => {
                rest.clone_into(&mut self.moment.beside);
                self.show();
            }
            "link" => rest.clone_into(&mut self.moment.link),
            "panel" => self.panel(rest),
            _ => {}
        }
    }

    /// The browser has gone back or forward.
    fn visit(&mut self, address: &str, link: &str) {
        address.clone_into(&mut self.moment.address);
        link.clone_into(&mut self.moment.link);
        self.show();
    }

    fn panel(&mut self, panel: &str) {
        panel.clone_into(&mut self.moment.panel);
        self.show();
    }

    fn seek(&mut self, millis: u64) {
        self.moment.at = tcp_model::time::Instant::from_micros(millis * 1000);
        self.moment.step = 1;
        self.show();
    }

    fn go_to(&mut self, step: usize) {
        let subject = self.desk.subject.as_ref().expect("a run");
        self.moment.at = subject.run.beats[step - 1].at;
        self.moment.step = step;
        self.show();
    }

    fn button(&self, words: &str) -> String {
        let mut found = Vec::new();
        let view = self.desk.view(Turn::All);
        for tag in view.iter().flat_map(|(_, tags)| tags) {
            tag.all("data-act", &mut found);
        }
        let said = |tag: &&&Tag| tag.words() == words && tag.attribute("disabled").is_none();
        let button = found.iter().find(said).unwrap_or_else(|| panic!("no button says {words}"));
        button.attribute("data-act").expect("it has one").to_owned()
    }

    fn words(&self) -> String {
        let view = self.desk.view(Turn::All);
        view.iter().flat_map(|(_, tags)| tags).map(|tag| tag.words() + "\n").collect()
    }

    fn ends(&self) -> (State, State) {
        let last = self.desk.subject.as_ref().expect("a run").run.last_status();
        (last.client.state, last.server.state)
    }
}

/// The files of the site.
fn fetch(path: &str) -> Option<String> {
    if path == "books/partners.en.txt" {
        let line = "two-way-synack-lost\ttwo-way-synack-lost/three-way\tThree-way\n";
        return Some(line.to_owned());
    }
    let id = path.strip_prefix("books/files/")?.strip_suffix(".json")?;
    let files = tcp_scenarios::catalogue::files();
    files.iter().find(|file| file.id == id).map(write_scenario)
}

#[test]
fn a_lost_segment_makes_another_run_that_can_be_undone_and_linked() {
    let mut page = Page::open("two-way-synack-lost/three-way", "");
    page.panel("break");
    page.seek(1);
    let before = page.ends();
    page.press(&page.button("Lose"));
    assert!(page.moment.address.starts_with("two-way-synack-lost/three-way/~"));
    assert!(page.moment.link.starts_with("s=1."), "{}", page.moment.link);
    let (changed, link) =
        (page.desk.subject.as_ref().unwrap().run.clone(), page.moment.link.clone());
    assert_ne!(changed, page.desk.history.as_ref().map(|h| h.file()).map(run).unwrap());

    page.press(&page.button("Undo"));
    assert_eq!(page.moment.address, "two-way-synack-lost/three-way");
    assert_eq!((page.ends(), &*page.moment.link), (before, ""));
    page.press(&page.button("Redo"));
    assert_eq!(page.moment.link, link);

    let elsewhere = Page::open("two-way-synack-lost/three-way", &link);
    assert_eq!(elsewhere.desk.subject.as_ref().unwrap().run, changed);
    let from_another = Page::open("three-way-normal", &link);
    assert_eq!(from_another.desk.subject.as_ref().unwrap().run, changed);
}

fn run(file: &ScenarioFile) -> tcp_model::trace::Run {
    Scenario::from_file(file).expect("it is valid").run()
}

#[test]
fn a_damaged_link_is_explained_and_the_scenario_stays() {
    let page = Page::open("two-way-synack-lost", "s=1.notalink");
    assert!(page.words().contains("scenario as it is"), "{}", page.words());
    assert_eq!((&*page.moment.address, &*page.moment.link), ("two-way-synack-lost", ""));
    let page = Page::open("two-way-synack-lost", "s=7.abc");
    assert!(page.words().contains("version"), "{}", page.words());
}

#[test]
fn a_damaged_link_is_explained_each_time_and_as_long_as_it_is_true() {
    let mut page = Page::open("two-way-synack-lost", "s=1.notalink");
    let told = |page: &Page| page.words().contains("Below is the scenario as it is");
    page.press("link dismiss");
    assert!(!told(&page), "{}", page.words());
    page.visit("two-way-synack-lost", "s=1.notalink");
    assert!(told(&page) && page.moment.link.is_empty(), "{}", page.words());
    page.panel("break");
    page.seek(1);
    page.press(&page.button("Crash"));
    assert!(!told(&page), "it is another run now: {}", page.words());
    page.visit("two-way-synack-lost", "s=1.notalink");
    assert!(told(&page));
    page.visit("synack-lost", "");
    assert!(!told(&page), "{}", page.words());
}

#[test]
fn the_way_back_leads_to_the_run_as_it_was_changed() {
    let mut page = Page::open("three-way-normal", "");
    page.panel("break");
    page.seek(1);
    page.press(&page.button("Crash"));
    let run = |page: &Page| page.desk.subject.as_ref().expect("a run").run.clone();
    let (changed, link) = (run(&page), page.moment.link.clone());
    page.panel("");
    assert!(page.words().contains("Changed by the reader: "), "{}", page.words());
    page.visit("synack-lost", "");
    assert!(!page.words().contains("Changed by the reader: "), "{}", page.words());
    page.visit("three-way-normal", &link);
    assert_eq!(run(&page), changed);
    assert!(page.words().contains("Changed by the reader: "), "{}", page.words());
    // And once more, with a segment on its way.
    page.visit("synack-lost", "");
    page.moment.step = 1;
    page.moment.at = tcp_model::time::Instant::from_micros(7);
    page.visit("three-way-normal", &link);
    assert_eq!((run(&page), page.moment.at.as_micros()), (changed, 7));
}

#[test]
fn a_comparison_is_shared() {
    let mut page = Page::open("two-way-synack-lost", "");
    page.panel("compare");
    page.press("compare with two-way-synack-lost/three-way");
    page.panel("share");
    page.desk.stands_at("https://lanes.example/", false);
    let effects = page.desk.act("sheet copy link");
    let [Effect::CopyFrom(link, _)] = &*effects else { panic!("nothing to copy") };
    let (_, hash) = link.split_once('#').expect("it has what is beside it");
    let other = Page::open("two-way-synack-lost", hash);
    assert_eq!((&*other.moment.panel, &*other.moment.beside), ("compare", &*page.moment.beside));
    assert_eq!(other.moment.address, "two-way-synack-lost");
}

#[test]
fn comparing_puts_the_partner_beside_with_the_same_changes() {
    let mut page = Page::open("two-way-synack-lost", "");
    page.panel("compare");
    assert_eq!(page.moment.beside, "two-way-synack-lost/three-way");
    assert!(page.words().contains("ESTABLISHED"), "{}", page.words());
    page.panel("");
    assert_eq!(page.moment.beside, "");
    page.panel("break");
    page.seek(1);
    page.press(&page.button("Duplicate"));
    page.panel("compare");
    assert_eq!(page.moment.beside, "two-way-synack-lost", "first the scenario as it was");
    page.press("compare with two-way-synack-lost/three-way");
    assert!(page.moment.beside.starts_with("two-way-synack-lost/three-way/~"), "{:?}", page.moment);
}

#[test]
fn a_changed_run_beside_what_it_was_is_called_so_wherever_it_is_named() {
    let mut page = Page::open("three-way-normal", "");
    page.panel("break");
    page.seek(60);
    page.press(&page.button("Lose"));
    page.panel("compare");
    let view = page.desk.view(Turn::All);
    let named = |place: &str, class: &str| -> Vec<String> {
        let (_, tags) = view.iter().find(|(name, _)| *name == place).expect("it is drawn");
        let mut found = Vec::new();
        tags.iter().for_each(|tag| tag.all("class", &mut found));
        let found = found.into_iter().filter(|tag| tag.attribute("class") == Some(class));
        found.map(Tag::words).collect()
    };
    assert_eq!(named("studio", "side-h"), ["Your change", "As it was"]);
    let verdicts = named("after", "came");
    assert!(verdicts[0].contains("Your change") && verdicts[1].contains("As it was"));
    let parting = named("studio", "parting").concat();
    assert!(parting.contains("with your change"), "{parting}");
    assert!(!page.words().contains("left") && !page.words().contains("right"), "{}", page.words());
}

#[test]
fn what_was_open_is_open_below_a_sheet_and_after_it() {
    let mut page = Page::open("two-way-synack-lost", "");
    page.panel("compare");
    let compared = page.words();
    for sheet in ["share", "help"] {
        page.panel(sheet);
        assert!(page.words().starts_with(&*compared), "{}", page.words());
        assert_eq!(page.moment.beside, "two-way-synack-lost/three-way");
        page.press("sheet close");
        assert_eq!(page.moment.panel, "compare");
        assert_eq!(page.words(), compared);
    }
    page.panel("");
    page.panel("share");
    page.press("sheet close");
    assert_eq!(page.moment.panel, "");
}

/// The site has no file of what a reader has made: nothing is fetched for ever.
#[test]
fn a_free_run_is_compared_with_what_it_was_before_it_was_changed() {
    let mut page = Page::open("three-way-normal", "");
    page.panel("free");
    page.press("free run");
    page.panel("break");
    page.seek(60);
    page.press(&page.button("Lose"));
    page.panel("compare");
    assert!(page.moment.beside.starts_with("free/~"), "{:?}", page.moment);
    assert!(page.words().contains("As it was"), "{}", page.words());
}

#[test]
fn an_end_can_be_crashed_and_branches_led_back_to() {
    let mut page = Page::open("three-way-normal", "");
    page.panel("break");
    page.seek(200);
    let crash = page.desk.view(Turn::All).iter().flat_map(|(_, tags)| tags).find_map(|tag| {
        let mut found = Vec::new();
        tag.all("data-act", &mut found);
        let crash = found.iter().find(|tag| tag.words().contains("rash"))?;
        crash.attribute("data-act").map(str::to_owned)
    });
    page.press(&crash.expect("an end can crash"));
    let crashed = page.moment.address.clone();
    assert_ne!(crashed, "three-way-normal");
    page.press("break reset");
    assert_eq!(page.moment.address, "three-way-normal");
    page.press("break branch 1");
    assert_eq!(page.desk.history.as_ref().unwrap().current(), 1);
}

#[test]
fn in_turns_it_draws_a_part_at_a_time_and_in_the_end_the_same_as_at_once() {
    let mut page = Page::open("three-way-normal", "");
    page.go_to(3);
    let inspector = |page: &Page, turn| {
        let drawn = page.desk.view(turn).into_iter().find(|(name, _)| *name == "inspect");
        drawn.map(|(_, tags)| tags)
    };
    let before = inspector(&page, Turn::All);
    page.go_to(4);
    let rest: Vec<&str> = page.desk.view(Turn::Rest).iter().map(|(name, _)| *name).collect();
    assert_eq!(rest, ["studio", "menu", "after", "jump", "timeline", "sheet"]);
    let mut drawn = vec![before];
    for share in Share::ALL {
        let view = page.desk.view(Turn::Look(share));
        assert!(matches!(&*view, [("inspect", _)]));
        let (_, tags) = view.into_iter().next().expect("there is one");
        // Both segments have the same fields.
        let is_new = !drawn.contains(&Some(tags.clone()));
        assert_eq!(is_new, share != Share::Field, "{share:?}");
        drawn.push(Some(tags));
    }
    assert_eq!(drawn.pop(), Some(inspector(&page, Turn::All)));
}
