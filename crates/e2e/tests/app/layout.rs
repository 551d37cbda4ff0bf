//! The page in windows of several sizes.

use anyhow::{Context, Result, ensure};
use e2e::{Lab, in_each_browser};
use serde_json::Value;
use tcp_scenarios::prose::Lang;

const SIZES: [(u32, u32); 5] = [(1440, 900), (1024, 768), (720, 420), (360, 740), (320, 640)];

/// What is wrong with how the parts of the page stand to each other.
const MISPLACED: &str = "{
    await e2e.settled();
    const root = document.documentElement;
    const wrong = [];
    if (root.scrollWidth > innerWidth) {
        const wide = e2e.all('body *').filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
        wrong.push(`the page is ${root.scrollWidth} wide: ${wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 100))}`);
    }
    const bar = e2e.find('.transport').getBoundingClientRect();
    if (bar.top < 0 || bar.bottom > innerHeight + 1 || bar.left < 0 || bar.right > innerWidth + 1) {
        wrong.push(`the controls are at ${JSON.stringify(bar)}`);
    }
    const seen = (one) => one.checkVisibility() && one.getBoundingClientRect().width > 1;
    for (const control of e2e.all('.transport button, .transport input, .transport select').filter(seen)) {
        const box = control.getBoundingClientRect();
        const [y, third] = [box.top + box.height / 2, box.width / 3];
        for (const x of [box.left + third, box.left + box.width / 2, box.right - third]) {
            const hit = document.elementFromPoint(x, y);
            if (!control.contains(hit)) wrong.push(`${hit?.outerHTML.slice(0, 100)} covers ${control.outerHTML.slice(0, 100)}`);
        }
    }
    for (const button of e2e.all('button, summary, h1, h2, .tcb h3').filter(seen)) {
        if (button.closest('.vh')) continue;
        const { scrollWidth, clientWidth, scrollHeight, clientHeight } = button;
        const inline = getComputedStyle(button).display === 'inline';
        // The glyphs of a heading are higher than its line.
        const low = button.localName === 'button' && scrollHeight > clientHeight + 1;
        if (!inline && (scrollWidth > clientWidth + 1 || low)) {
            wrong.push(`“${button.textContent.trim()}” .${button.className} needs ${scrollWidth}×${scrollHeight} and has ${clientWidth}×${clientHeight}`);
        }
    }
    return wrong.join('\\n');
}";

async fn everything_has_its_place(lab: &Lab) -> Result<()> {
    let mut wrong = Vec::new();
    for scenario in ["complete-lifecycle", "two-way-synack-lost/three-way", "isn-fixed-old-data"] {
        let query = format!("?scenario={scenario}&lang=en&t=step:6");
        lab.visit_in_frame(&query, SIZES[0]).await?;
        lab.until("e2e.find('#timeline').hasChildNodes()").await?;
        for size in SIZES {
            lab.resize_frame(size).await.with_context(|| format!("{size:?}"))?;
            for lang in Lang::ALL {
                let tag = lang.tag();
                lab.ask(&format!("e2e.find('.top [lang={tag:?}]').click()")).await?;
                lab.until(&format!("document.documentElement.lang === {tag:?}")).await?;
                let told = lab.compute(MISPLACED, Value::Null).await?;
                let told = told.as_str().unwrap_or_default();
                if !told.is_empty() {
                    wrong.push(format!("{size:?} {tag} {scenario}:\n{told}"));
                }
            }
        }
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// On a phone the controls stay where they are while the page scrolls.
async fn the_controls_stay_in_view_while_the_page_scrolls(lab: &Lab) -> Result<()> {
    for size in SIZES {
        lab.visit_in_frame("?scenario=complete-lifecycle&lang=en&t=step:6", size).await?;
        for share in ["0.5", "1", "0"] {
            lab.ask(&format!("scrollTo(0, document.documentElement.scrollHeight * {share})"))
                .await?;
            let told = lab.compute(MISPLACED, Value::Null).await?;
            ensure!(
                told == "",
                "{size:?}, scrolled by {share}:\n{}",
                told.as_str().unwrap_or_default()
            );
        }
    }
    Ok(())
}

in_each_browser! {
    everything_has_its_place,
    the_controls_stay_in_view_while_the_page_scrolls,
}
