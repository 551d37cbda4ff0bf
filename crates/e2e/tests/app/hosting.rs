//! What any host of files may rely on: the built site has no script and no style in its pages but in
//! the one that is there to carry everything, and asks nobody else for anything.

use anyhow::{Context, Result, ensure};
use e2e::{Lab, in_every_engine};
use std::fs;
use std::path::{Path, PathBuf};

/// Every page of the built site, from its root.
fn pages(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{folder:?}"))? {
        let path = entry?.path();
        if path.is_dir() {
            pages(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "html") {
            found.push(path);
        }
    }
    Ok(())
}

#[test]
fn no_page_but_the_one_for_frames_has_a_script_or_a_style_in_it() {
    let mut found = Vec::new();
    pages(&xtask::dist(), &mut found).unwrap();
    assert!(found.len() > 100, "{} pages", found.len());
    for path in found.iter().filter(|path| !path.ends_with("embed/index.html")) {
        let page = fs::read_to_string(path).unwrap();
        for script in page.split("<script").skip(1) {
            let opening = script.split('>').next().unwrap_or_default();
            let is_data = opening.contains("application/ld+json");
            assert!(is_data || opening.contains(" src="), "{path:?}: <script{opening}>");
        }
        let lower = page.to_lowercase();
        for inline in ["<style", " style=\"", " onclick=", " onload=", "javascript:"] {
            assert!(!lower.contains(inline), "{path:?} has {inline}");
        }
        assert!(page.contains("Content-Security-Policy"), "{path:?} has no policy");
    }
}

/// The app, a question's page, both with everything open that fetches something, and the page for
/// frames.
async fn nobody_else_is_asked_for_anything(lab: &Lab) -> Result<()> {
    let foreign = "performance.getEntriesByType('resource').map((entry) => entry.name)
        .filter((name) => !name.startsWith(location.origin) && !/^(data|blob):/.test(name)).join()";
    for address in ["?lang=zh-CN&t=step:2", "en/two-way-synack-lost/?t=step:2"] {
        lab.visit(address).await?;
        lab.click(".tools .btn:nth-last-child(2)").await?;
        lab.see("#sheet[open] *").await?;
        let asked = lab.ask(foreign).await?;
        ensure!(asked.is_empty(), "{address}: {asked}");
    }
    lab.goto("embed/?lang=en").await?;
    lab.until("document.querySelector('tcp-lanes').state?.steps > 0").await?;
    let asked = lab.ask(foreign).await?;
    ensure!(asked.is_empty(), "embed/: {asked}");
    Ok(())
}

in_every_engine! { nobody_else_is_asked_for_anything }
