//! The timeline above the scrubber and the state diagram: places to jump to.

use anyhow::{Context, Result, ensure};
use e2e::{Lab, in_each_browser};
use tcp_model::host::Host;
use tcp_model::trace::Run;
use tcp_scenarios::catalogue::Catalogue;
use tcp_view::ladder::phases;
use tcp_view::milestones::{milestones, transitions};

const LOST: &str = "two-way-synack-lost";
const LIFE: &str = "complete-lifecycle";

fn run(address: &str) -> Result<Run> {
    Ok(Catalogue::get().find(address).context("a scenario")?.run())
}

/// Opens a scenario at a step, with the timeline drawn.
async fn visit(lab: &Lab, address: &str, step: usize) -> Result<()> {
    lab.visit(&format!("?scenario={address}&lang=en&t=step:{step}")).await?;
    lab.see(".tl-bands .hf").await?;
    lab.until("e2e.find('.tl-strip').clientWidth === e2e.find('.track').clientWidth").await
}

/// What a press of `[` or `]` leads to.
async fn brackets_lead_from_mark_to_mark(lab: &Lab) -> Result<()> {
    let steps: Vec<usize> = milestones(&run(LOST)?).iter().map(|one| one.step).collect();
    visit(lab, LOST, 1).await?;
    lab.focus("#player").await?;
    let next = steps.iter().find(|step| **step > 1).context("something goes wrong")?;
    lab.press("]").await?;
    lab.at_step(*next).await?;
    // A key that is pressed in the timeline itself counts as well.
    lab.focus(".tl-mark").await?;
    let after = steps.iter().find(|step| *step > next).unwrap_or(next);
    lab.press("]").await?;
    lab.at_step(*after).await?;
    if after != next {
        lab.press("[").await?;
        lab.at_step(*next).await?;
    }
    Ok(())
}

async fn a_mark_leads_to_what_it_stands_for(lab: &Lab) -> Result<()> {
    let first = milestones(&run(LOST)?)[0].step;
    visit(lab, LOST, 1).await?;
    lab.until("e2e.find('.tl-mark').ariaLabel.includes('SYN,ACK lost')").await?;
    lab.click(".tl-mark").await?;
    lab.at_step(first).await
}

/// Both ends' bands, and the page's own scrubber, change where the run does.
async fn bands_stand_where_the_ticks_of_the_scrubber_are(lab: &Lab) -> Result<()> {
    let run = run(LIFE)?;
    visit(lab, LIFE, 3).await?;
    let sends =
        run.flights.iter().find(|flight| flight.from == Host::Server).context("it sends")?;
    let enters =
        phases(&run, Host::Server).into_iter().find(|phase| phase.from == Some(sends.sent));
    let class = enters.and_then(|phase| phase.halves).context("it answers the SYN")?.0.class();
    let nth = run.flights.iter().position(|flight| flight.id == sends.id).context("it is sent")?;
    let left = "getBoundingClientRect().left";
    let meets = format!(
        "e2e.all('.tl-bands .{class}').some((band) =>
            Math.abs(band.{left} - e2e.all('.track .ek')[{nth}].{left}) < 3)"
    );
    let apart = lab.ask(&meets).await?;
    ensure!(apart == "true", "no band begins with segment {nth}");
    Ok(())
}

async fn zooming_shows_a_part_around_the_playhead(lab: &Lab) -> Result<()> {
    visit(lab, LIFE, 5).await?;
    ensure!(lab.ask("e2e.find('.tl-frame')").await? == "null");
    lab.click(".tl-zoom [aria-label='Zoom in']").await?;
    lab.see(".tl-frame i").await?;
    ensure!(lab.ask("document.activeElement.ariaLabel").await? == "Zoom in");
    lab.click(".tl-zoom [aria-label='Show the whole run']").await?;
    lab.until("!e2e.find('.tl-frame')").await
}

async fn an_edge_leads_to_when_it_was_taken(lab: &Lab) -> Result<()> {
    let run = run(LIFE)?;
    let all = transitions(&run);
    let first = all.iter().find(|one| one.host == Host::Client).context("it opens")?;
    visit(lab, LIFE, run.beats.len()).await?;
    let edge = tcp_view::states::edge(first.from, first.to).context("an edge")?;
    let ((x0, y0), (x1, y1)) = (edge.route[0], edge.route[1]);
    // Where the drawing has the middle of the edge.
    let click = format!(
        "(() => {{
            const drawing = e2e.find('.diagram');
            const at = new DOMPoint({}, {}).matrixTransform(drawing.getScreenCTM());
            drawing.dispatchEvent(new MouseEvent('click',
                {{ bubbles: true, clientX: at.x, clientY: at.y }}));
        }})()",
        (x0 + x1) / 2,
        (y0 + y1) / 2
    );
    lab.ask(&click).await?;
    lab.at_step(first.step).await?;
    // The same as a button.
    lab.until("e2e.find('.jump-steps summary').textContent.includes('(')").await?;
    lab.ask("e2e.find('.jump-steps').open = true").await?;
    lab.click(".jump-steps li:first-child button").await?;
    lab.at_step(all[0].step).await
}

async fn a_state_leads_to_scenarios_that_visit_it(lab: &Lab) -> Result<()> {
    visit(lab, LIFE, 3).await?;
    lab.ask(
        "(() => {
            const list = e2e.find('#jump select');
            list.value = 'CLOSING';
            list.dispatchEvent(new Event('change', { bubbles: true }));
        })()",
    )
    .await?;
    lab.see(".visits li button").await?;
    lab.click(".visits li button").await?;
    let both = "e2e.find('.diagram').ariaLabel";
    lab.until(&format!("{both}.includes('CLOSING')")).await
}

in_each_browser! {
    a_mark_leads_to_what_it_stands_for,
    a_state_leads_to_scenarios_that_visit_it,
    an_edge_leads_to_when_it_was_taken,
    bands_stand_where_the_ticks_of_the_scrubber_are,
    brackets_lead_from_mark_to_mark,
    zooming_shows_a_part_around_the_playhead,
}
