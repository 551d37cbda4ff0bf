//! The built site behind a server that can be told to misbehave.

use anyhow::{Result, ensure};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use xtask::static_server::{Answer, Site, start};

/// Not the root, so that every test also tests that the site works from a sub-path.
const MOUNT: &str = "/some/sub/path/";

/// Runs first in the page. The path has no hash, so the site itself has no such file.
const COLLECTOR: &str = "e2e-page.js";
const COLLECTOR_SOURCE: &str = include_str!("page.js");

/// A page to put the site into, as small as a test wants it.
pub(crate) const FRAME: &str = "e2e-frame.html";
const FRAME_SOURCE: &str = r#"<!doctype html><title>Frame</title><link rel="icon" href="data:,">"#;

/// Changes what the server answers: the path below the site's own, and the answer.
pub type Spoil = Box<dyn Fn(&str, Answer) -> Answer + Send + Sync>;

/// The site as it was built.
pub fn as_built() -> Spoil {
    Box::new(|_, answer| answer)
}

/// Serves `dist/` and returns its address, which ends with a slash.
pub(crate) fn serve(spoil: Spoil) -> Result<String> {
    let folder = xtask::dist();
    ensure!(
        folder.join("index.html").is_file(),
        "there is no dist/index.html: run `cargo xtask build` first"
    );
    let intercept = move |path: &str, answer: Answer| spoil(path, with_collector(path, answer));
    let site = Site { folder, mount: MOUNT.to_owned(), intercept: Box::new(intercept) };
    let address = start(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), site)?;
    Ok(format!("http://{address}{MOUNT}"))
}

/// Serves the site, and on another origin a page, `SITE` in which becomes the site's address; gives
/// the addresses of site and page. The page's server sends this content security policy, if any.
pub(crate) fn serve_in(host: &str, policy: &str, spoil: Spoil) -> Result<(String, String)> {
    let site = serve(spoil)?;
    let (page, policy) = (host.replace("SITE", &site), policy.replace("SITE", &site));
    let intercept = move |path: &str, answer: Answer| {
        let mut answer = with_collector(path, answer);
        if path.is_empty() {
            let headers = match &*policy {
                "" => Vec::new(),
                policy => vec![("Content-Security-Policy", policy.to_owned())],
            };
            let (content_type, body) = ("text/html; charset=utf-8".to_owned(), page.clone().into());
            answer = Answer { status: "200 OK", content_type, headers, body };
            answer = with_collector(path, answer);
        }
        answer
    };
    let host = Site {
        folder: xtask::dist().join("figures"),
        mount: "/".to_owned(),
        intercept: Box::new(intercept),
    };
    let address = start(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), host)?;
    Ok((site, format!("http://{address}/")))
}

/// The site as it was built, on a host that lets other origins read it.
pub fn shared() -> Spoil {
    Box::new(|_, answer| open_to_all(answer))
}

/// An answer that scripts of other origins may read.
pub fn open_to_all(mut answer: Answer) -> Answer {
    answer.headers.push(("Access-Control-Allow-Origin", "*".to_owned()));
    answer
}

fn with_collector(path: &str, mut answer: Answer) -> Answer {
    let own = |content_type: &str, body: &str| Answer {
        status: "200 OK",
        content_type: content_type.to_owned(),
        headers: Vec::new(),
        body: body.into(),
    };
    // Pages that stand deeper have their base only after it.
    match path.rsplit('/').next().unwrap_or(path) {
        COLLECTOR => return own("text/javascript", COLLECTOR_SOURCE),
        FRAME => return own("text/html", FRAME_SOURCE),
        _ => {}
    }
    if answer.content_type.starts_with("text/html") {
        let page = String::from_utf8_lossy(&answer.body);
        let script = format!("<head><script src=\"{COLLECTOR}\"></script>");
        answer.body = page.replacen("<head>", &script, 1).into_bytes();
    }
    answer
}

/// Holds answers back until it is opened.
#[derive(Clone, Default)]
pub struct Gate(Arc<(Mutex<bool>, Condvar)>);

impl Gate {
    /// Lets everything through from now on.
    pub fn open(&self) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.0.1.notify_all();
    }

    /// Returns when the gate is open.
    pub fn pass(&self) {
        let is_open = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.0.1.wait_while(is_open, |is_open| !*is_open);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}
