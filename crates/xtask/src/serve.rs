//! Builds the site, serves it on this machine, and builds again when a source file changes.

use crate::figures::Compiled;
use crate::site::{Home, Shrink, build};
use crate::static_server::{Site, start};
use crate::{dist, root};
use anyhow::{Context, Result};
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// What the site is made from.
const SOURCES: [&str; 6] =
    ["Cargo.lock", "Cargo.toml", "Trunk.toml", "crates", "index.html", "web"];

/// How often the sources are looked at.
const PERIOD: Duration = Duration::from_millis(500);

/// Never returns but for an error.
pub fn serve(port: u16) -> Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    // Before the long build, and let go again: nobody should connect to a site that is not there.
    TcpListener::bind(address).with_context(|| {
        format!("cannot listen on {address}; take another with `cargo xtask serve --port 8081`")
    })?;
    let mut seen = latest_change()?;
    build_and_say()?;
    start(address, Site::plain(dist()))?;
    println!("\n  TCP Lanes is at http://{address}/   (Ctrl+C stops)\n");
    loop {
        thread::sleep(PERIOD);
        let latest = latest_change()?;
        if latest > seen {
            seen = latest;
            // What was built before stays up while a source is broken.
            if let Err(error) = build_and_say() {
                eprintln!("  {error:#}");
            }
        }
    }
}

fn build_and_say() -> Result<()> {
    println!("Building the site (the first time on a machine takes some minutes)");
    let started = Instant::now();
    build(Shrink::IfPossible, Compiled::Alone, &Home::default())?;
    println!("Built in {:.1} s", started.elapsed().as_secs_f64());
    Ok(())
}

fn latest_change() -> Result<SystemTime> {
    let mut latest = SystemTime::UNIX_EPOCH;
    for source in SOURCES {
        look(&root().join(source), &mut latest)?;
    }
    Ok(latest)
}

fn look(path: &Path, latest: &mut SystemTime) -> Result<()> {
    // Editors replace files: one that has just gone is not an error.
    let Ok(about) = fs::metadata(path) else { return Ok(()) };
    *latest = about.modified()?.max(*latest);
    if about.is_dir() {
        for entry in fs::read_dir(path)? {
            look(&entry?.path(), latest)?;
        }
    }
    Ok(())
}
