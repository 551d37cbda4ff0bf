//! Programs that only the system can install: browsers, Chromium's driver, Node.js, tshark.

use crate::process::{command, find, read, run};
use anyhow::{Result, bail};
use std::path::Path;

/// A program we need, and the Debian package that has it.
pub struct Package {
    /// Present when one of these is on the path or, with a slash, exists.
    signs: &'static [&'static str],
    debian: &'static str,
}

/// npm, for what shrinks the site.
pub const NODE: &[Package] =
    &[Package { signs: &["node"], debian: "nodejs" }, Package { signs: &["npm"], debian: "npm" }];

/// Wireshark without a window, which reads the captures that we write.
pub const TSHARK: &[Package] = &[Package { signs: &["tshark"], debian: "tshark" }];

/// The browsers that the site is tested in.
pub const BROWSERS: &[Package] = &[
    Package { signs: &["chromium"], debian: "chromium" },
    Package { signs: &["chromedriver"], debian: "chromium-driver" },
    Package { signs: &["firefox", "firefox-esr"], debian: "firefox-esr" },
    // Without it Chinese text has no width to measure.
    Package {
        signs: &["/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"],
        debian: "fonts-noto-cjk",
    },
];

/// WebKitGTK, the engine of Safari, which runs on Linux only, and the display that it draws on.
pub const WEBKIT: &[Package] = &[
    Package { signs: &["WebKitWebDriver"], debian: "webkit2gtk-driver" },
    Package { signs: &["Xvfb"], debian: "xvfb" },
];

/// What our configuration of nginx is tried in.
pub const NGINX: &[Package] = &[Package { signs: &["nginx"], debian: "nginx-light" }];

/// Installs what is missing where we may, and says whether all of it is there.
pub fn is_there(packages: &[Package]) -> bool {
    let all = || packages.iter().all(Package::is_present);
    if !all()
        && apt_prefix().is_some()
        && let Err(error) = ensure(packages, "its tests are passed over.")
    {
        println!("  {error:#}");
    }
    all()
}

/// Installs what is missing through apt where we may, and otherwise says what to install, and
/// with `without` how to do without.
pub fn ensure(packages: &[Package], without: &str) -> Result<()> {
    let missing: Vec<&str> = packages
        .iter()
        .filter(|package| !package.is_present())
        .map(|package| package.debian)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let Some(prefix) = apt_prefix() else {
        bail!(
            "missing: {names}\n  On Debian or Ubuntu: sudo apt-get install {names}\n  \
             Elsewhere: install the same and put the programs on the PATH.\n  \
             Without them: {without}",
            names = missing.join(" ")
        );
    };
    println!("  installing {} through apt", missing.join(", "));
    let apt = |arguments: &[&str]| {
        let words: Vec<&str> =
            prefix.iter().copied().chain(["apt-get"]).chain(arguments.iter().copied()).collect();
        run(command(words[0]).args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-y", "-qq", "--no-install-recommends"], missing.as_slice()].concat())
}

impl Package {
    fn is_present(&self) -> bool {
        self.signs.iter().any(|sign| {
            if sign.contains('/') { Path::new(sign).exists() } else { find(sign).is_some() }
        })
    }
}

/// What to put before `apt-get`: nothing for root, sudo where it asks for no password.
fn apt_prefix() -> Option<&'static [&'static str]> {
    find("apt-get")?;
    let is_root = read(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if is_root {
        return Some(&[]);
    }
    find("sudo")?;
    let may = command("sudo").args(["-n", "true"]).output().is_ok_and(|done| done.status.success());
    may.then_some(&["sudo", "-n"])
}
