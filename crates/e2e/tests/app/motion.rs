//! Playing: with motion, in real time, and for those who want things to keep still.

use anyhow::{Context, Result, ensure};
use e2e::{Lab, in_each_browser, long};
use serde_json::Value;
use tcp_scenarios::catalogue::Catalogue;

async fn has_ended(lab: &Lab) -> Result<()> {
    let ended = "e2e.came(() => e2e.step() === e2e.place()[1] && !e2e.playing())";
    let ended = lab.compute(ended, Value::Null).await?;
    let place = lab.ask("e2e.place().join(' of ')").await?;
    ensure!(ended == true, "playing has not ended by itself, but is at {place}");
    Ok(())
}

async fn places(lab: &Lab) -> Result<usize> {
    lab.ask("e2ePlaces.size").await?.parse().context("how many places")
}

async fn segments_travel(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=three-way-normal&lang=en").await?;
    let last: usize = lab.ask("e2e.place()[1]").await?.parse()?;
    lab.focus("#player").await?;
    lab.ask("(e2e.watch(), e2e.hurry())").await?;
    lab.press(" ").await?;
    has_ended(lab).await?;
    let places = places(lab).await?;
    ensure!(places > 2 * last, "the curtain stood at {places} places in {last} steps");
    Ok(())
}

async fn a_question_plays_in_real_time(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=three-way-normal&lang=en&speed=1").await?;
    lab.click(".play").await?;
    has_ended(lab).await?;
    lab.until("location.search.includes('t=step:')").await
}

async fn a_pause_holds_everything_still(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=three-way-normal&lang=en").await?;
    lab.focus("#player").await?;
    lab.press(" ").await?;
    lab.until("e2e.step() > 0").await?;
    lab.press(" ").await?;
    lab.until("!e2e.playing()").await?;
    let paused = lab.picture().await?;
    lab.until("/t=/.test(location.search)").await?;
    lab.shows(&paused).await
}

/// Notes the steps at which the playhead is outside of the window while it plays.
const OUT_OF_VIEW: &str = "{
    let step = e2e.step();
    window.e2eOut = [];
    const out = () => {
        const { top, bottom } = e2e.find('.now').getBoundingClientRect();
        return bottom < 0 || top > innerHeight;
    };
    const look = () => {
        // Two frames after a step has been passed what plays has looked where it is.
        if (e2e.step() === step && step > 0 && out()) e2eOut.push(step);
        step = e2e.step();
        requestAnimationFrame(() => requestAnimationFrame(look));
    };
    look();
    return '';
}";

async fn what_plays_stays_in_view(lab: &Lab) -> Result<()> {
    lab.visit_in_frame("?scenario=complete-lifecycle&lang=en", (900, 600)).await?;
    lab.compute(OUT_OF_VIEW, Value::Null).await?;
    lab.ask("e2e.hurry()").await?;
    lab.click(".play").await?;
    has_ended(lab).await?;
    let out = lab.ask("e2eOut.join(', ')").await?;
    ensure!(out.is_empty(), "the playhead is out of view after the steps {out}");
    Ok(())
}

/// Counts, until the next step, the frames in a row in which the playhead stands still, once it moves.
const STILL: &str = "{
    const place = () => getComputedStyle(e2e.find('.now')).transform;
    const step = e2e.step();
    let before = place(), still = 0;
    window.e2eStill = [];
    const look = () => {
        if (e2e.step() !== step) return;
        const now = place();
        still = now === before ? still + 1 : 0;
        if (still === 0 || e2eStill.length > 0) e2eStill.push(still);
        before = now;
        requestAnimationFrame(look);
    };
    look();
    return '';
}";

/// From the fourth step of this run to the fifth it takes more than three seconds at this speed, longer
/// than anything that is handed to the browser at a time.
async fn between_two_events_time_goes_on(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=third-ack-carries-data&t=step:4&lang=en&speed=1/32").await?;
    lab.compute(STILL, Value::Null).await?;
    lab.click(".play").await?;
    lab.until("e2e.step() > 4").await?;
    let still: usize = lab.ask("Math.max(...e2eStill)").await?.parse()?;
    ensure!(still < 30, "the playhead stood still for {still} frames");
    Ok(())
}

/// Counts the steps that are passed while the browser goes on to move the playhead as it did before.
const GOES_ON: &str = "{
    window.e2ePassed = 0;
    const moved = () => e2e.find('.now').getAnimations()[0];
    let [step, before] = [e2e.step(), moved()];
    const look = () => {
        const [next, now] = [e2e.step(), moved()];
        if (next !== step && before && now === before) window.e2ePassed += 1;
        [step, before] = [next, now];
        requestAnimationFrame(look);
    };
    look();
    return '';
}";

async fn what_nobody_has_to_read_stops_nothing(lab: &Lab) -> Result<()> {
    lab.open("?lang=en&speed=1/16", long::site(300)?).await?;
    lab.no_complaint("e2e.ready()").await?;
    lab.compute(GOES_ON, Value::Null).await?;
    lab.click(".play").await?;
    lab.until("e2ePassed > 1").await
}

/// Lets sixty frames go by.
const FRAMES: &str = "{
    for (let frames = 0; frames < 60; frames += 1) {
        await new Promise((done) => requestAnimationFrame(done));
    }
}";

/// Whether the inspector says what the last event has changed.
fn says_what_changed(step: usize) -> String {
    format!(
        "e2e.step() === {step} && e2e.find('.of-changes')?.textContent.includes('event {step} ')"
    )
}

/// What the last event has changed stands below the window's edge. It is not drawn there while this run
/// plays, in which the next event is more than three seconds away; scrolled to, it is, and where time
/// stands still.
async fn what_is_out_of_sight_is_drawn_when_it_is_seen(lab: &Lab) -> Result<()> {
    plays_out_of_sight(lab).await?;
    lab.ask("String(e2e.find('.side').scrollTop = 10000)").await?;
    lab.until(&format!("e2e.playing() && {}", says_what_changed(4))).await?;
    lab.ask("String(e2e.find('.side').scrollTop = 0)").await?;
    lab.until("e2e.step() === 5").await?;
    lab.click(".play").await?;
    lab.until(&format!("!e2e.playing() && {}", says_what_changed(5))).await
}

/// It need not be scrolled to: something above it may be lower than before.
async fn what_moves_into_sight_is_drawn(lab: &Lab) -> Result<()> {
    plays_out_of_sight(lab).await?;
    let above = "e2e.all('.diagram, .of-header, .of-field, .of-content, .of-receiver, .of-sender')";
    lab.ask(&format!("String({above}.map((it) => it.style.setProperty('display', 'none')))"))
        .await?;
    lab.until(&format!("e2e.playing() && {}", says_what_changed(4))).await
}

/// Plays to a step of which it is not drawn yet what it has changed: that is out of sight.
async fn plays_out_of_sight(lab: &Lab) -> Result<()> {
    let query = "?scenario=third-ack-carries-data&t=step:3&lang=en&speed=1/32";
    lab.visit_in_frame(query, (1300, 700)).await?;
    lab.until(&says_what_changed(3)).await?;
    lab.click(".play").await?;
    lab.until("e2e.step() === 4").await?;
    // Longer than it takes to draw everything in turns.
    lab.compute(FRAMES, Value::Null).await?;
    lab.no_complaint(&format!("{} ? 'drawn out of sight' : ''", says_what_changed(4))).await
}

/// The table is drawn while it plays only where it is seen.
async fn an_open_table_follows_what_plays(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=three-way-normal&lang=en").await?;
    lab.click(".transcript summary").await?;
    lab.click(".play").await?;
    let follows = "e2e.find('.transcript tr[aria-current]')?.rowIndex === e2e.step()";
    lab.until(&format!("e2e.playing() && e2e.step() > 1 && {follows}")).await
}

/// Plays the last event of a run, and says in how many frames it was drawn.
const LAST_FRAMES: &str = "{
    const drawn = {};
    let frames = 0;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const follow = { subtree: true, childList: true, characterData: true };
    for (const css of ['.clock', '.words-col', '.variables']) {
        new MutationObserver(() => { drawn[css] = frames; }).observe(e2e.find(css), follow);
    }
    e2e.find('.play').click();
    for (let after = 0; after < 30; after += e2e.playing() ? 0 : 1) {
        await frame();
        frames += 1;
    }
    return new Set(Object.values(drawn)).size;
}";

/// The run ends with an event, and not some time after it.
async fn the_end_of_a_run_is_drawn_in_turns(lab: &Lab) -> Result<()> {
    let scenario = Catalogue::get().find("four-way-close").context("it is in the catalogue")?;
    let run = scenario.run();
    let last = run.beats.len();
    ensure!(run.beats[last - 1].at == run.end, "nothing happens at the end");
    lab.visit(&format!("?scenario=four-way-close&lang=en&speed=1&t=step:{}", last - 1)).await?;
    let frames = lab.compute(LAST_FRAMES, Value::Null).await?;
    has_ended(lab).await?;
    ensure!(frames == 3, "it was drawn in {frames} frames");
    let ended = lab.picture().await?;
    lab.focus("#player").await?;
    lab.press(thirtyfour::Key::Left).await?;
    lab.at_step(last - 1).await?;
    lab.press(thirtyfour::Key::End).await?;
    lab.at_step(last).await?;
    lab.shows(&ended).await
}

/// Notes for each step the earliest time that the playhead has shown from the frame after it on.
const EARLIEST: &str = "{
    window.e2eTimes = {};
    let before = 0;
    const look = () => {
        const step = e2e.step();
        const time = parseFloat(e2e.find('.now-t').textContent);
        if (step === before) e2eTimes[step] = Math.min(e2eTimes[step] ?? Infinity, time);
        before = step;
        requestAnimationFrame(look);
    };
    look();
    return '';
}";

/// While an event is read, the time at the playhead is its own.
async fn the_playhead_shows_the_time_of_what_is_read(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=three-way-normal&lang=en&speed=1").await?;
    lab.compute(EARLIEST, Value::Null).await?;
    lab.click(".play").await?;
    has_ended(lab).await?;
    let scenario = Catalogue::get().find("three-way-normal").context("it is in the catalogue")?;
    let mut told = 0;
    for (nth, beat) in scenario.run().beats.iter().enumerate() {
        // A step may have been shorter than two frames.
        let time = lab.ask(&format!("String(e2eTimes[{}])", nth + 1)).await?;
        if let Ok(time) = time.parse::<u64>() {
            told += 1;
            ensure!(time * 1_000 >= beat.at.as_micros(), "step {} at {time} ms", nth + 1);
        }
    }
    ensure!(told > 2, "only {told} steps have been seen");
    Ok(())
}

in_each_browser! {
    segments_travel,
    the_end_of_a_run_is_drawn_in_turns,
    the_playhead_shows_the_time_of_what_is_read,
    an_open_table_follows_what_plays,
    what_is_out_of_sight_is_drawn_when_it_is_seen,
    what_moves_into_sight_is_drawn,
    between_two_events_time_goes_on,
    what_nobody_has_to_read_stops_nothing,
    what_plays_stays_in_view,
    a_question_plays_in_real_time,
    a_pause_holds_everything_still,
}

mod reduced {
    use super::*;

    /// Notes the time at the playhead for each step, as it was last seen.
    const TIMES: &str = "{
        window.e2eTimes = {};
        const look = () => {
            e2eTimes[e2e.step()] = e2e.find('.now-t').textContent;
            requestAnimationFrame(look);
        };
        look();
        return '';
    }";

    /// Each step is told with a time at which it has happened.
    async fn every_step_has_its_time(lab: &Lab) -> Result<()> {
        lab.visit("?scenario=three-way-normal&lang=en&speed=1").await?;
        lab.compute(TIMES, Value::Null).await?;
        lab.focus("#player").await?;
        lab.press(" ").await?;
        lab.until("e2e.step() === 4").await?;
        let first = Catalogue::get().entries().first().context("there is a question")?;
        ensure!(first.id() == "three-way-normal");
        let mut told = 0;
        for (nth, beat) in first.scenario().run().beats.iter().take(3).enumerate() {
            let time = lab.ask(&format!("parseInt(e2eTimes[{}])", nth + 1)).await?;
            // A step may have been shorter than a frame.
            if let Ok(time) = time.parse::<u64>() {
                told += 1;
                ensure!(time * 1_000 >= beat.at.as_micros(), "step {} at {time} ms", nth + 1);
            }
        }
        ensure!(told > 1, "only {told} steps have been seen");
        Ok(())
    }

    /// Each step is shown as it is, with nothing in between.
    async fn playing_goes_by_steps(lab: &Lab) -> Result<()> {
        for address in ["three-way-normal", "two-way-synack-lost"] {
            lab.visit(&format!("?scenario={address}&lang=en")).await?;
            ensure!(
                lab.ask("matchMedia('(prefers-reduced-motion: reduce)').matches").await? == "true"
            );
            let last: usize = lab.ask("e2e.place()[1]").await?.parse()?;
            lab.focus("#player").await?;
            lab.ask("(e2e.watch(), e2e.hurry())").await?;
            lab.press(" ").await?;
            has_ended(lab).await.context(address)?;
            let places = places(lab).await?;
            ensure!(
                places <= last + 1,
                "{address}: {places} places of the curtain in {last} steps"
            );
        }
        Ok(())
    }

    e2e::in_each_browser! { with Reduced motion: playing_goes_by_steps, every_step_has_its_time }
}
