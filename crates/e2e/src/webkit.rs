//! WebKitGTK: the engine of Safari where there is no Safari. It has no headless mode, so each driver
//! gets a display that nobody sees, and a home of its own.

use crate::driver::{Driver, missing};
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use thirtyfour::Capabilities;
use xtask::process::find;

/// The program that drives it.
pub(crate) const DRIVER: &str = "WebKitWebDriver";

/// Where Debian and its like have the browser of WebKitGTK.
const BROWSERS: [&str; 2] = [
    "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
    "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
];

/// Whether it is there: it runs on Linux only. `cargo xtask test` installs it where it can, and sets
/// `REQUIRE_WEBKIT`; without that its tests are passed over.
pub(crate) fn is_there() -> bool {
    let found = find(DRIVER).is_some() && browser().is_some() && find("Xvfb").is_some();
    let required = std::env::var_os("REQUIRE_WEBKIT").is_some();
    assert!(
        found || !required,
        "REQUIRE_WEBKIT is set and {DRIVER}, its browser or Xvfb is missing"
    );
    found
}

fn browser() -> Option<&'static str> {
    BROWSERS.into_iter().find(|path| Path::new(path).is_file())
}

/// A display that nobody sees, until this is dropped.
pub(crate) struct Display {
    process: Child,
    number: String,
    home: TempDir,
}

impl Display {
    fn start() -> Result<Display> {
        let mut process = Command::new(find("Xvfb").with_context(|| missing("Xvfb"))?)
            .args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start Xvfb")?;
        let told = BufReader::new(process.stdout.take().expect("its output is piped"));
        let number = told.lines().next().context("Xvfb ended without telling its display")??;
        Ok(Display { process, number, home: tempfile::tempdir()? })
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// Starts the driver on a display of its own. It does not tell when it listens: it is asked.
pub(crate) fn start() -> Result<Driver> {
    let display = Display::start()?;
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
    let mut process = Command::new(find(DRIVER).with_context(|| missing(DRIVER))?)
        .arg(format!("--port={port}"))
        .env("DISPLAY", format!(":{}", display.number.trim()))
        .env("HOME", display.home.path())
        .env("XDG_RUNTIME_DIR", display.home.path())
        .env("GDK_BACKEND", "x11")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env("NO_AT_BRIDGE", "1")
        // Its sandbox is refused to root, which is who tests in a container.
        .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {DRIVER}"))?;
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if process.try_wait()?.is_some() {
            bail!("{DRIVER} ended before it listened");
        }
        std::thread::yield_now();
    }
    Ok(Driver::new(process, port, display))
}

/// What to ask of the driver.
pub(crate) fn capabilities() -> Result<Capabilities> {
    let mut capabilities = Capabilities::new();
    let path = browser().with_context(|| missing("MiniBrowser"))?;
    let options = json!({ "binary": path, "args": ["--automation"] });
    capabilities.set("browserName", "MiniBrowser")?;
    capabilities.set("webkitgtk:browserOptions", options)?;
    Ok(capabilities)
}
