//! The page in a hand: what is seen before anything is touched, and whether it can be touched.

use crate::places::{PARTS, Place};
use anyhow::{Context, Result, ensure};
use e2e::{Browser, Lab, in_each_browser};
use serde_json::{Value, json};
use tcp_scenarios::catalogue::InterviewQuestion;
use tcp_scenarios::prose::Lang;

const PHONE: (u32, u32) = (360, 740);

/// What of this is not in the window before anything is scrolled, between its upper edge and what
/// lies over the page at its lower.
const UNSEEN: &str = "{
    await e2e.settled();
    if (scrollY !== 0) return `the page is scrolled by ${scrollY}`;
    const caption = e2e.find('.caption').getBoundingClientRect();
    const ladder = e2e.find('.ladder').getBoundingClientRect();
    const over = caption.left < ladder.right && caption.right > ladder.left;
    const bar = e2e.find('.transport').getBoundingClientRect().top;
    const lower = over ? Math.min(bar, caption.top) : bar;
    const shown = (one, end) => {
        const { top, bottom } = one.getBoundingClientRect();
        return top >= 0 && bottom <= end;
    };
    const unseen = [];
    if (!e2e.all('h1').every((one) => shown(one, lower))) unseen.push('the question');
    if (!e2e.all('.play').every((one) => shown(one, innerHeight))) unseen.push('the button that plays');
    const heads = e2e.all('.heads .lane-h');
    if (heads.length < 2 || !heads.every((one) => shown(one, lower))) unseen.push('the names of both ends');
    const arrows = e2e.all('.ground .ln').filter((one) => one.getBoundingClientRect().width > 40);
    if (of && !arrows.some((one) => shown(one, lower))) unseen.push('the first arrow');
    return unseen.join(', ');
}";

async fn the_first_screen_has_both_ends_and_the_first_arrow(lab: &Lab) -> Result<()> {
    let questions = InterviewQuestion::all().map(|question| question.scenarios[0]);
    let mut cases: Vec<(&str, (u32, u32), bool)> = Vec::new();
    cases.extend(questions.map(|scenario| (scenario, PHONE, true)));
    // There is less room for what only some questions have.
    cases.push((questions[0], (720, 420), true));
    cases.extend(questions.map(|scenario| (scenario, (720, 420), false)));
    cases.push((questions[0], (320, 568), true));
    cases.push((questions[0], (844, 390), false));
    let mut wrong = Vec::new();
    for (nth, (scenario, size, arrow)) in cases.into_iter().enumerate() {
        for lang in Lang::ALL {
            // The browsers differ in little: Firefox has each case in one language.
            if lab.browser != Browser::Chromium && nth % 2 != lang as usize {
                continue;
            }
            lab.visit_in_frame(&format!("?scenario={scenario}&lang={}", lang.tag()), size).await?;
            let unseen = lab.compute(UNSEEN, json!(arrow)).await?;
            if unseen != "" {
                wrong.push(format!("{scenario} in {} at {size:?}: {unseen}", lang.tag()));
            }
        }
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// What is pressed is 44 px high and wide, or what a finger meets so far around its middle is its. The
/// marks of the timeline lead nowhere that its handle does not; a table of worlds is as wide as the page
/// with cells of 40 px; the link that skips is for keys.
const SMALL: &str = "{
    await e2e.settled();
    const least = 43.9;
    const name = (one) => `${one.localName}.${one.className} “${(one.ariaLabel || one.textContent).trim().slice(0, 30)}”`;
    const meets = (one, dx, dy) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        const hit = document.elementFromPoint(left + width / 2 + dx, top + height / 2 + dy);
        return one.contains(hit) || one.labels?.[0]?.contains(hit);
    };
    const small = [];
    for (const one of e2e.all('button, summary, select, input, textarea, a.btn')) {
        const box = one.getBoundingClientRect();
        if (!box.width || !one.checkVisibility({ visibilityProperty: true }) || one.disabled) continue;
        if (box.width < 2 || one.closest('.vh') || !one.closest('dialog[open]') && e2e.find('dialog[open]')) continue;
        const label = one.labels?.[0]?.getBoundingClientRect();
        if (box.height >= least && box.width >= least || label?.height >= least && label.width >= least) continue;
        if (one.closest('#timeline, .worlds, .skip')) continue;
        one.scrollIntoView({ block: 'center', inline: 'center' });
        if (!meets(one, 0, 0)) continue;
        const fits = (box.width >= least || meets(one, 21, 0) && meets(one, -21, 0))
            && (box.height >= least || meets(one, 0, 21) && meets(one, 0, -21));
        if (!fits) small.push(`${Math.round(box.width)}×${Math.round(box.height)}: ${name(one)}`);
    }
    scrollTo(0, 0);
    return [...new Set(small)].join('\\n');
}";

async fn whatever_is_pressed_is_as_large_as_a_finger(lab: &Lab) -> Result<()> {
    if !lab.by_touch(true).await? {
        return lab.visit("?lang=en").await;
    }
    let mut wrong = Vec::new();
    for lang in Lang::ALL {
        let query = format!("?scenario=two-way-synack-lost&t=0.05&lang={}", lang.tag());
        lab.visit_in_frame(&query, PHONE).await?;
        lab.until("e2e.find('#timeline').hasChildNodes()").await?;
        let turns = PARTS.into_iter().enumerate().filter(|(nth, _)| nth % 2 == lang as usize);
        for place in [Place::Page].into_iter().chain(turns.map(|(_, place)| place)) {
            place.open(lab, lang).await.with_context(|| format!("{place:?}"))?;
            let small = lab.compute(SMALL, Value::Null).await?;
            let small = small.as_str().unwrap_or("no answer in words");
            if !small.is_empty() {
                wrong.push(format!("{place:?} in {}:\n{small}", lang.tag()));
            }
            place.close(lab, lang).await?;
        }
    }
    lab.by_touch(false).await?;
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

async fn no_line_of_a_caption_breaks_a_name(lab: &Lab) -> Result<()> {
    let broken = "e2e.all('.caption .name, .answer .name').filter((one) =>
        one.getClientRects().length > 1).map((one) => one.textContent).join()";
    let mut names = 0;
    for lang in Lang::ALL {
        let query = format!("?scenario=complete-lifecycle&lang={}", lang.tag());
        lab.visit_in_frame(&query, PHONE).await?;
        lab.focus("#player").await?;
        for step in 1..=12 {
            lab.press(thirtyfour::Key::Right).await?;
            lab.at_step(step).await?;
            let broken = lab.ask(broken).await?;
            ensure!(broken.is_empty(), "step {step} in {} breaks {broken}", lang.tag());
            names += lab.ask("e2e.all('.caption .name').length").await?.parse::<usize>()?;
        }
    }
    ensure!(names > 6, "{names} names in captions");
    Ok(())
}

async fn the_names_of_both_ends_stay_in_sight_where_runs_are_compared(lab: &Lab) -> Result<()> {
    for lang in Lang::ALL {
        let query = format!("?scenario=isn-fixed-old-data&t=step:999&lang={}", lang.tag());
        lab.visit_in_frame(&query, PHONE).await?;
        Place::Compare.open(lab, lang).await?;
        lab.until("e2e.find('.side-h')").await?;
        let covered = "{
            scrollTo(0, scrollY + e2e.find('.now').getBoundingClientRect().top - 400);
            await e2e.settled();
            return e2e.all('.heads .lane-h').filter((one) => {
                const { left, top, width, height } = one.getBoundingClientRect();
                const hit = document.elementFromPoint(left + width / 2, top + height / 2);
                return top < 0 || !hit?.closest('.heads');
            }).map((one) => one.textContent).join();
        }";
        let covered = lab.compute(covered, Value::Null).await?;
        ensure!(covered == "", "{covered} in {}", lang.tag());
    }
    Ok(())
}

/// Where a line of these words ends between two characters of one word, or begins with a mark that belongs
/// to the line before.
const WRONG_BREAKS: &str = "{
    await e2e.settled();
    const wrong = [];
    for (const one of e2e.all('h1, .caption h2')) {
        const words = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
        const letters = [];
        for (let node; node = words.nextNode();) {
            for (let at = 0; at < node.length; at++) {
                const place = document.createRange();
                place.setStart(node, at);
                place.setEnd(node, at + 1);
                letters.push([node.data[at], place.getBoundingClientRect().top]);
            }
        }
        const han = /\\p{Script=Han}/u;
        letters.slice(1).forEach(([letter, top], before) => {
            const [last, line] = letters[before];
            if (top - line < 12) return;
            if (han.test(last) && han.test(letter) || '，。？！：；、）'.includes(letter)) {
                wrong.push(`“${last}|${letter}” in ${one.textContent}`);
            }
        });
    }
    return wrong.join(', ');
}";

async fn a_chinese_headline_breaks_where_it_pauses(lab: &Lab) -> Result<()> {
    let places = [
        "connection-refused",
        "third-ack-lost-then-data",
        "abort-linger0",
        "half-open-reboot-syn",
        "third-ack-carries-data",
        "power-loss-idle",
        "paws-old-segment",
        "last-ack-lost&t=step:999",
        "time-wait-old-syn&t=step:999",
    ];
    let mut wrong = Vec::new();
    for place in places {
        lab.visit_in_frame(&format!("?scenario={place}&lang=zh-CN"), PHONE).await?;
        let found = lab.compute(WRONG_BREAKS, Value::Null).await?;
        if found != "" {
            wrong.push(format!("{place}: {found}"));
        }
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// Where the playhead is at the height of a name, the name stands on a ground of its own above it.
async fn the_playhead_strikes_no_name_through(lab: &Lab) -> Result<()> {
    for size in [PHONE, (1440, 900)] {
        lab.visit_in_frame("?scenario=two-way-synack-lost&lang=en&t=step:4", size).await?;
        let struck = "(() => {
            const style = (css) => getComputedStyle(e2e.find(css));
            const stage = style('.stage').getPropertyValue('--stage') && style('.curtain-in .past').backgroundColor;
            const bare = e2e.all('.words text, .running text').filter((one) => {
                const { paintOrder, stroke, strokeWidth } = getComputedStyle(one);
                return !paintOrder.startsWith('stroke') || stroke !== stage || parseFloat(strokeWidth) < 3;
            });
            const above = (css) => Number(style(css).zIndex) || 0;
            const line = style('.now').borderTopStyle === 'none' ? '.curtain' : '.now';
            const order = [line, '.words', '.running', '.capsules'].map(above);
            const rises = order[0] < order[1] && order[0] < order[2] && order[1] < order[3];
            return [...bare.map((one) => one.textContent), ...(rises ? [] : [`layers at ${order}`])].join();
        })()";
        let struck = lab.ask(struck).await?;
        ensure!(struck.is_empty(), "{size:?}: {struck}");
        ensure!(lab.ask("e2e.all('.words .st').length").await?.parse::<usize>()? > 3);
    }
    Ok(())
}

/// Steps on, and where the time is covered and stays so.
const COVERED: &str = "{
    const box = (one) => one.getBoundingClientRect();
    const apart = (one, other) => one.right <= other.left || other.right <= one.left ||
        one.bottom <= other.top || other.bottom <= one.top;
    const over = () => e2e.all('.capsule button, .nums text').filter((one) => one.checkVisibility());
    const letters = (text) => Array.from({ length: text.getNumberOfChars() }, (_, place) =>
        text.getStartPositionOfChar(place).matrixTransform(text.getScreenCTM()));
    const is_on = ({ left, right, top, bottom }, { x, y }) => left < x && x < right && top < y && y < bottom;
    // To Chromium text in an element that is not shown is visible.
    const said = () => e2e.all('.words .sl').filter((one) => !one.closest('.later')).flatMap(letters);
    // Crosses, and the heads above the playhead.
    const ends = () => {
        const line = box(e2e.find('.now')).top;
        const heads = e2e.all('.past .hd').filter((one) => box(one).top + box(one).bottom <= 2 * line);
        return e2e.all('.words .lost').filter((one) => !one.closest('.later')).concat(heads);
    };
    const is_clear = () => {
        const time = box(e2e.find('.now-t'));
        return over().concat(ends()).every((one) => apart(box(one), time)) && !said().some((at) => is_on(time, at));
    };
    let met = 0;
    const next = e2e.all('.keys button')[3];
    for (; next.ariaDisabled !== 'true'; next.click(), await e2e.settled()) {
        if (!await e2e.came(is_clear)) return `step ${e2e.step()}`;
        met += over().length && ends().length;
    }
    return met ? '' : 'nothing to be covered by';
}";

async fn the_time_covers_no_segment_and_no_label(lab: &Lab) -> Result<()> {
    for scenario in [
        "simultaneous-open",
        "desync-ack-storm",
        "tw-reuse-paws",
        "fin-out-of-order",
        "last-ack-lost",
        "syn-flood",
    ] {
        lab.visit_in_frame(&format!("?scenario={scenario}&lang=en&t=step:1"), PHONE).await?;
        let covered = lab.compute(COVERED, Value::Null).await?;
        ensure!(covered == "", "{scenario}: {covered}");
    }
    Ok(())
}

in_each_browser! {
    the_time_covers_no_segment_and_no_label,
    the_first_screen_has_both_ends_and_the_first_arrow,
    whatever_is_pressed_is_as_large_as_a_finger,
    no_line_of_a_caption_breaks_a_name,
    the_names_of_both_ends_stay_in_sight_where_runs_are_compared,
    a_chinese_headline_breaks_where_it_pauses,
    the_playhead_strikes_no_name_through,
}
