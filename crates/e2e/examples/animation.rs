//! How smoothly a long run plays in Chromium with its processor slowed four times:
//! `cargo xtask bench animation`.
#![expect(clippy::print_stdout, reason = "it prints what it measures")]

use anyhow::Result;
use e2e::{Browser, Lab, Motion, long, run};
use serde_json::{Value, json};

const ROUNDS: usize = 5;
const SEGMENTS: usize = 300;

/// Plays for five seconds, which are marked: the program's frames a second, the longest task, how many
/// were longer than 50 ms, and the longest time in which nothing that happened was drawn; then steps, and the longest of the waits
/// for the frame after a step.
const PLAY: &str = "{
    const rest = (ms) => new Promise((done) => setTimeout(done, ms));
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    let long = [];
    new PerformanceObserver((list) => long.push(...list.getEntries().map((one) => one.duration)))
        .observe({ type: 'longtask' });
    let drawn = 0, undrawn = 0;
    const draw = () => {
        const now = performance.now();
        undrawn = Math.max(undrawn, now - drawn);
        drawn = now;
    };
    new MutationObserver(draw)
        .observe(e2e.find('.words-col'), { subtree: true, childList: true, characterData: true });
    e2e.find('.play').click();
    await rest(1500);
    long = [];
    const begun = await frame();
    performance.mark('begun');
    [drawn, undrawn] = [begun, 0];
    let frames = 0, last = begun;
    while (last - begun < 5000) {
        last = await frame();
        frames += 1;
    }
    draw();
    performance.mark('over');
    const rate = frames * 1000 / (last - begun);
    const tasks = [Math.max(0, ...long), long.length, undrawn];
    if (!e2e.playing()) throw 'the run is over';
    e2e.find('.play').click();
    await rest(500);
    const waits = [];
    for (let step = 0; step < 15; step += 1) {
        const before = performance.now();
        e2e.all('.keys button')[3].click();
        await frame();
        await new Promise((done) => {
            const after = new MessageChannel();
            after.port1.onmessage = done;
            after.port2.postMessage(0);
        });
        waits.push(performance.now() - before);
        await rest(100);
    }
    waits.sort((one, other) => one - other);
    return [rate, ...tasks, waits[7], waits[14]];
}";

/// The program's frames a second in a page with nothing in it but a box that each of them moves: what
/// the browser and the machine give at most. Then the longest task of a page that writes a list in each
/// eighth frame, one that takes about 16 ms to write: what a turn takes here, without anything of ours.
const CONTROL: &str = "{
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const box = document.createElement('div');
    box.textContent = 'moved';
    const list = document.createElement('ol');
    document.body.replaceChildren(box, list);
    const play = async (work) => {
        const begun = await frame();
        let frames = 0, last = begun;
        while (last - begun < 5000) {
            last = await frame();
            frames += 1;
            box.style.transform = `translate(${frames % 200}px)`;
            if (frames % 8 === 0) work();
        }
        return frames * 1000 / (last - begun);
    };
    let rows = 40, number = 0;
    const write = () => {
        const begun = performance.now();
        const written = Array.from({ length: rows }, () => {
            const row = document.createElement('li');
            row.textContent = `row ${number += 1}`;
            return row;
        });
        list.replaceChildren(...written);
        list.offsetHeight;
        return performance.now() - begun;
    };
    const rate = await play(() => {});
    const times = [];
    while (times.length < 15) {
        await frame();
        times.push(write());
    }
    times.sort((one, other) => one - other);
    rows = Math.max(1, Math.round(rows * 16 / times[7]));
    let long = [];
    new PerformanceObserver((all) => long.push(...all.getEntries().map((one) => one.duration)))
        .observe({ type: 'longtask' });
    await play(write);
    await frame();
    return [rate, Math.max(0, ...long), long.length];
}";

/// A line of the table. What a browser writes down is read once: each round has a browser of its own.
async fn measure(lab: &Lab, rate: u32) -> Result<()> {
    let devtools = lab.driver.cdp();
    let site = long::site(SEGMENTS)?;
    lab.open("?lang=en&speed=1/16", site).await?;
    lab.no_complaint("e2e.ready()").await?;
    devtools.send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": rate })).await?;
    let figures = lab.compute(PLAY, Value::Null).await?;
    let [frames, longest, many, undrawn, step, slowest]: [f64; 6] =
        serde_json::from_value(figures)?;
    let shown = lab.shown("begun", "over").await?;
    let [most, list, lists]: [f64; 3] =
        serde_json::from_value(lab.compute(CONTROL, Value::Null).await?)?;
    print!("{rate:>6}  {:>7.1}  {:>17.0}  ", shown.rate, shown.longest);
    println!(
        "{frames:>8.1}  {most:>15.1}  {longest:>16.0}  {many:>10}  {list:>12.0}  {lists:>10}  {undrawn:>11.0}  {step:>8.0}  {slowest:>16.0}"
    );
    Ok(())
}

fn main() {
    println!(
        "slowed  shown/s  longest still, ms  frames/s  of a moving box  longest task, ms  over 50 ms  of lists, ms  over 50 ms  undrawn, ms  step, ms  slowest step, ms"
    );
    for rate in [1, 4] {
        for _ in 0..ROUNDS {
            run(Browser::Chromium, Motion::Watched, async |lab| measure(lab, rate).await);
        }
    }
}
