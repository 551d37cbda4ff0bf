//! The configuration of nginx that we give away, in nginx itself.

use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use xtask::process::find;

/// nginx with the built site, until this is dropped.
struct Server {
    process: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Server {
    fn start() -> Result<Server> {
        let folder = tempfile::tempdir()?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let ours = fs::read_to_string(xtask::root().join("deploy/nginx.conf"))?;
        let site = xtask::dist().display().to_string();
        let ours = ours
            .replace("listen 80;", &format!("listen 127.0.0.1:{port};"))
            .replace("listen [::]:80;", "")
            .replace("root /var/www/tcp-lanes;", &format!("root {site};"));
        let at = folder.path().display();
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {at}/{name};\n"));
        let whole = format!(
            "daemon off; master_process off; pid {at}/pid; error_log stderr;\nevents {{}}\nhttp {{\n\
             include /etc/nginx/mime.types; access_log off;\n{}{ours}\n}}\n",
            temporary.concat()
        );
        let file = folder.path().join("nginx.conf");
        fs::write(&file, whole)?;
        let program = find("nginx").context("nginx was there")?;
        let mut process = Command::new(program)
            .args(["-p", &at.to_string(), "-c"])
            .arg(&file)
            .stderr(Stdio::null())
            .spawn()?;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if process.try_wait()?.is_some() {
                bail!("nginx refuses the configuration");
            }
            std::thread::yield_now();
        }
        Ok(Server { process, port, _folder: folder })
    }

    /// The head of the answer, in small letters.
    fn head(&self, path: &str) -> Result<String> {
        let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        write!(connection, "GET {path} HTTP/1.0\r\nHost: tcp.example.org\r\n\r\n")?;
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer);
        let head = answer.split("\r\n\r\n").next().context("an answer has a head")?;
        Ok(head.to_lowercase())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// Whether nginx is there. `cargo xtask test` installs it where it can, and sets `REQUIRE_NGINX`;
/// without that this is passed over.
fn is_there() -> bool {
    let found = find("nginx").is_some();
    let required = std::env::var_os("REQUIRE_NGINX").is_some();
    assert!(found || !required, "REQUIRE_NGINX is set and nginx is not on the path");
    found
}

/// The one file of the site's root whose name begins and ends so.
fn named(head: &str, tail: &str) -> Result<String> {
    for entry in fs::read_dir(xtask::dist())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.starts_with(head) && name.ends_with(tail) {
            return Ok(name);
        }
    }
    bail!("dist/ has no {head}*{tail}")
}

#[test]
fn the_configuration_serves_the_site_as_it_must_be_served() -> Result<()> {
    if !is_there() {
        return Ok(());
    }
    let server = Server::start()?;
    let program = format!("/{}", named("web-", "_bg.wasm")?);
    for (path, words) in [
        ("/", &["200 ok", "text/html", "no-cache", "access-control-allow-origin: *"][..]),
        ("/en/three-way-normal/", &["200 ok", "charset=utf-8"]),
        ("/en/three-way-normal", &["301 ", "location: /en/three-way-normal/"]),
        (&*program, &["200 ok", "application/wasm", "immutable"]),
        ("/embed/", &["200 ok", "text/html", "no-cache"]),
        ("/embed/tcp-lanes.js", &["200 ok", "javascript", "access-control-allow-origin: *"]),
        ("/nothing/here", &["404 ", "text/html"]),
        ("/_headers", &["404 "]),
    ] {
        let head = server.head(path)?;
        for word in words {
            ensure!(head.contains(word), "{path}: no {word} in\n{head}");
        }
        let forbids = ["content-security-policy", "x-frame-options"];
        ensure!(!forbids.iter().any(|word| head.contains(word)), "{path}:\n{head}");
    }
    Ok(())
}
