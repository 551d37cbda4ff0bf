//! The page for those who do not see it, or not as others do.

use anyhow::{Context, Result, ensure};
use e2e::{Lab, in_each_browser};
use tcp_scenarios::catalogue::Catalogue;
use tcp_scenarios::prose::Lang;
use tcp_view::message::Message;
use thirtyfour::Key;

async fn one_polite_voice_tells_what_happens(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=two-way-synack-lost&lang=en").await?;
    ensure!(lab.ask("e2e.all('[role=status], [aria-live], [role=log]').length").await? == "1");
    lab.focus("#player").await?;
    for step in 1..=4 {
        lab.press(Key::Right).await?;
        lab.at_step(step).await?;
        let headline = lab.ask("e2e.find('.caption h2').textContent").await?;
        let told = lab.ask("e2e.find('[role=status]').textContent").await?;
        ensure!(told.contains(&headline), "told is “{told}”, not “{headline}”");
        ensure!(told.contains(&step.to_string()), "the step {step} is not told: {told}");
    }
    Ok(())
}

async fn the_transcript_has_a_row_for_each_step(lab: &Lab) -> Result<()> {
    for lang in Lang::ALL {
        let scenario = Catalogue::get().find("four-way-close").context("a scenario")?;
        let last = scenario.run().beats.len();
        lab.visit(&format!("?scenario=four-way-close&lang={}", lang.tag())).await?;
        let rows = lab.ask("e2e.all('.transcript tbody tr').length").await?;
        ensure!(rows == last.to_string(), "{rows} rows for {last} steps");
        ensure!(lab.ask("e2e.all('.transcript [aria-current]').length").await? == "0");
        lab.click(".transcript summary").await?;
        for step in [3, last, 1] {
            lab.click(&format!(".transcript tbody tr:nth-child({step}) button")).await?;
            lab.at_step(step).await?;
            let current = "e2e.all('.transcript tbody tr').findIndex((row) => row.ariaCurrent) + 1";
            ensure!(lab.ask(current).await? == step.to_string(), "the row of step {step}");
            ensure!(lab.ask("e2e.all('.transcript [aria-current]').length").await? == "1");
            let told = lab.ask("e2e.find('.scrub input').getAttribute('aria-valuetext')").await?;
            let place = Message::StepOf(step, last).say(lang);
            ensure!(told.starts_with(&*place), "the timeline says {told}");
        }
    }
    Ok(())
}

const UNNAMED: &str = "{
    const hidden = (one) => one.closest('[aria-hidden=true]');
    const named = (one) => one.getAttribute('aria-label') || one.getAttribute('alt')
        || one.getAttribute('title') || one.textContent.trim();
    return e2e.all('svg, img, [role=img], button, a, input, select, nav, aside, section[aria-label]')
        .filter((one) => !hidden(one) && !named(one) && !one.labels?.length)
        .map((one) => one.outerHTML.slice(0, 120)).join('\\n');
}";

const HEADINGS: &str = "{
    const levels = e2e.all('h1, h2, h3, h4, h5, h6').map((one) => Number(one.localName[1]));
    const tops = levels.filter((level) => level === 1).length;
    if (tops !== 1) return `${tops} headings of the first level`;
    const jump = levels.findIndex((level, i) => i > 0 && level > levels[i - 1] + 1);
    return jump < 0 ? '' : `level ${levels[jump]} follows ${levels[jump - 1]}`;
}";

async fn what_is_shown_has_names_and_headings_in_order(lab: &Lab) -> Result<()> {
    for lang in Lang::ALL {
        for address in ["three-way-normal", "two-way-synack-lost"] {
            lab.visit(&format!("?scenario={address}&lang={}&t=step:4", lang.tag())).await?;
            lab.no_complaint(UNNAMED).await.context("without a name")?;
            lab.no_complaint(HEADINGS).await?;
            let states = lab.ask("e2e.find('.states svg').ariaLabel").await?;
            ensure!(states.contains(&*Message::Host(tcp_model::host::Host::Client).say(lang)));
        }
    }
    Ok(())
}

in_each_browser! {
    one_polite_voice_tells_what_happens,
    the_transcript_has_a_row_for_each_step,
    what_is_shown_has_names_and_headings_in_order,
}
