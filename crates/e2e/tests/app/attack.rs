//! An attack plays: the attacker has a lane of its own, and a flood fills the queue without
//! touching the server's state.

use anyhow::{Result, ensure};
use e2e::{Lab, in_each_browser};
use thirtyfour::Key;

async fn a_flood_fills_the_queue_and_leaves_the_state_alone(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=syn-flood&lang=en&t=step:6").await?;
    let card = "e2e.all('.tcb')[1].textContent";
    let server = lab.ask(card).await?;
    ensure!(server.contains("LISTEN") && server.contains("SYN queue2/2"), "{server}");
    let heads = lab.ask("e2e.all('.heads .lane-h').map((head) => head.textContent).join()").await?;
    ensure!(heads == "Client,Server,Attacker", "{heads}");
    let notes = lab.ask("e2e.all('.words .q').map((note) => note.textContent).join()").await?;
    ensure!(notes.starts_with("SYN queue 1/2,SYN queue 2/2"), "{notes}");
    lab.focus("#player").await?;
    lab.press(Key::End).await?;
    let server = lab.ask(card).await?;
    ensure!(server.contains("ESTABLISHED") && server.contains("SYN queue0/2"), "{server}");
    Ok(())
}

async fn what_is_forged_is_said_to_be(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=rst-blind-attack&lang=en&t=step:1").await?;
    let capsule = lab.ask("e2e.find('.capsule button').getAttribute('aria-label')").await?;
    ensure!(capsule.starts_with("forged RST seq="), "{capsule}");
    Ok(())
}

async fn a_host_that_crashes_has_a_broken_band(lab: &Lab) -> Result<()> {
    lab.visit("?scenario=half-open-reboot-syn&lang=en").await?;
    lab.focus("#player").await?;
    lab.press(Key::End).await?;
    let said = lab.ask("e2e.all('.words .an').map((word) => word.textContent).join()").await?;
    ensure!(said.contains("crash") && said.contains("reboot"), "{said}");
    lab.until("e2e.all('.past .jag').length === 2").await
}

in_each_browser! {
    a_flood_fills_the_queue_and_leaves_the_state_alone,
    what_is_forged_is_said_to_be,
    a_host_that_crashes_has_a_broken_band,
}
