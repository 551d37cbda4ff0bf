//! Serves a folder over HTTP on this machine, under any path, with a way to misbehave for tests.

use anyhow::{Context, Result};
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// A browser that opens a connection and sends nothing must not hold a thread for ever.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is sent back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status line's code and words.
    pub status: &'static str,
    /// `Content-Type`.
    pub content_type: String,
    /// Further header lines, name and value.
    pub headers: Vec<(&'static str, String)>,
    /// The content.
    pub body: Vec<u8>,
}

/// Sees every answer before it is sent: the path below the mount point, and the answer.
pub type Intercept = dyn Fn(&str, Answer) -> Answer + Send + Sync;

/// What to serve, and where.
pub struct Site {
    /// The folder.
    pub folder: PathBuf,
    /// The path under which it is served: starts and ends with a slash.
    pub mount: String,
    /// Changes answers.
    pub intercept: Box<Intercept>,
}

impl Site {
    /// The folder at `/`, unchanged.
    pub fn plain(folder: PathBuf) -> Self {
        Self { folder, mount: "/".to_owned(), intercept: Box::new(|_, answer| answer) }
    }
}

/// Starts to serve in threads of its own, until the process ends. Port 0 is any free one; the
/// address that it got is returned.
pub fn start(address: SocketAddr, site: Site) -> Result<SocketAddr> {
    let listener =
        TcpListener::bind(address).with_context(|| format!("cannot listen on {address}"))?;
    let address = listener.local_addr()?;
    let site = Arc::new(site);
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let site = Arc::clone(&site);
            // A reader who goes away in mid-answer is no error of ours.
            thread::spawn(move || handle(connection, &site).ok());
        }
    });
    Ok(address)
}

fn handle(mut connection: TcpStream, site: &Site) -> io::Result<()> {
    connection.set_read_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(connection.try_clone()?).lines();
    let request = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    // Read to the end of the head: closing with bytes unread would reset the connection.
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let answer = match method {
        "GET" | "HEAD" => answer_for(target, site),
        _ => text("405 Method Not Allowed", "only GET and HEAD"),
    };
    send(&mut connection, &answer, method != "HEAD")
}

fn answer_for(target: &str, site: &Site) -> Answer {
    let path = target.split(['?', '#']).next().unwrap_or("");
    let Some(below) = path.strip_prefix(&site.mount) else {
        return text("404 Not Found", "nothing here");
    };
    let answer = match local_file(below, &site.folder) {
        Some(file) => file_answer(&file),
        None => text("404 Not Found", "no such file"),
    };
    (site.intercept)(below, answer)
}

/// The file behind a path; none for one that leaves the folder.
fn local_file(path: &str, folder: &Path) -> Option<PathBuf> {
    let path = percent_decoded(path)?;
    let relative = Path::new(&path);
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let file = folder.join(relative);
    Some(if file.is_dir() { file.join("index.html") } else { file })
}

fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).ok()
}

fn file_answer(file: &Path) -> Answer {
    match fs::read(file) {
        Ok(body) => Answer {
            status: "200 OK",
            content_type: content_type(file).to_owned(),
            headers: Vec::new(),
            body,
        },
        Err(_) => text("404 Not Found", "no such file"),
    }
}

fn text(status: &'static str, body: &str) -> Answer {
    Answer {
        status,
        content_type: "text/plain; charset=utf-8".to_owned(),
        headers: Vec::new(),
        body: body.into(),
    }
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("xml") => "application/xml",
        _ => "application/octet-stream",
    }
}

fn send(connection: &mut TcpStream, answer: &Answer, with_body: bool) -> io::Result<()> {
    let mut head = format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n",
        answer.status,
        answer.content_type,
        answer.body.len()
    );
    for (name, value) in &answer.headers {
        head += &format!("{name}: {value}\r\n");
    }
    head += "\r\n";
    connection.write_all(head.as_bytes())?;
    if with_body {
        connection.write_all(&answer.body)?;
    }
    connection.flush()
}

#[cfg(test)]
mod tests {
    use super::{local_file, percent_decoded};
    use std::path::Path;

    #[test]
    fn paths_stay_inside_the_folder() {
        let folder = Path::new("/site");
        assert_eq!(local_file("a/b.svg", folder), Some("/site/a/b.svg".into()));
        for escape in ["../x", "a/../../x", "/etc/passwd", "%2e%2e/x", "%2Fetc/passwd"] {
            assert_eq!(local_file(escape, folder), None, "{escape}");
        }
    }

    #[test]
    fn percent_signs_are_decoded_or_refused() {
        assert_eq!(percent_decoded("a%20b"), Some("a b".to_owned()));
        for broken in ["%", "%2", "%zz", "%ff"] {
            assert_eq!(percent_decoded(broken), None, "{broken}");
        }
    }
}
