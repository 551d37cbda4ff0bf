//! Browsers that go from test to test: to start one takes longer than most tests do.

use crate::driver::{Browser, Driver, Motion};
use anyhow::Result;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use thirtyfour::prelude::*;
use tokio::runtime::{Builder, Runtime};

/// What a browser is asked through belongs to the runtime in which it was started, so there is one
/// for all tests.
pub(crate) static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(1).enable_all().build().expect("an async runtime")
});

static POOL: Mutex<Pool> = Mutex::new(Pool { tests: 0, idle: Vec::new() });

/// The browsers of this process that no test has.
struct Pool {
    /// How many tests are running.
    tests: usize,
    idle: Vec<Running>,
}

/// A browser that runs, with the program that drives it.
pub(crate) struct Running {
    browser: Browser,
    motion: Motion,
    /// What it is asked through.
    pub(crate) driver: WebDriver,
    process: Driver,
}

impl Running {
    /// One that is idle, or else a new one.
    pub(crate) async fn take(browser: Browser, motion: Motion) -> Result<Self> {
        match Self::idle(browser, motion) {
            Some(running) => Ok(running),
            None => Self::start(browser, motion).await,
        }
    }

    fn idle(browser: Browser, motion: Motion) -> Option<Self> {
        let of_the_kind = |one: &Self| one.browser == browser && one.motion == motion;
        let mut pool = pool();
        let place = pool.idle.iter().position(of_the_kind)?;
        Some(pool.idle.swap_remove(place))
    }

    async fn start(browser: Browser, motion: Motion) -> Result<Self> {
        let process = browser.start_driver()?;
        let driver = WebDriver::new(&process.address, browser.capabilities(motion)?).await?;
        Ok(Self { browser, motion, driver, process })
    }

    /// Leaves it to the next test, with nothing of the last in it. Each test has a site of its own,
    /// so what that has stored stays there.
    pub(crate) async fn give_back(self) -> Result<()> {
        self.driver.goto("about:blank").await?;
        if self.browser == Browser::Chromium {
            // Whoever reads the log empties it.
            self.driver.browser_log().await?;
        }
        pool().idle.push(self);
        Ok(())
    }

    /// Ends it.
    pub(crate) async fn quit(self) -> Result<()> {
        let quit = self.driver.quit().await;
        drop(self.process);
        Ok(quit?)
    }
}

/// As long as a test has one, browsers wait for the next. The last of those that run at the same
/// time ends them, for nobody tells a test that none will follow.
pub(crate) struct Turn;

impl Turn {
    /// Begins one.
    pub(crate) fn begin() -> Self {
        pool().tests += 1;
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut pool = pool();
        pool.tests -= 1;
        let over = if pool.tests == 0 { std::mem::take(&mut pool.idle) } else { Vec::new() };
        drop(pool);
        for running in over {
            // One that has ended by itself is as good.
            RUNTIME.block_on(running.quit()).ok();
        }
    }
}

fn pool() -> MutexGuard<'static, Pool> {
    POOL.lock().unwrap_or_else(PoisonError::into_inner)
}
