//! Players in other people's pages: in frames and as elements, on hosts of every kind.

use anyhow::{Context, Result, ensure};
use e2e::{Lab, in_every_engine, open_to_all, shared};
use serde_json::Value;
use thirtyfour::prelude::*;
use xtask::static_server::Answer;

/// A page of somebody else's, with a script that keeps what it is told.
pub(crate) fn page(body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A post</title>\
         <link rel=\"icon\" href=\"data:,\"></head><body><h1>A post</h1>{body}</body></html>"
    )
}

/// The element's script, which comes last as in most posts.
const SCRIPT: &str = "<script type=\"module\" src=\"SITEembed/tcp-lanes.js\"></script>";

pub(crate) fn with_script(body: &str) -> String {
    page(&format!("{body}{SCRIPT}"))
}

/// How many players run.
const RUNNING: &str = "[...document.querySelectorAll('tcp-lanes')]
    .filter((player) => player.state?.steps > 0).length";

/// What is inside the first player.
pub(crate) fn inside(css: &str) -> String {
    format!("document.querySelector('tcp-lanes').shadowRoot.querySelector({css:?})")
}

pub(crate) async fn running(lab: &Lab, count: usize) -> Result<()> {
    lab.until(&format!("{RUNNING} === {count}")).await
}

pub(crate) async fn state(lab: &Lab) -> Result<Value> {
    lab.compute("document.querySelector('tcp-lanes').state", Value::Null).await
}

/// The frame on the page, entered, with its player running.
pub(crate) async fn enter(lab: &Lab) -> Result<()> {
    lab.enter_frame().await?;
    running(lab, 1).await
}

async fn players_share_a_program_and_leave_the_page_alone(lab: &Lab) -> Result<()> {
    let players = "<tcp-lanes scenario=\"three-way-normal\" loading=\"eager\"></tcp-lanes>\
        <tcp-lanes scenario=\"two-way-synack-lost\" lang=\"zh-CN\" loading=\"eager\"></tcp-lanes>\
        <iframe src=\"SITEembed/?lang=en\" title=\"A player\" width=\"700\" height=\"420\"></iframe>";
    lab.open_host(&with_script(players), "", shared()).await?;
    running(lab, 2).await?;
    ensure!(lab.ask(FETCHED).await? == "1", "one program for both");
    lab.ask("document.querySelector('tcp-lanes').step(2)").await?;
    lab.until("document.querySelector('tcp-lanes').state.step === 2").await?;
    let second = "document.querySelectorAll('tcp-lanes')[1]";
    ensure!(lab.ask(&format!("{second}.state.step")).await? == "0", "each has its own time");
    ensure!(lab.ask(&format!("{second}.state.lang")).await? == "zh-CN");
    let untouched = "[location.search + location.hash, localStorage.length, scrollY,
        document.activeElement.tagName, document.title, document.documentElement.outerHTML
        .includes('data-theme')].join()";
    ensure!(lab.ask(untouched).await? == ",0,0,BODY,A post,false");
    // What is out of sight waits.
    lab.ask("document.querySelector('iframe').scrollIntoView()").await?;
    enter(lab).await
}

async fn attributes_methods_and_events_are_as_the_page_wants_them(lab: &Lab) -> Result<()> {
    let player = "<tcp-lanes t=\"step:1\" controls=\"mini\" panels=\"caption,states\" loading=\"eager\">\
                  </tcp-lanes><script>window.told = [];
                  for (const name of ['ready', 'event', 'state', 'error'])
                    addEventListener('tcplanes:' + name, ({ detail }) => told.push([name, detail]));\
                  </script>";
    lab.open_host(&with_script(player), "", shared()).await?;
    running(lab, 1).await?;
    ensure!(state(lab).await?["step"] == 1);
    ensure!(lab.ask(&format!("!!{}", inside(".diagram"))).await? == "true");
    ensure!(lab.ask(&format!("!!{}", inside(".asked"))).await? == "false");
    ensure!(lab.ask(&format!("{}.offsetWidth", inside(".scrub"))).await? == "0", "mini");
    lab.ask("document.querySelector('tcp-lanes').seek('step:3')").await?;
    lab.until("document.querySelector('tcp-lanes').state.step === 3").await?;
    lab.until("told.some(([name, { step }]) => name === 'event' && step === 3)").await?;
    lab.ask("document.querySelector('tcp-lanes').scenario = 'two-way-synack-lost'").await?;
    lab.until("document.querySelector('tcp-lanes').state.scenario === 'two-way-synack-lost'")
        .await?;
    lab.ask("document.querySelector('tcp-lanes').lang = 'zh-CN'").await?;
    lab.until(&format!("{}.lang === 'zh-CN'", inside(".page"))).await?;
    lab.ask("document.querySelector('tcp-lanes').panels = 'question,transcript'").await?;
    lab.until(&format!("{}?.querySelector('table')", inside(".page"))).await?;
    // Moved to another place it goes on; unknown questions are said to be so.
    lab.ask("document.body.prepend(document.querySelector('tcp-lanes'))").await?;
    running(lab, 1).await?;
    lab.ask("document.querySelector('tcp-lanes').scenario = 'nobody'").await?;
    lab.until(
        "told.some(([name, { detail }]) => name === 'error' && detail === 'scenario=nobody')",
    )
    .await?;
    lab.until(&inside(".notice")).await
}

async fn an_unknown_question_harms_no_player(lab: &Lab) -> Result<()> {
    // There is no figure of it.
    lab.expect_errors();
    let player = "<tcp-lanes scenario=\"fin-lost\" lang=\"en\" loading=\"eager\"></tcp-lanes>";
    lab.open_host(&with_script(&player.repeat(2)), "", shared()).await?;
    running(lab, 2).await?;
    lab.ask("document.querySelector('tcp-lanes').scenario = 'nobody'").await?;
    lab.until(&inside(".notice")).await?;
    // It begins anew, with another layout.
    lab.ask("document.querySelector('tcp-lanes').panels = 'caption'").await?;
    lab.until(&format!("!{}", inside(".asked"))).await?;
    running(lab, 2).await?;
    lab.until(&inside(".notice")).await?;
    for player in 0..2 {
        let player = format!("document.querySelectorAll('tcp-lanes')[{player}]");
        lab.ask(&format!("{player}.seek('step:2')")).await?;
        lab.until(&format!("{player}.state.step === 2")).await?;
    }
    Ok(())
}

async fn nothing_moves_unasked_and_keys_work_where_the_focus_is(lab: &Lab) -> Result<()> {
    let player =
        "<p><a id=\"before\" href=\"#\">x</a></p><tcp-lanes loading=\"eager\"></tcp-lanes>";
    lab.open_host(&with_script(player), "", shared()).await?;
    running(lab, 1).await?;
    lab.focus("#before").await?;
    lab.press(Key::Right).await?;
    ensure!(state(lab).await?["step"] == 0, "the page has the key");
    lab.press(Key::Tab).await?;
    lab.until("document.activeElement.tagName === 'TCP-LANES'").await?;
    lab.press(Key::Right).await?;
    lab.until("document.querySelector('tcp-lanes').state.step === 1").await?;
    ensure!(state(lab).await?["playing"] == false);
    lab.ask("document.querySelector('tcp-lanes').play()").await?;
    lab.until("document.querySelector('tcp-lanes').state.playing").await?;
    lab.ask(
        "(document.body.prepend(Object.assign(document.createElement('div'),
        { style: 'height:300vh' })), 0)",
    )
    .await?;
    // Out of sight it stops.
    lab.until("!document.querySelector('tcp-lanes').state.playing").await
}

async fn a_frame_talks_with_the_page_around_it(lab: &Lab) -> Result<()> {
    let frame = "<iframe src=\"SITEembed/?lang=en&id=a\" title=\"A player\" width=\"700\"></iframe>
        <script>window.told = []; onmessage = ({ data }) => told.push(data);
        window.say = (message) => document.querySelector('iframe').contentWindow
          .postMessage({ source: 'tcp-lanes', v: 1, ...message }, '*');</script>";
    lab.open_host(&page(frame), "", shared()).await?;
    lab.until(
        "told.some(({ type, id, source }) =>
        type === 'ready' && id === 'a' && source === 'tcp-lanes')",
    )
    .await?;
    lab.until("told.some(({ type, height }) => type === 'resize' && height > 300)").await?;
    lab.until(
        "told.some((told) => typeof told === 'string'
        && JSON.parse(told).context === 'iframe.resize')",
    )
    .await?;
    lab.ask("say({ type: 'seek', t: 'step:2' })").await?;
    lab.until("told.some(({ type, step }) => type === 'event' && step === 2)").await?;
    lab.ask("say({ type: 'step', by: -1 })").await?;
    lab.until("told.some(({ type, step }) => type === 'event' && step === 1)").await?;
    lab.ask("say({ type: 'config', theme: 'dark', lang: 'zh-CN' })").await?;
    lab.until("told.some(({ type, lang }) => type === 'state' && lang === 'zh-CN')").await?;
    for (message, place) in [
        ("{ type: 'dance' }", "type"),
        ("{ type: 'seek', t: 'there' }", "t"),
        ("{ type: 'step', by: 'x' }", "by"),
        ("{ type: 'config', theme: '<script>' }", "theme"),
        ("{ type: 'play', v: 2 }", "v"),
    ] {
        lab.ask(&format!("(told.length = 0, say({message}))")).await?;
        let refused =
            format!("told.some(({{ type, where }}) => type === 'error' && where === '{place}')");
        lab.until(&refused).await.with_context(|| message.to_owned())?;
    }
    enter(lab).await?;
    ensure!(lab.ask("document.documentElement.dataset.theme").await? == "dark");
    ensure!(lab.ask("localStorage.length").await? == "0");
    ensure!(lab.ask("location.search + location.hash").await? == "?lang=en&id=a");
    Ok(())
}

async fn a_frame_works_where_the_page_may_do_little(lab: &Lab) -> Result<()> {
    // No origin, and a server that lets nobody read: everything is in the one file.
    let sandboxed =
        "<iframe sandbox=\"allow-scripts\" title=\"A player\" width=\"700\" height=\"420\"
        src=\"SITEembed/?scenario=two-way-synack-lost&lang=en\"></iframe>";
    lab.expect_errors();
    lab.open_host(&page(sandboxed), "", e2e::as_built()).await?;
    enter(lab).await?;
    ensure!(state(lab).await?["scenario"] == "two-way-synack-lost");
    // The page's own policy forbids WebAssembly and every script but its own.
    let frame =
        "<iframe title=\"A player\" width=\"700\" height=\"420\" src=\"SITEembed/\"></iframe>";
    let policy = "default-src 'none'; script-src 'self'; frame-src SITE";
    lab.open_host(&page(frame), policy, e2e::as_built()).await?;
    enter(lab).await
}

async fn an_element_works_under_a_strict_policy(lab: &Lab) -> Result<()> {
    let policy = "default-src 'none'; script-src 'self' SITE 'wasm-unsafe-eval'; style-src 'self'; \
                  connect-src SITE; img-src SITE data:; require-trusted-types-for 'script'; \
                  trusted-types 'none'";
    let player = with_script("<tcp-lanes scenario=\"fin-lost\" loading=\"eager\"></tcp-lanes>");
    lab.open_host(&player, policy, shared()).await?;
    running(lab, 1).await?;
    lab.ask("document.querySelector('tcp-lanes').step(3)").await?;
    lab.until("document.querySelector('tcp-lanes').state.step === 3").await
}

async fn what_stands_in_the_way_is_said_and_the_figure_stays(lab: &Lab) -> Result<()> {
    lab.expect_errors();
    let told = "<script>addEventListener('tcplanes:error', ({ detail }) => window.told = detail.reason)\
                </script>";
    let body = format!("{told}<tcp-lanes loading=\"eager\"></tcp-lanes>");
    let player = with_script(&body);
    let lost = |what: &'static str, how: fn(&mut Answer)| -> e2e::Spoil {
        Box::new(move |path: &str, answer: Answer| {
            let mut answer = open_to_all(answer);
            if path.contains(what) {
                how(&mut answer);
            }
            answer
        })
    };
    let inline = "script-src 'self' 'unsafe-inline' SITE; connect-src SITE";
    let narrow = "script-src 'unsafe-inline' SITEembed/tcp-lanes.js; connect-src SITE";
    let cases: [(&str, &str, e2e::Spoil); 7] = [
        ("missing", "", lost("embed_bg.wasm", |answer| answer.status = "404 Not Found")),
        ("missing", "", lost("/player.js", |answer| answer.status = "404 Not Found")),
        ("csp", narrow, shared()),
        (
            "html",
            "",
            lost("embed_bg.wasm", |answer| {
                answer.content_type = "text/html".to_owned();
                answer.body = b"<!doctype html><title>Home</title>".to_vec();
            }),
        ),
        ("mime", "", lost("/embed.js", |answer| answer.content_type = "text/plain".to_owned())),
        ("cors", "", lost("player-", |answer| answer.headers.clear())),
        ("csp", inline, shared()),
    ];
    for (reason, policy, spoil) in cases {
        lab.open_host(&player, policy, spoil).await?;
        lab.until("window.told").await.with_context(|| reason.to_owned())?;
        let said = lab.ask("window.told").await?;
        ensure!(said == reason, "{reason}: {said}");
        let words = lab.ask(&format!("{}.textContent", inside("[part=error]"))).await?;
        ensure!(words.len() > 40, "{words}");
        lab.until(&format!("{}.naturalWidth > 0", inside("img"))).await?;
    }
    // A type that is wrong is no trouble where the octets are right.
    let spoil = lost("embed_bg.wasm", |answer| answer.content_type = "text/plain".to_owned());
    lab.open_host(&player, "", spoil).await?;
    running(lab, 1).await
}

async fn a_page_gives_another_poster_and_a_height(lab: &Lab) -> Result<()> {
    let body = "<tcp-lanes lang=\"en\" loading=\"click\" height=\"420\"
        poster=\"SITEfigures/fin-lost.en.light.svg\"></tcp-lanes>";
    lab.open_host(&with_script(body), "", shared()).await?;
    lab.until(&format!("{}.naturalWidth > 0", inside("img"))).await?;
    ensure!(lab.ask(&format!("{}.src", inside("img"))).await?.ends_with("fin-lost.en.light.svg"));
    lab.ask("document.querySelector('tcp-lanes').play()").await?;
    running(lab, 1).await?;
    let height = format!("{}.getBoundingClientRect().height", inside(".page"));
    lab.until(&format!("{height} === 420")).await?;
    // What does not fit is scrolled to inside, and the controls stay in sight.
    let scroll = inside(".scroll");
    lab.until(&format!("{scroll}.scrollHeight > {scroll}.clientHeight")).await?;
    let controls = format!("{}.getBoundingClientRect()", inside(".transport"));
    let bottom = format!("{}.getBoundingClientRect().bottom", inside(".page"));
    ensure!(lab.ask(&format!("Math.abs({controls}.bottom - {bottom}) < 2")).await? == "true");
    // Without a height it is as high as what is in it.
    lab.ask("document.querySelector('tcp-lanes').height = null").await?;
    lab.until(&format!("{height} > 421 && {scroll}.scrollHeight === {scroll}.clientHeight"))
        .await?;
    lab.ask("document.querySelector('tcp-lanes').height = '50vh'").await?;
    lab.until(&format!("{height} === innerHeight / 2")).await
}

async fn what_was_set_before_the_script_was_there_counts(lab: &Lab) -> Result<()> {
    let body = "<tcp-lanes loading=\"eager\"></tcp-lanes><script>\
        document.querySelector('tcp-lanes').scenario = 'fin-lost'</script>";
    lab.open_host(&with_script(body), "", shared()).await?;
    running(lab, 1).await?;
    ensure!(state(lab).await?["scenario"] == "fin-lost");
    lab.ask("(document.querySelector('tcp-lanes').scenario = 'simultaneous-open', 0)").await?;
    let now = "document.querySelector('tcp-lanes')";
    ensure!(lab.ask(&format!("{now}.getAttribute('scenario')")).await? == "simultaneous-open");
    Ok(())
}

async fn one_that_comes_and_goes_while_it_loads_runs_once(lab: &Lab) -> Result<()> {
    let body = "<tcp-lanes loading=\"eager\"></tcp-lanes>";
    lab.open_host(&with_script(body), "", shared()).await?;
    let hasty = "(async () => {
        const player = document.querySelector('tcp-lanes');
        for (let n = 0; n < 5; n++) {
            player.remove();
            await 0;
            document.body.append(player);
            await 0;
        }
    })()";
    lab.ask(hasty).await?;
    running(lab, 1).await?;
    lab.ask("document.querySelector('tcp-lanes').step(2)").await?;
    lab.until("document.querySelector('tcp-lanes').state.step === 2").await?;
    let players =
        "document.querySelector('tcp-lanes').shadowRoot.querySelectorAll('.player').length";
    ensure!(lab.ask(players).await? == "1");
    Ok(())
}

async fn without_scripts_what_stands_in_the_element_is_shown(lab: &Lab) -> Result<()> {
    let fallback = "<tcp-lanes scenario=\"three-way-normal\"><a href=\"SITEen/three-way-normal/\">
        <img src=\"SITEfigures/three-way-normal.en.auto.svg\" alt=\"The handshake\"></a></tcp-lanes>";
    // As in a feed reader: nobody loads the script.
    lab.open_host(&page(fallback), "", shared()).await?;
    lab.until("document.querySelector('tcp-lanes img').naturalWidth > 0").await?;
    ensure!(lab.ask("document.querySelector('tcp-lanes a').offsetHeight > 0").await? == "true");
    // With it, it is shown until the player runs.
    lab.open_host(&with_script(fallback), "", shared()).await?;
    running(lab, 1).await?;
    lab.until("document.querySelector('tcp-lanes img').offsetHeight === 0").await
}

async fn the_page_for_frames_works_as_a_file(lab: &Lab) -> Result<()> {
    lab.expect_errors();
    let file = xtask::dist().join("embed/index.html");
    let query = "?scenario=time-wait-zero-last-ack-lost&lang=zh-CN&t=step:2";
    lab.driver.goto(format!("file://{}{query}", file.display())).await?;
    running(lab, 1).await?;
    ensure!(state(lab).await?["step"] == 2);
    ensure!(state(lab).await?["scenario"] == "time-wait-zero-last-ack-lost");
    Ok(())
}

/// A link to a run that a reader has changed: the SYN,ACK of the three-way handshake is lost.
fn changed() -> String {
    use tcp_model::fault::{Fate, Fault, SegmentPattern};
    use tcp_model::segment::SegmentFlags;
    use tcp_scenarios::format::Intervention;
    use tcp_studio::link::{Shared, encode};
    let flags = Some(SegmentFlags::SYN | SegmentFlags::ACK);
    let segment = SegmentPattern { flags, nth: Some(1), ..SegmentPattern::default() };
    let lost = Intervention::Fault(Fault { segment, fate: Fate::Lose });
    encode(&Shared { interventions: vec![lost], ..Shared::of("three-way-normal") })
}

async fn a_run_that_a_reader_has_changed_is_embedded_too(lab: &Lab) -> Result<()> {
    let link = changed();
    let body = format!("<tcp-lanes loading=\"eager\" s=\"{link}\"></tcp-lanes>
        <iframe title=\"A player\" width=\"700\" height=\"420\" src=\"SITEembed/?lang=en#s={link}\"></iframe>");
    lab.open_host(&with_script(&body), "", shared()).await?;
    running(lab, 1).await?;
    let steps = state(lab).await?["steps"].as_u64();
    ensure!(steps > Some(5), "the SYN,ACK is sent again: {steps:?}");
    ensure!(
        lab.ask(&format!("{}.href", inside(".whole-page"))).await?.ends_with(&format!("#s={link}"))
    );
    enter(lab).await?;
    ensure!(state(lab).await?["steps"].as_u64() == steps);
    // One that is damaged says so, and the scenario is there.
    lab.driver.enter_default_frame().await?;
    let body = "<script>addEventListener('tcplanes:error', ({ detail }) => window.told = detail.reason)\
        </script><tcp-lanes loading=\"eager\" scenario=\"fin-lost\" s=\"1.xyz\"></tcp-lanes>";
    lab.open_host(&with_script(body), "", shared()).await?;
    running(lab, 1).await?;
    ensure!(lab.ask("window.told").await? == "own");
    ensure!(state(lab).await?["scenario"] == "fin-lost");
    Ok(())
}

async fn on_paper_there_is_the_whole_ladder_and_no_controls(lab: &Lab) -> Result<()> {
    lab.open_host(&with_script("<tcp-lanes loading=\"eager\"></tcp-lanes>"), "", shared()).await?;
    running(lab, 1).await?;
    lab.show_on("print", false).await?;
    lab.until(&format!("{}.offsetHeight === 0", inside(".transport"))).await?;
    ensure!(
        lab.ask(&format!("{}.getBoundingClientRect().height > 200", inside(".scene"))).await?
            == "true"
    );
    Ok(())
}

async fn the_colours_are_those_of_the_page_around(lab: &Lab) -> Result<()> {
    let body = "<style>body { background: #111 }</style><tcp-lanes loading=\"eager\"></tcp-lanes>";
    lab.open_host(&with_script(body), "", shared()).await?;
    running(lab, 1).await?;
    let background = format!("getComputedStyle({}).backgroundColor", inside(".page"));
    let dark = lab.ask(&background).await?;
    lab.ask("(document.body.style.background = '#fff', 0)").await?;
    lab.until(&format!("{background} !== '{dark}'")).await?;
    lab.ask("document.querySelector('tcp-lanes').setAttribute('theme', 'dark')").await?;
    lab.until(&format!("{background} === '{dark}'")).await
}

/// How many programs were fetched.
const FETCHED: &str = "performance.getEntriesByType('resource')
    .filter((entry) => entry.name.endsWith('.wasm')).length";

async fn a_program_is_fetched_when_it_is_seen_or_wanted(lab: &Lab) -> Result<()> {
    let body = "<div id=\"far\" style=\"height:400vh\"></div><tcp-lanes lang=\"en\"></tcp-lanes>";
    lab.open_host(&with_script(body), "", shared()).await?;
    lab.until(&format!("{}.naturalWidth > 0", inside("img"))).await?;
    ensure!(lab.ask(FETCHED).await? == "0", "it is out of sight");
    lab.ask("document.querySelector('tcp-lanes').scrollIntoView()").await?;
    running(lab, 1).await?;
    let body = "<tcp-lanes lang=\"en\" loading=\"click\"></tcp-lanes>";
    lab.open_host(&with_script(body), "", shared()).await?;
    lab.until(&format!("{}.naturalWidth > 0", inside("img"))).await?;
    ensure!(lab.ask(FETCHED).await? == "0", "nobody has clicked");
    lab.ask(&format!("{}.click()", inside(".start"))).await?;
    running(lab, 1).await?;
    lab.until("document.querySelector('tcp-lanes').state.step > 0").await
}

async fn a_player_plays_by_itself_only_where_it_is_asked_to(lab: &Lab) -> Result<()> {
    let body = "<script>window.steps = []; addEventListener('tcplanes:event', ({ detail }) =>
        steps.push(detail.step));</script>
        <tcp-lanes autoplay end=\"step:3\" speed=\"1\" loading=\"eager\"></tcp-lanes>";
    lab.open_host(&with_script(body), "", shared()).await?;
    let state = "document.querySelector('tcp-lanes').state";
    lab.until(&format!("{state}?.step === 3 && !{state}.playing")).await?;
    // With `loop` it begins again at its end.
    lab.ask("(document.querySelector('tcp-lanes').loop = true, 0)").await?;
    lab.until("steps.filter((step) => step === 3).length >= 2").await?;
    lab.ask("(steps.length = 0, document.querySelector('tcp-lanes').play())").await?;
    lab.until("steps.filter((step) => step === 3).length >= 3").await
}

/// What axe says of all players, and what in them is too small to be pressed.
const ACCESS: &str = "{
    const rules = { 'target-size': { enabled: true } };
    const { violations } = await axe.run('tcp-lanes', { rules });
    const said = violations.map(({ id, nodes }) =>
        `${id}: ${nodes.slice(0, 4).map(({ target, failureSummary }) =>
            target.join(' ') + ' ' + failureSummary).join('\\n')}`);
    for (const player of document.querySelectorAll('tcp-lanes')) {
        for (const one of player.shadowRoot.querySelectorAll('button, select, summary, .whole-page')) {
            const { width, height } = one.getBoundingClientRect();
            if (width > 0 && Math.min(width, height) < 23.9) said.push(`${width}×${height} ${one.outerHTML}`);
        }
        const page = player.shadowRoot.querySelector('.page');
        if (page.scrollWidth > page.clientWidth + 1) said.push(`wider than ${page.clientWidth}`);
    }
    return said.join('\\n');
}";

async fn axe_finds_nothing_in_players_of_any_width(lab: &Lab) -> Result<()> {
    lab.driver.set_script_timeout(std::time::Duration::from_secs(120)).await?;
    let player = |width: u32, lang: &str, theme: &str, controls: &str| {
        format!(
            "<div style=\"width:{width}px\"><tcp-lanes scenario=\"two-way-synack-lost\" t=\"step:4\"
            lang=\"{lang}\" theme=\"{theme}\" controls=\"{controls}\" loading=\"eager\"
            panels=\"question,caption,legend,states,variables,transcript\"></tcp-lanes></div>"
        )
    };
    let players = [
        player(320, "zh-CN", "light", "full"),
        player(320, "en", "dark", "mini"),
        player(740, "en", "light", "full"),
        player(1100, "zh-CN", "dark", "full"),
    ];
    lab.open_host(&with_script(&players.concat()), "", shared()).await?;
    running(lab, 4).await?;
    let file = xtask::root().join("tools/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&file).with_context(|| format!("{file:?} is missing"))?;
    lab.driver.execute(&*axe, Vec::new()).await?;
    lab.no_complaint(ACCESS).await
}

in_every_engine! {
    players_share_a_program_and_leave_the_page_alone,
    attributes_methods_and_events_are_as_the_page_wants_them,
    an_unknown_question_harms_no_player,
    nothing_moves_unasked_and_keys_work_where_the_focus_is,
    a_frame_talks_with_the_page_around_it,
    a_frame_works_where_the_page_may_do_little,
    an_element_works_under_a_strict_policy,
    what_stands_in_the_way_is_said_and_the_figure_stays,
    without_scripts_what_stands_in_the_element_is_shown,
    the_page_for_frames_works_as_a_file,
    a_run_that_a_reader_has_changed_is_embedded_too,
    the_colours_are_those_of_the_page_around,
    a_program_is_fetched_when_it_is_seen_or_wanted,
    a_player_plays_by_itself_only_where_it_is_asked_to,
    a_page_gives_another_poster_and_a_height,
    what_was_set_before_the_script_was_there_counts,
    one_that_comes_and_goes_while_it_loads_runs_once,
    on_paper_there_is_the_whole_ladder_and_no_controls,
    axe_finds_nothing_in_players_of_any_width,
}
