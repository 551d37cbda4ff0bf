//! One browser with one page in it, and what a test does with them.

use crate::driver::{Browser, Motion};
use crate::medium;
use crate::pool::{RUNTIME, Running, Turn};
use crate::site::{self, Spoil};
use crate::webkit;
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::time::Duration;
use thirtyfour::common::keys::TypingData;
use thirtyfour::prelude::*;

/// How long anything that is waited for may take, on a loaded machine too.
const PATIENCE: Duration = Duration::from_secs(30);
const PERIOD: Duration = Duration::from_millis(50);

/// Runs a test in a browser that no other test has meanwhile. However it ends, browser and driver
/// are gone after the last test.
pub fn run(browser: Browser, motion: Motion, test: impl AsyncFnOnce(&Lab) -> Result<()>) {
    let turn = Turn::begin();
    let outcome = RUNTIME.block_on(run_in(browser, motion, test));
    drop(turn);
    if let Err(error) = outcome {
        panic!("in {browser:?}: {error:#}");
    }
}

/// The same in WebKit, where that runs.
pub fn run_in_webkit(test: impl AsyncFnOnce(&Lab) -> Result<()>) {
    if webkit::is_there() {
        run(Browser::WebKit, Motion::Full, test);
    }
}

async fn run_in(
    browser: Browser,
    motion: Motion,
    test: impl AsyncFnOnce(&Lab) -> Result<()>,
) -> Result<()> {
    let running = Running::take(browser, motion).await?;
    match run_with(&running, browser, test).await {
        Ok(()) => running.give_back().await,
        // What is wrong with this browser would be the next test's.
        Err(error) => {
            running.quit().await.ok();
            Err(error)
        }
    }
}

async fn run_with(
    running: &Running,
    browser: Browser,
    test: impl AsyncFnOnce(&Lab) -> Result<()>,
) -> Result<()> {
    let driver = running.driver.clone();
    driver.set_script_timeout(PATIENCE).await?;
    driver.set_window_rect(0, 0, 1480, 1100).await?;
    let lab = Lab {
        browser,
        driver,
        errors_expected: Cell::default(),
        site: RefCell::default(),
        pretends: Cell::default(),
    };
    test(&lab).await?;
    lab.no_errors().await?;
    // The next test's pages are shown as they are.
    if lab.pretends.get() { lab.show_on("", false).await } else { Ok(()) }
}

/// A browser under test.
pub struct Lab {
    /// Which one.
    pub browser: Browser,
    /// Whatever has no shorter way.
    pub driver: WebDriver,
    errors_expected: Cell<bool>,
    /// The address of the site that was opened last.
    site: RefCell<Option<String>>,
    /// Whether the browser has been told to show pages otherwise than it does by itself.
    pretends: Cell<bool>,
}

impl Lab {
    /// Does something in another browser of the same kind, with a profile of its own, where the same
    /// site is served.
    pub async fn elsewhere(&self, test: impl AsyncFnOnce(&Lab) -> Result<()>) -> Result<()> {
        let address = self.leave().await?;
        let test = async move |lab: &Lab| {
            *lab.site.borrow_mut() = Some(address);
            lab.driver.goto("about:blank").await?;
            lab.driver.execute("window.e2eErrors = []", Vec::new()).await?;
            test(lab).await
        };
        run_in(self.browser, Motion::Reduced, test).await
    }

    /// Serves the site and opens it with this query, which starts with `?` or is empty.
    pub async fn open(&self, query: &str, spoil: Spoil) -> Result<()> {
        let address = site::serve(spoil)?;
        *self.site.borrow_mut() = Some(address.clone());
        self.driver.goto(format!("{address}{query}")).await?;
        Ok(())
    }

    /// Serves the site and, on another origin, a page with the site's address for each `SITE` in it,
    /// under a content security policy or none; opens that page, and gives the site's address.
    pub async fn open_host(&self, page: &str, policy: &str, spoil: Spoil) -> Result<String> {
        let (site, host) = site::serve_in(page, policy, spoil)?;
        self.driver.goto(&host).await?;
        Ok(site)
    }

    /// Goes into the frame on the page, once its own page is there: the empty one before it is
    /// taken away from under whoever is in it.
    pub async fn enter_frame(&self) -> Result<()> {
        let loaded = "(() => {
            const whole = (address) => address?.split('#')[0];
            const page = whole(document.querySelector('iframe')?.src);
            return performance.getEntriesByType('resource').some(({ name, responseEnd }) =>
                whole(name) === page && responseEnd > 0);
        })()";
        self.until(loaded).await.context("the frame has no page")?;
        Ok(self.see("iframe").await?.enter_frame().await?)
    }

    /// Leaves the page for another address of the same site, whatever is there.
    pub async fn goto(&self, address: &str) -> Result<()> {
        let site = self.leave().await?;
        Ok(self.driver.goto(format!("{site}{address}")).await?)
    }

    /// Leaves the page, which must have had no errors, for another one of the same site, and
    /// returns when the app runs there.
    pub async fn visit(&self, query: &str) -> Result<()> {
        let address = self.leave().await?;
        self.driver.goto(format!("{address}{query}")).await?;
        self.no_complaint("e2e.ready()").await
    }

    /// [`Lab::visit`] in a frame of this width and height: no window of Firefox is as narrow as
    /// a phone.
    pub async fn visit_in_frame(&self, query: &str, (width, height): (u32, u32)) -> Result<()> {
        let address = self.leave().await?;
        self.driver.goto(format!("{address}{}", site::FRAME)).await?;
        // A script in the empty document that the frame has before would end with it.
        let script = "const frame = document.createElement('iframe');
            document.body.style.margin = frame.style.border = '0';
            [frame.width, frame.height, frame.src] = arguments;
            const done = arguments[arguments.length - 1];
            frame.onload = () => done();
            document.body.append(frame);";
        let arguments = vec![json!(width), json!(height), json!(format!("{address}{query}"))];
        self.driver.execute_async(script, arguments).await?;
        self.see("iframe").await?.enter_frame().await?;
        self.until("window.e2e && document.readyState === 'complete'").await?;
        let size = self.ask("`${innerWidth}×${innerHeight}`").await?;
        ensure!(size == format!("{width}×{height}"), "the frame is {size}");
        self.no_complaint("e2e.ready()").await
    }

    /// Leaves the page for an empty one of the same site.
    pub async fn visit_blank(&self) -> Result<()> {
        let address = self.leave().await?;
        self.driver.goto(format!("{address}{}", site::FRAME)).await?;
        self.driver.execute("window.e2eErrors = []", Vec::new()).await?;
        Ok(())
    }

    /// Gives the frame of [`Lab::visit_in_frame`] another width and height.
    pub async fn resize_frame(&self, size: (u32, u32)) -> Result<()> {
        // What has heard of it in one frame is drawn in the next.
        let resize = "{
            [frameElement.width, frameElement.height] = of;
            await e2e.settled();
            await e2e.calm();
            return await e2e.ready();
        }";
        let complaint = self.compute(resize, json!(size)).await?;
        ensure!(complaint == "", "{}", complaint.as_str().unwrap_or_default());
        Ok(())
    }

    /// From now on pages are shown as on this medium, such as `print`, or the browser's own where
    /// that is empty; and with colours forced on them or not.
    pub async fn show_on(&self, medium: &str, forced_colours: bool) -> Result<()> {
        self.pretends.set(forced_colours || !medium.is_empty());
        medium::show(self.browser, &self.driver, medium, forced_colours).await
    }

    /// From now on pages are pressed by fingers, or no more; whether the browser can pretend that.
    pub async fn by_touch(&self, by_fingers: bool) -> Result<bool> {
        medium::touch(self.browser, &self.driver, by_fingers).await
    }

    /// Asks the page that is open for its errors; the address of its site, which is served now
    /// if it was not before.
    async fn leave(&self) -> Result<String> {
        let open = self.site.borrow().clone();
        if let Some(address) = open {
            self.no_errors().await?;
            return Ok(address);
        }
        let address = site::serve(site::as_built())?;
        *self.site.borrow_mut() = Some(address.clone());
        Ok(address)
    }

    /// The element, as soon as it is there.
    pub async fn see(&self, css: &str) -> Result<WebElement> {
        let found = self.driver.query(By::Css(css)).wait(PATIENCE, PERIOD).first().await;
        found.with_context(|| format!("no element {css}"))
    }

    /// Clicks where the element is seen.
    pub async fn click(&self, css: &str) -> Result<()> {
        let element = self.see(css).await?;
        // Into the middle, where nothing that stays in view can cover it.
        self.ask(&format!("document.querySelector({css:?}).scrollIntoView({{ block: 'center' }})"))
            .await?;
        element.click().await.with_context(|| format!("cannot click {css}"))
    }

    /// Puts the focus on the element.
    pub async fn focus(&self, css: &str) -> Result<()> {
        self.ask(&format!("document.querySelector({css:?}).focus()")).await?;
        let reached = self.ask(&format!("document.activeElement.matches({css:?})")).await?;
        ensure!(reached == "true", "{css} does not take the focus");
        Ok(())
    }

    /// Presses keys, one after the other, wherever the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(keys).perform().await?)
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

    /// What the JavaScript expression, with `of` as a value in it, comes to.
    pub async fn compute(&self, expression: &str, of: Value) -> Result<Value> {
        let script = format!(
            "const done = arguments[1], of = arguments[0];
             (async () => {expression})().then((value) => done([true, value]),
                                               (error) => done([false, String(error)]));"
        );
        let answer = self.driver.execute_async(script, vec![of]).await;
        let answer = answer.with_context(|| format!("no answer to {expression}"))?;
        match answer.convert::<(bool, Value)>()? {
            (true, value) => Ok(value),
            (false, error) => bail!("{expression}: {error}"),
        }
    }

    /// Fails with what the JavaScript expression comes to, unless that is empty.
    pub async fn no_complaint(&self, expression: &str) -> Result<()> {
        match self.compute(expression, Value::Null).await?.as_str() {
            Some("") => Ok(()),
            complaint => bail!("{}", complaint.unwrap_or("no answer in words")),
        }
    }

    /// Returns when so many events have happened and all of that is drawn.
    pub async fn at_step(&self, step: usize) -> Result<()> {
        self.no_complaint(&format!("e2e.reach({step})")).await
    }

    /// All that the player shows.
    pub async fn picture(&self) -> Result<Value> {
        self.compute("{ await e2e.calm(); return e2e.picture(); }", Value::Null).await
    }

    /// Fails unless the player shows this.
    pub async fn shows(&self, picture: &Value) -> Result<()> {
        let compare = "{ await e2e.calm(); return e2e.difference(of, e2e.picture()); }";
        let difference = self.compute(compare, picture.clone()).await?;
        ensure!(difference == "", "{}", difference.as_str().unwrap_or_default());
        Ok(())
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
