//! The medium and the colours in which a browser shows a page, changed while it runs.

use crate::driver::Browser;
use anyhow::{Result, bail};
use serde_json::json;
use thirtyfour::common::command::{Command, FormatRequestData};
use thirtyfour::prelude::*;
use thirtyfour::{RequestData, SessionId};

/// Has the browser show its page as on this medium, its own where that is empty, and with colours
/// forced on it or not.
pub(crate) async fn show(
    browser: Browser,
    driver: &WebDriver,
    on: &str,
    forced: bool,
) -> Result<()> {
    let colours = if forced { "active" } else { "none" };
    match browser {
        Browser::Chromium => {
            let features = json!([{ "name": "forced-colors", "value": colours }]);
            let media = json!({ "media": on, "features": features });
            driver.cdp().send_raw("Emulation.setEmulatedMedia", media).await?;
        }
        // What Firefox's own tools for developers change is in reach of its own scripts only.
        Browser::Firefox => {
            driver.cmd(Scripts("chrome")).await?;
            let change = "const page = gBrowser.selectedBrowser.browsingContext;
                [page.mediumOverride, page.forcedColorsOverride] = arguments;";
            let changed = driver.execute(change, vec![json!(on), json!(colours)]).await;
            driver.cmd(Scripts("content")).await?;
            changed?;
        }
        // Its driver shows pages on its own medium only: there, rules for paper are made to hold.
        Browser::WebKit if forced => bail!("its driver has no way to force colours"),
        Browser::WebKit => drop(driver.execute(PAPER, vec![json!(on)]).await?),
    }
    Ok(())
}

/// Has fingers be what the page is pressed with, or no more; whether the browser can pretend that.
pub(crate) async fn touch(browser: Browser, driver: &WebDriver, by_fingers: bool) -> Result<bool> {
    if browser != Browser::Chromium {
        return Ok(false);
    }
    let touch = json!({ "enabled": by_fingers });
    driver.cdp().send_raw("Emulation.setTouchEmulationEnabled", touch).await?;
    Ok(true)
}

/// Has the rules for a medium hold, and those for screens not, in the page and in shadow roots, or all
/// as they were written where the medium is empty.
const PAPER: &str = "
    const on = arguments[0];
    const written = window.e2eWritten ??= new Map();
    const sheets = (root) => [...root.styleSheets, ...root.adoptedStyleSheets,
        ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ? sheets(shadowRoot) : [])];
    const set = (rule) => {
        if (rule.media) {
            if (!written.has(rule)) written.set(rule, rule.media.mediaText);
            const text = written.get(rule);
            if (!on) rule.media.mediaText = text;
            else if (text.includes(on)) rule.media.mediaText = text.replace(on, 'all');
            else if (/screen/.test(text)) rule.media.mediaText = 'not all';
        }
        for (const inner of rule.cssRules ?? []) set(inner);
    };
    for (const sheet of sheets(document)) for (const rule of sheet.cssRules) set(rule);";

/// Whose scripts the next ones are: the page's, `content`, or Firefox's own, `chrome`.
#[derive(Debug)]
struct Scripts(&'static str);

impl FormatRequestData for Scripts {
    fn format_request(&self, session: &SessionId) -> RequestData {
        // Posted, as is this command.
        let mut request = Command::Refresh.format_request(session);
        request.uri = format!("session/{session}/moz/context").into();
        request.body = Some(json!({ "context": self.0 }));
        request
    }
}
