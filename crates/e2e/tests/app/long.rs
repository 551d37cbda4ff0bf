//! A long run is as usable as a short one: only what can be seen of it is in the page.

use anyhow::{Result, ensure};
use e2e::{Lab, in_each_browser, long};
use thirtyfour::Key;

const SEGMENTS: usize = 2_000;
/// Of all that the stage and the table hold at any place of the run.
const ELEMENTS: usize = 12_000;

/// How many elements there are in the stage and the table.
async fn few_elements(lab: &Lab) -> Result<()> {
    let count: usize = lab.ask("e2e.all('.stage *, .transcript *').length").await?.parse()?;
    ensure!(count < ELEMENTS, "{count} elements");
    Ok(())
}

/// Lines and words stand in the middle of the window.
const DRAWN: &str = "(() => {
    const seen = (css) => e2e.all(css).some((one) => {
        const { top, bottom, height } = one.getBoundingClientRect();
        return height > 0 && bottom > innerHeight / 4 && top < innerHeight * 3 / 4;
    });
    return ['.past .seg', '.ground .seg', '.hits .hit', '.words .sl'].filter((css) => !seen(css));
})()";

/// Nothing of it is missing.
async fn drawn(lab: &Lab) -> Result<()> {
    lab.no_complaint("{ await e2e.settled(); return ''; }").await?;
    let missing = lab.ask(DRAWN).await?;
    ensure!(missing.is_empty(), "not seen: {missing}");
    Ok(())
}

async fn a_long_run_is_drawn_where_it_is_seen(lab: &Lab) -> Result<()> {
    let beats = long::scenario(SEGMENTS)?.run().beats.len();
    lab.open("?lang=en", long::site(SEGMENTS)?).await?;
    lab.no_complaint("e2e.ready()").await?;
    few_elements(lab).await?;
    lab.focus("#player").await?;
    lab.press(Key::End).await?;
    lab.at_step(beats).await?;
    drawn(lab).await?;
    few_elements(lab).await?;
    let row = format!("e2e.find('tr[aria-current]').ariaRowIndex === '{}'", beats + 1);
    lab.until(&row).await?;
    lab.until(&format!("e2e.find('table').ariaRowCount === '{}'", beats + 1)).await
}

async fn scrolling_brings_the_rest_of_a_long_run(lab: &Lab) -> Result<()> {
    lab.open("?lang=en", long::site(SEGMENTS)?).await?;
    lab.no_complaint("e2e.ready()").await?;
    lab.focus("#player").await?;
    lab.press(Key::End).await?;
    lab.until("e2e.step() > 9").await?;
    for part in [3, 9, 5] {
        let scroll = format!(
            "(() => {{ const scene = e2e.find('.scene'), box = e2e.find('.main');
                box.scrollTop = scene.getBoundingClientRect().height * {part} / 10; }})()"
        );
        lab.ask(&scroll).await?;
        drawn(lab).await?;
        few_elements(lab).await?;
    }
    Ok(())
}

in_each_browser! {
    a_long_run_is_drawn_where_it_is_seen,
    scrolling_brings_the_rest_of_a_long_run,
}
