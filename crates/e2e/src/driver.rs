//! Browsers and the programs that drive them.

use crate::webkit::{self, Display};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;
use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel};
use xtask::process::find;

/// A browser that the site must work in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    /// Through chromedriver.
    Chromium,
    /// Through geckodriver.
    Firefox,
    /// WebKitGTK, the engine of Safari, through its own driver; on a display of its own.
    WebKit,
}

/// Whether the reader's system asks for less motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// It does not.
    Full,
    /// It does.
    Reduced,
    /// It does not, and Chromium writes down which frames it shows, for [`crate::Lab::shown`].
    Watched,
}

/// How often a driver may choose a port.
const DRIVER_STARTS: usize = 5;

/// A driver that runs until this is dropped.
pub(crate) struct Driver {
    process: Child,
    /// Where it listens.
    pub(crate) address: String,
    _display: Option<Display>,
}

impl Browser {
    /// Starts the driver on a free port. It chooses one for itself, and ends when another program
    /// takes that port on one of its addresses in the meantime; the next choice will do.
    pub(crate) fn start_driver(self) -> Result<Driver> {
        let mut started = self.try_driver();
        for _ in 1..DRIVER_STARTS {
            started = started.or_else(|_| self.try_driver());
        }
        started
    }

    fn try_driver(self) -> Result<Driver> {
        if self == Self::WebKit {
            return webkit::start();
        }
        let (program, arguments): (_, &[&str]) = match self {
            Self::Chromium => ("chromedriver", &["--port=0"]),
            // The second port has a fixed default, which two drivers cannot share. What shows a
            // page on another medium is a script of Firefox's own.
            Self::Firefox => {
                ("geckodriver", &["--port=0", "--websocket-port=0", "--allow-system-access"])
            }
            Self::WebKit => (webkit::DRIVER, &[]),
        };
        let path = find(program).with_context(|| missing(program))?;
        let mut process = Command::new(path)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {program}"))?;
        let told = BufReader::new(process.stdout.take().expect("its output is piped"));
        let mut lines = told.lines().map_while(Result::ok);
        let port = lines.find_map(|line| announced_port(&line));
        // A driver whose output nobody reads blocks when the pipe is full.
        thread::spawn(move || lines.for_each(drop));
        let Some(port) = port else {
            process.kill().ok();
            bail!("{program} ended without telling its port");
        };
        Ok(Driver { process, address: format!("http://127.0.0.1:{port}"), _display: None })
    }

    /// What to ask of the driver: no window, a fresh profile, a log to read.
    pub(crate) fn capabilities(self, motion: Motion) -> Result<Capabilities> {
        let still = motion == Motion::Reduced;
        Ok(match self {
            Self::Chromium => {
                // chromedriver knows Chromium under the name "chrome" only.
                let mut chromium = DesiredCapabilities::chrome();
                chromium.set_binary(path_of(&["chromium"])?.as_str())?;
                chromium.set_headless()?;
                // Chromium refuses its sandbox to root, which is who tests in a container.
                chromium.set_no_sandbox()?;
                chromium.set_disable_gpu()?;
                chromium.set_disable_dev_shm_usage()?;
                for quiet in [
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ] {
                    chromium.add_arg(quiet)?;
                }
                if still {
                    chromium.add_arg("--force-prefers-reduced-motion")?;
                }
                chromium.set_browser_log_level(LoggingPrefsLogLevel::All)?;
                if motion == Motion::Watched {
                    chromium.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
                    chromium.set_browser_option("perfLoggingPrefs", watched())?;
                }
                chromium.into()
            }
            Self::Firefox => {
                let mut firefox = DesiredCapabilities::firefox();
                let mut preferences = FirefoxPreferences::new();
                // geckodriver switches this off, which lets files do what a reader's may not.
                preferences.set("security.fileuri.strict_origin_policy", true)?;
                preferences.set("ui.prefersReducedMotion", i32::from(still))?;
                firefox.set_preferences(preferences)?;
                firefox.set_firefox_binary(path_of(&["firefox", "firefox-esr"])?.as_str())?;
                firefox.set_headless()?;
                firefox.into()
            }
            Self::WebKit => webkit::capabilities()?,
        })
    }
}

/// What Chromium writes down, and nothing else: frames, and the marks that a page sets.
fn watched() -> Value {
    let categories = "-*,blink.user_timing,disabled-by-default-devtools.timeline.frame";
    json!({ "enableNetwork": false, "enablePage": false, "traceCategories": categories })
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// "… was started successfully on port 40123." or "Listening on 127.0.0.1:40123".
fn announced_port(line: &str) -> Option<u16> {
    if !line.contains("successfully on port") && !line.contains("Listening on") {
        return None;
    }
    line.trim_end_matches('.').rsplit([' ', ':']).next()?.parse().ok()
}

impl Driver {
    /// A driver that listens at a port, with the display that it draws on.
    pub(crate) fn new(process: Child, port: u16, display: Display) -> Driver {
        let address = format!("http://127.0.0.1:{port}");
        Driver { process, address, _display: Some(display) }
    }
}

fn path_of(names: &[&str]) -> Result<String> {
    let path = names.iter().find_map(|name| find(name)).with_context(|| missing(names[0]))?;
    Ok(path.to_string_lossy().into_owned())
}

pub(crate) fn missing(program: &str) -> String {
    format!("{program} is missing: `cargo xtask test` installs it or says how")
}

#[cfg(test)]
mod tests {
    use super::announced_port;

    #[test]
    fn each_driver_tells_its_port_in_its_own_words() {
        let chromium = "ChromeDriver was started successfully on port 40123.";
        assert_eq!(announced_port(chromium), Some(40123));
        let firefox = "1700000000000\tgeckodriver\tINFO\tListening on 127.0.0.1:40124";
        assert_eq!(announced_port(firefox), Some(40124));
        assert_eq!(announced_port("Starting ChromeDriver 156 on port 0"), None);
    }
}
