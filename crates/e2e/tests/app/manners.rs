//! Players on hosts that are careless, or make it hard: odd layouts and colours, values that are none,
//! orders that overtake each other, servers that fail once.

use crate::embed::{enter, inside, page, running, state, with_script};
use anyhow::{Result, ensure};
use e2e::{Lab, in_every_engine, open_to_all, shared};
use std::sync::atomic::{AtomicBool, Ordering};
use thirtyfour::prelude::*;

/// The first player.
const PLAYER: &str = "document.querySelector('tcp-lanes')";

/// Keeps what the players tell: `ready {...}` and the like.
const TOLD: &str = "<script>window.told = [];
    for (const name of ['ready', 'event', 'state', 'error'])
        addEventListener(`tcplanes:${name}`, ({ detail }) => told.push([name, detail]));</script>";

async fn told(lab: &Lab, name: &str, test: &str) -> Result<()> {
    lab.until(&format!("told.some(([name, it]) => name === '{name}' && ({test}))")).await
}

async fn a_player_is_wide_wherever_its_width_is_that_of_its_content(lab: &Lab) -> Result<()> {
    for host in [
        "<div style=\"display:flex;justify-content:center\">PLAYER</div>",
        "<div style=\"display:flex;flex-direction:column;align-items:center\">PLAYER</div>",
        "<div style=\"float:left\">PLAYER</div>",
        "<figure style=\"width:fit-content\">PLAYER</figure>",
        "<div style=\"width:320px;display:grid;place-items:center\">PLAYER</div>",
    ] {
        let player = "<tcp-lanes loading=\"eager\"></tcp-lanes>";
        lab.open_host(&with_script(&host.replace("PLAYER", player)), "", shared()).await?;
        running(lab, 1).await?;
        let width: f64 = lab.ask(&format!("{PLAYER}.offsetWidth")).await?.parse()?;
        ensure!((300.0..=700.0).contains(&width), "{width} in {host}");
        let over = "document.documentElement.scrollWidth > innerWidth";
        ensure!(lab.ask(over).await? == "false", "too wide in {host}");
    }
    Ok(())
}

async fn a_player_reads_from_left_to_right_and_inherits_no_text_style(lab: &Lab) -> Result<()> {
    let body = "<style>:root { direction: rtl; text-indent: 2em; text-transform: uppercase;
        word-spacing: 1em }</style><tcp-lanes loading=\"eager\"></tcp-lanes>";
    lab.open_host(&with_script(body), "", shared()).await?;
    running(lab, 1).await?;
    let style = format!(
        "(({{ direction, textIndent, textTransform, wordSpacing }}) =>
        [direction, textIndent, textTransform, wordSpacing])(getComputedStyle({}))",
        inside(".key")
    );
    ensure!(lab.ask(&style).await? == "ltr,0px,none,0px", "{}", lab.ask(&style).await?);
    Ok(())
}

async fn any_way_to_write_a_colour_is_understood(lab: &Lab) -> Result<()> {
    for (style, theme) in [
        ("body { background: oklch(0.98 0.003 247) }", "light"),
        ("body { background: color(srgb 0.1 0.1 0.1) }", "dark"),
        ("body { background: lab(98 0 0) }", "light"),
        (":root { color-scheme: dark }", "dark"),
        ("", "light"),
    ] {
        let body = format!("<style>{style}</style><tcp-lanes loading=\"eager\"></tcp-lanes>");
        lab.open_host(&with_script(&body), "", shared()).await?;
        running(lab, 1).await?;
        let shown = lab.ask(&format!("{}.dataset.theme", inside("[part=figure]"))).await?;
        ensure!(shown == theme, "{shown} on {style}");
    }
    let body = "<style>body { background: #fff; transition: background-color .05s }
        .night body { background: #111 }</style><tcp-lanes loading=\"eager\"></tcp-lanes>";
    lab.open_host(&with_script(body), "", shared()).await?;
    running(lab, 1).await?;
    lab.ask("document.documentElement.className = 'night'").await?;
    lab.until(&format!("{}.dataset.theme === 'dark'", inside("[part=figure]"))).await
}

async fn a_frame_plays_by_itself_and_needs_no_scroll_bar(lab: &Lab) -> Result<()> {
    let frame = "<style>body { margin: 0 }</style><iframe width=\"700\" height=\"300\" title=\"A player\"
        src=\"SITEembed/?lang=en&autoplay=1&speed=1\"></iframe><script>onmessage = ({ data }) => {
        if (data.type === 'resize') document.querySelector('iframe').height = data.height; }</script>";
    lab.open_host(&page(frame), "", shared()).await?;
    enter(lab).await?;
    lab.until(&format!("{PLAYER}.state.step === {PLAYER}.state.steps")).await?;
    lab.until("innerHeight > 301").await?;
    let scroll = "document.documentElement.scrollHeight - innerHeight";
    ensure!(lab.ask(scroll).await?.parse::<f64>()? <= 0.0, "{}", lab.ask(scroll).await?);
    Ok(())
}

async fn one_plays_by_itself_when_it_is_seen_and_not_before(lab: &Lab) -> Result<()> {
    // Near enough to be loaded, and out of sight.
    let body = "<style>body { margin: 0 }</style><script>document.write(
        `<div style=\"height:${innerHeight - 60}px\"></div>`)</script>
        <tcp-lanes autoplay speed=\"1\"></tcp-lanes><div style=\"height:300vh\"></div>";
    lab.open_host(&with_script(body), "", shared()).await?;
    running(lab, 1).await?;
    ensure!(state(lab).await?["step"] == 0);
    lab.ask(&format!("{PLAYER}.scrollIntoView()")).await?;
    lab.until(&format!("{PLAYER}.state.step > 0")).await
}

async fn whoever_presses_play_keeps_the_focus(lab: &Lab) -> Result<()> {
    let body = "<tcp-lanes loading=\"eager\" speed=\"1\"></tcp-lanes>";
    lab.open_host(&with_script(body), "", shared()).await?;
    running(lab, 1).await?;
    lab.ask(&format!("{}.focus()", inside(".big"))).await?;
    lab.press(Key::Enter).await?;
    lab.until(&format!("{PLAYER}.state.step > 0")).await?;
    lab.until(&format!("{PLAYER}.shadowRoot.activeElement?.className === 'player'")).await
}

async fn the_last_that_was_asked_for_is_shown(lab: &Lab) -> Result<()> {
    let body = format!("{TOLD}<tcp-lanes loading=\"eager\" lang=\"en\"></tcp-lanes>");
    lab.open_host(&with_script(&body), "", shared()).await?;
    running(lab, 1).await?;
    let hasty = "(() => { const player = document.querySelector('tcp-lanes');
        for (const one of ['fin-lost', 'two-way-synack-lost', 'three-way-normal', 'fin-lost'])
            player.scenario = one;
        player.lang = 'zh-CN'; player.lang = 'en'; player.lang = 'zh-CN'; })()";
    lab.ask(hasty).await?;
    told(lab, "state", "it.scenario === 'fin-lost' && it.lang === 'zh-CN'").await?;
    // What overtook it would come now.
    lab.ask(&format!("{PLAYER}.step(1)")).await?;
    lab.until(&format!("{PLAYER}.state.step === 1")).await?;
    ensure!(state(lab).await?["scenario"] == "fin-lost");
    ensure!(state(lab).await?["lang"] == "zh-CN");
    Ok(())
}

async fn what_cannot_be_done_is_told_and_the_same_place_is_gone_to_again(lab: &Lab) -> Result<()> {
    let body = format!(
        "{TOLD}<tcp-lanes loading=\"eager\" t=\"step:2\" panels=\"caption, states\"></tcp-lanes>"
    );
    lab.open_host(&with_script(&body), "", shared()).await?;
    told(lab, "ready", "it.steps > 0 && it.step === 2").await?;
    ensure!(lab.ask("told.filter(([name]) => name === 'error').length").await? == "0");
    lab.see("tcp-lanes").await?;
    ensure!(lab.ask(&format!("{} !== null", inside(".states"))).await? == "true");
    for (order, detail) in [
        ("speed = '3'", "speed=3"),
        ("seek(NaN)", "t=NaN"),
        ("step('x')", "step=x"),
        ("seek(null)", "t=null"),
    ] {
        lab.ask(&format!("{PLAYER}.{order}")).await?;
        told(lab, "error", &format!("it.reason === 'unusable' && it.detail === '{detail}'"))
            .await?;
    }
    lab.ask(&format!("{PLAYER}.step(1)")).await?;
    lab.until(&format!("{PLAYER}.state.step === 3")).await?;
    lab.ask(&format!("{PLAYER}.t = 'step:2'")).await?;
    lab.until(&format!("{PLAYER}.state.step === 2")).await
}

async fn a_server_that_fails_once_is_asked_again(lab: &Lab) -> Result<()> {
    lab.expect_errors();
    for lost in ["embed_bg.wasm", "books/list.en.bin", "embed.css"] {
        let failed = AtomicBool::new(false);
        let spoil: e2e::Spoil = Box::new(move |path, answer| {
            let mut answer = open_to_all(answer);
            if path.contains(lost) && !failed.swap(path.contains(lost), Ordering::SeqCst) {
                answer.status = "503 Service Unavailable";
            }
            answer
        });
        let body = format!("{TOLD}<tcp-lanes loading=\"eager\"></tcp-lanes>");
        lab.open_host(&with_script(&body), "", spoil).await?;
        lab.until("told.length > 0").await?;
        ensure!(lab.ask("told[0][0]").await? == "error", "{lost}");
        lab.ask(
            "(() => { const [player] = document.querySelectorAll('tcp-lanes');
            player.remove(); setTimeout(() => document.body.append(player)); })()",
        )
        .await?;
        running(lab, 1).await?;
        let said = format!("{}.offsetHeight", inside("[part=error]"));
        ensure!(lab.ask(&said).await? == "0", "the error is gone");
    }
    Ok(())
}

in_every_engine! {
    a_player_is_wide_wherever_its_width_is_that_of_its_content,
    a_player_reads_from_left_to_right_and_inherits_no_text_style,
    any_way_to_write_a_colour_is_understood,
    a_frame_plays_by_itself_and_needs_no_scroll_bar,
    one_plays_by_itself_when_it_is_seen_and_not_before,
    whoever_presses_play_keeps_the_focus,
    the_last_that_was_asked_for_is_shown,
    what_cannot_be_done_is_told_and_the_same_place_is_gone_to_again,
    a_server_that_fails_once_is_asked_again,
}
