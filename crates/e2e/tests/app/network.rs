//! What the page asks of the network.

use anyhow::{Result, ensure};
use e2e::{Lab, in_each_browser};
use std::sync::{Arc, Mutex};
use thirtyfour::Key;

/// The paths that the site was asked for, in order.
type Log = Arc<Mutex<Vec<String>>>;

async fn open_with_log(lab: &Lab, query: &str) -> Result<Log> {
    let log = Log::default();
    let noted = log.clone();
    let note = move |path: &str, answer| {
        noted.lock().expect("no note panics").push(path.to_owned());
        answer
    };
    lab.open(query, Box::new(note)).await?;
    lab.no_complaint("e2e.ready()").await?;
    // The player does not wait for the styles of what is opened later.
    lab.until("document.readyState === 'complete'").await?;
    Ok(log)
}

fn lines(log: &Log) -> Vec<String> {
    log.lock().expect("no note panics").clone()
}

/// Nothing came from elsewhere.
async fn all_is_from_here(lab: &Lab) -> Result<()> {
    let foreign = "performance.getEntriesByType('resource').map((entry) => entry.name)
        .filter((name) => !name.startsWith(location.origin + '/')).join(' ')";
    let foreign = lab.ask(&format!("({foreign})")).await?;
    ensure!(foreign.is_empty(), "requests elsewhere: {foreign}");
    Ok(())
}

/// What is fetched after the first load, besides the studio: the file of the scenario for the studio,
/// the list in the other language, and the questions when their list is opened.
const OTHER: [&str; 4] = [
    "books/files/two-way-synack-lost.json",
    "books/list.zh-CN.bin",
    "books/questions.en.bin",
    "books/questions.zh-CN.bin",
];

/// What has come from the network.
const FETCHED: &str = "performance.getEntriesByType('resource').map((entry) => entry.name)";

/// Requests that are made at once reach the server in any order.
fn in_order(mut paths: Vec<String>) -> Vec<String> {
    paths.sort();
    paths
}

async fn a_question_needs_nothing_but_the_first_load(lab: &Lab) -> Result<()> {
    let log = open_with_log(lab, "?scenario=two-way-synack-lost&lang=en").await?;
    let first = lines(&log);
    let list = first.join("\n");
    let books = in_order(first.iter().filter(|path| path.starts_with("books/")).cloned().collect());
    ensure!(books == ["books/list.en.bin", "books/two-way-synack-lost.bin"], "{list}");
    // The page carries a figure for readers without scripts; the address may ask for another.
    for (what, most) in [(".wasm", 1), ("figures/", 2), (".js", 4), (".css", 20), ("favicon", 1)] {
        let times = first.iter().filter(|path| path.contains(what)).count();
        ensure!(times <= most, "{what} is requested {times} times:\n{list}");
    }
    lab.focus("#player").await?;
    lab.press(Key::End).await?;
    lab.press(Key::Home).await?;
    lab.until("e2e.find('#timeline').hasChildNodes()").await?;
    lab.click(".top button[lang=zh-CN]").await?;
    lab.click(".top .seg-ctl:last-child button:nth-child(3)").await?;
    lab.click(".verdict .right").await?;
    lab.until("location.search.includes('three-way')").await?;
    lab.click(".transcript summary").await?;
    lab.click(".top .all").await?;
    lab.see(".picker input").await?.send_keys("TIME").await?;
    lab.press(Key::Escape).await?;
    lab.until("!e2e.find('.picker')").await?;
    lab.focus("#player").await?;
    lab.ask("e2e.hurry()").await?;
    lab.press(" ").await?;
    lab.until("e2e.step() === e2e.place()[1] && !e2e.playing()").await?;
    for path in OTHER {
        lab.until(&format!("{FETCHED}.some((name) => name.endsWith({path:?}))")).await?;
    }
    let later = lines(&log).split_off(first.len());
    let later: Vec<_> = later.into_iter().filter(|path| !path.starts_with("favicon")).collect();
    // The studio comes with the reader's first step.
    let (studio, later): (Vec<_>, Vec<_>) =
        later.into_iter().partition(|path| path.starts_with("studio-"));
    ensure!(studio.len() == 3, "the studio is fetched as {studio:?}");
    ensure!(in_order(later.clone()) == OTHER, "requests after the first load: {later:?}");
    all_is_from_here(lab).await
}

/// What another question needs is fetched once, and from here.
async fn another_question_needs_little(lab: &Lab) -> Result<()> {
    let log = open_with_log(lab, "?lang=en").await?;
    let first = lines(&log).len();
    for _ in 0..2 {
        for place in [2, 3, 4, 1] {
            let question = format!(".pins li:nth-child({place}) button");
            lab.click(&question).await?;
            lab.until(&format!("e2e.find({question:?}).hasAttribute('aria-current')")).await?;
        }
    }
    let mut later = lines(&log).split_off(first);
    later.retain(|path| !path.starts_with("favicon"));
    ensure!(later.len() <= 4, "four questions took {later:?}");
    ensure!(later.iter().all(|path| !path.contains("wasm")), "the program again: {later:?}");
    all_is_from_here(lab).await
}

/// Whether a style sheet was waited for, where the browser tells.
const WAITED: &str = "{
    const [sheet] = performance.getEntriesByType('resource').filter(({ name }) => /later-/.test(name));
    return sheet ? sheet.renderBlockingStatus ?? '' : 'not asked for';
}";

/// The list of questions waits for its styles where it is open from the start, and has them elsewhere
/// when it is opened.
async fn the_list_has_its_styles_whenever_it_is_seen(lab: &Lab) -> Result<()> {
    for (size, waits, position) in
        [((1700, 900), "blocking", "static"), ((1280, 900), "non-blocking", "fixed")]
    {
        lab.visit_in_frame("?lang=en", size).await?;
        let waited = lab.compute(WAITED, serde_json::Value::Null).await?;
        ensure!(waited == waits || waited == "", "{size:?}: {waited}");
        if lab.ask("!e2e.find('.picker')").await? == "true" {
            lab.click(".top .all").await?;
            lab.see(".picker .q").await?;
        }
        lab.until(&format!("getComputedStyle(e2e.find('.picker')).position === {position:?}"))
            .await?;
        ensure!(lab.ask("e2e.find('.picker').offsetWidth").await? == "312", "{size:?}");
    }
    Ok(())
}

in_each_browser! {
    the_list_has_its_styles_whenever_it_is_seen,
    a_question_needs_nothing_but_the_first_load,
    another_question_needs_little,
}
