//! One browser with one page in it, and what a test does with them.

use crate::driver::Browser;
use crate::site::{self, Spoil};
use anyhow::{Context, Result, ensure};
use std::cell::Cell;
use std::time::Duration;
use thirtyfour::prelude::*;

/// How long anything that is waited for may take, on a loaded machine too.
const PATIENCE: Duration = Duration::from_secs(30);
const PERIOD: Duration = Duration::from_millis(50);

/// Runs a test in a browser of its own. Browser and driver are gone afterwards, however it ends.
pub fn run(browser: Browser, test: impl AsyncFnOnce(&Lab) -> Result<()>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("an async runtime in one thread");
    let outcome = runtime.block_on(run_in(browser, test));
    if let Err(error) = outcome {
        panic!("in {browser:?}: {error:#}");
    }
}

async fn run_in(browser: Browser, test: impl AsyncFnOnce(&Lab) -> Result<()>) -> Result<()> {
    let process = browser.start_driver()?;
    let driver = WebDriver::new(&process.address, browser.capabilities()?).await?;
    let outcome = driver
        .run_and_quit(async |driver| {
            driver.set_script_timeout(PATIENCE).await?;
            let lab = Lab { browser, driver, errors_expected: Cell::new(false) };
            test(&lab).await?;
            lab.no_errors().await
        })
        .await;
    outcome.map_err(|error| match error {
        thirtyfour::WebDriverRunError::Body(error) => error,
        cleanup => anyhow::anyhow!("{cleanup}"),
    })
}

/// A browser under test.
pub struct Lab {
    /// Which one.
    pub browser: Browser,
    /// Whatever has no shorter way.
    pub driver: WebDriver,
    errors_expected: Cell<bool>,
}

impl Lab {
    /// Serves the site and opens it with this query, which starts with `?` or is empty.
    /// Returns the address of the site without the query.
    pub async fn open(&self, query: &str, spoil: Spoil) -> Result<String> {
        let address = site::serve(spoil)?;
        self.driver.goto(format!("{address}{query}")).await?;
        Ok(address)
    }

    /// The element, as soon as it is there.
    pub async fn see(&self, css: &str) -> Result<WebElement> {
        let found = self.driver.query(By::Css(css)).wait(PATIENCE, PERIOD).first().await;
        found.with_context(|| format!("no element {css}"))
    }

    /// Returns when the JavaScript expression is true in the page.
    pub async fn until(&self, expression: &str) -> Result<()> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (function look() {{ if ({expression}) done(); else requestAnimationFrame(look); }})();"
        );
        let waited = self.driver.execute_async(script, Vec::new()).await;
        waited.with_context(|| format!("waited in vain for {expression}")).map(drop)
    }

    /// What the JavaScript expression is now, as text.
    pub async fn ask(&self, expression: &str) -> Result<String> {
        let answer = self.driver.execute(format!("return String({expression})"), Vec::new()).await;
        Ok(answer.with_context(|| format!("cannot ask {expression}"))?.convert()?)
    }

    /// For a test that breaks something: errors in the page do not fail it.
    pub fn expect_errors(&self) {
        self.errors_expected.set(true);
    }

    /// Fails when the page that is open has had an error.
    async fn no_errors(&self) -> Result<()> {
        if self.errors_expected.get() {
            return Ok(());
        }
        let noted =
            self.ask("(window.e2eErrors || ['the collector did not run']).join('\\n')").await?;
        ensure!(noted.is_empty(), "errors in the page:\n{noted}");
        if self.browser == Browser::Chromium {
            // The browser's own log also has what no script is told, such as a missing figure.
            let mut log = self.driver.browser_log().await?;
            log.retain(|entry| entry.level == "SEVERE");
            ensure!(log.is_empty(), "errors in the browser's log:\n{log:#?}");
        }
        Ok(())
    }
}
