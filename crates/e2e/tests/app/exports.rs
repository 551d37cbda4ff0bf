//! What a reader saves of a run, as programs see it that are not ours.

use anyhow::{Context, Result, bail, ensure};
use e2e::{Lab, in_each_browser};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use tcp_export::{Format, Options, frames};
use tcp_model::trace::{Landing, Run};
use tcp_packetdrill::parse::parse;
use tcp_packetdrill::run::{Outcome, Settings};
use tcp_scenarios::catalogue::Catalogue;
use thirtyfour::Key;

/// One that has a lost segment, and of which every format can tell.
const SCENARIO: &str = "third-ack-lost";

/// How long the pictures of a film may take on a loaded machine.
const A_FILM: Duration = Duration::from_secs(180);

/// Saves a run in a format: the type of the file, its octets as text of one character each, and of
/// a picture the width and height of each of its frames, as the browser decodes them.
const SAVE: &str = "{
    const kept = new Promise((done) => {
        const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => { URL.createObjectURL = make; done(blob); return make.call(URL, blob); };
    });
    e2e.find(`#sheet [data-act='sheet save ${of}']`).click();
    const blob = await kept;
    const octets = new Uint8Array(await blob.arrayBuffer());
    const pictures = [];
    if (/^image.(png|gif)/.test(blob.type)) {
        const decoder = new ImageDecoder({ data: octets, type: blob.type });
        await decoder.tracks.ready;
        await decoder.completed;
        for (let frameIndex = 0; frameIndex < decoder.tracks.selectedTrack.frameCount; frameIndex += 1) {
            const { image } = await decoder.decode({ frameIndex });
            pictures.push([image.displayWidth, image.displayHeight]);
            image.close();
        }
    }
    return [blob.type, [...octets].map((octet) => String.fromCharCode(octet)).join(''), pictures];
}";

async fn every_format_is_saved_and_can_be_read(lab: &Lab) -> Result<()> {
    lab.driver.set_script_timeout(A_FILM).await?;
    let run = Catalogue::get().find(SCENARIO).context("a scenario")?.run();
    lab.visit(&format!("?scenario={SCENARIO}&lang=en&t=step:3")).await?;
    lab.until("e2e.all('.tools .btn').some((one) => one.textContent === 'Share, export')").await?;
    lab.ask("e2e.all('.tools .btn').find((one) => one.textContent === 'Share, export').focus()")
        .await?;
    lab.press(Key::Enter).await?;
    lab.see("#sheet [data-act='sheet save svg']").await?;
    ensure!(lab.ask("e2e.find('#sheet').open").await? == "true");
    for format in Format::ALL {
        let name = format.name();
        let saved = lab.compute(SAVE, json!(name)).await.context(name)?;
        let (kind, text, pictures): (String, String, Vec<[u32; 2]>) =
            serde_json::from_value(saved).context(name)?;
        ensure!(kind.starts_with(format.mime()), "{name} is saved as {kind}");
        let octets: Vec<u8> = text.chars().map(|c| c as u8).collect();
        read(format, &octets, &pictures, &run).context(name)?;
    }
    lab.press(Key::Escape).await?;
    lab.until("!e2e.find('#sheet').open").await
}

/// Has a reader of the format look at a file.
fn read(format: Format, octets: &[u8], pictures: &[[u32; 2]], run: &Run) -> Result<()> {
    let text = || std::str::from_utf8(octets).context("not UTF-8");
    match format {
        Format::Text => ensure!(text()?.contains("ESTABLISHED")),
        Format::Json => drop(serde_json::from_slice::<Value>(octets)?),
        Format::Svg | Format::AnimatedSvg => drop(roxmltree::Document::parse(text()?)?),
        Format::Mermaid => mermaid_reads(text()?)?,
        Format::PlantUml => {
            ensure!(text()?.starts_with("@startuml") && text()?.trim_end().ends_with("@enduml"));
        }
        Format::Markdown => ensure!(text()?.starts_with('#')),
        Format::Pcapng => tshark_reads(octets, run)?,
        Format::Packetdrill => {
            let script = parse(text()?).map_err(|error| anyhow::anyhow!("{error}"))?;
            let outcome = tcp_packetdrill::run::run(&script, Settings::default()).outcome;
            ensure!(outcome == Outcome::Pass, "{outcome:?}");
        }
        Format::Png => {
            ensure!(matches!(pictures, [[1440, height]] if *height > 600), "{pictures:?}")
        }
        Format::Gif => {
            let film = frames(run, &Options { width: 480, ..Options::default() });
            ensure!(pictures.len() == film.len(), "{} of {}", pictures.len(), film.len());
            ensure!(pictures.iter().all(|[width, _]| *width == 480), "{pictures:?}");
        }
    }
    Ok(())
}

/// Whether a program is there. `cargo xtask test` installs it and sets the variable; without that a
/// machine that lacks it leaves the reading out, and says so.
fn is_there(found: bool, program: &str, variable: &str) -> Result<bool> {
    let required = std::env::var_os(variable).is_some();
    ensure!(found || !required, "{variable} is set and {program} is not there");
    if !found {
        // Not by a macro, whose output a passing test keeps to itself.
        writeln!(io::stderr(), "LEFT OUT: {program} is not there")?;
    }
    Ok(found)
}

/// Every segment is whole, with good checksums, and has its comment.
fn tshark_reads(octets: &[u8], run: &Run) -> Result<()> {
    let found = Command::new("tshark").arg("--version").output().is_ok();
    if !is_there(found, "tshark", "REQUIRE_TSHARK")? {
        return Ok(());
    }
    let mut file = tempfile::NamedTempFile::new()?;
    file.write_all(octets)?;
    let fields = ["_ws.malformed", "ip.checksum.status", "tcp.checksum.status", "tcp.seq_raw"];
    let output = Command::new("tshark")
        .args(["-n", "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"])
        .args(["-T", "fields", "-E", "separator=/t"])
        .args(fields.into_iter().chain(["frame.comment"]).flat_map(|field| ["-e", field]))
        .arg("-r")
        .arg(file.path())
        .output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8(output.stdout)?;
    let rows: Vec<&str> = told.lines().collect();
    ensure!(rows.len() == run.flights.len(), "{} of {} segments", rows.len(), run.flights.len());
    for (row, flight) in rows.into_iter().zip(&run.flights) {
        let begins = format!("\t1\t1\t{}\t", flight.segment.seq);
        let comment = row.strip_prefix(&begins).with_context(|| format!("{row}, not {begins}"))?;
        let is_lost = flight.landing == Landing::Lost;
        ensure!(!comment.is_empty() && comment.contains("(lost at ") == is_lost, "{comment}");
    }
    Ok(())
}

fn mermaid_reads(diagram: &str) -> Result<()> {
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tools");
    let node = Command::new("node").arg("--version").output().is_ok();
    let found = node && tools.join("node_modules/mermaid").is_dir();
    if !is_there(found, "Mermaid", "REQUIRE_MERMAID")? {
        return Ok(());
    }
    let mut node = Command::new("node")
        .arg("check-mermaid.mjs")
        .current_dir(tools)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    // Dropped when it is written, which ends the list.
    let mut list = node.stdin.take().context("its input is piped")?;
    list.write_all(&serde_json::to_vec(&[diagram])?)?;
    drop(list);
    let output = node.wait_with_output()?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

/// Between any two pictures the page hears what is pressed.
async fn a_film_that_is_called_off_is_not_drawn_to_its_end(lab: &Lab) -> Result<()> {
    lab.visit(&format!("?scenario={SCENARIO}&lang=en&t=step:3")).await?;
    lab.until("e2e.all('.tools .btn').some((one) => one.textContent === 'Share, export')").await?;
    lab.ask("e2e.all('.tools .btn').find((one) => one.textContent === 'Share, export').click()")
        .await?;
    lab.click("#sheet [data-act='sheet save gif']").await?;
    lab.click("#sheet [data-act='sheet stop']").await?;
    lab.until("e2e.find('.sheet-told').textContent === 'Called off.'").await
}

in_each_browser! {
    every_format_is_saved_and_can_be_read,
    a_film_that_is_called_off_is_not_drawn_to_its_end,
}
