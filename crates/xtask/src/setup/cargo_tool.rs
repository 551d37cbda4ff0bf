//! Command-line tools that come as crates, installed in one pinned version into `.tools/`.

use crate::process::{cargo, command, run};
use anyhow::{Context, Result};
use std::borrow::Cow;
use std::fs;
use std::process::Stdio;

/// A crate whose program we run.
pub struct CargoTool {
    name: &'static str,
    program: &'static str,
    version: Cow<'static, str>,
    /// Roughly, on two cores.
    minutes: &'static str,
    features: &'static [&'static str],
}

/// Builds the site. 0.22 needs a newer Rust.
pub const TRUNK: CargoTool = CargoTool {
    name: "trunk",
    program: "trunk",
    version: Cow::Borrowed("0.21.14"),
    minutes: "3 minutes",
    // Without its updater and its TLS: it never goes to the network here.
    features: &["--no-default-features"],
};

/// Drives Firefox.
pub const GECKODRIVER: CargoTool = CargoTool {
    name: "geckodriver",
    program: "geckodriver",
    version: Cow::Borrowed("0.37.1"),
    minutes: "1 minute",
    features: &[],
};

/// Checks licences, sources and duplicates of the dependencies.
pub const CARGO_DENY: CargoTool = CargoTool {
    name: "cargo-deny",
    program: "cargo-deny",
    version: Cow::Borrowed("0.20.2"),
    minutes: "1 minute",
    features: &["--no-default-features"],
};

/// Writes the JavaScript around the wasm, and runs the wasm tests. It must be of exactly the
/// version of the library that the app is built with.
pub fn wasm_bindgen() -> Result<CargoTool> {
    let path = crate::root().join("Cargo.lock");
    let lock = fs::read_to_string(&path).with_context(|| format!("cannot read {path:?}"))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .context("Cargo.lock names no wasm-bindgen: run `cargo update --workspace`")?;
    Ok(CargoTool {
        name: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: Cow::Owned(version.to_owned()),
        minutes: "1 minute",
        features: &["--no-default-features"],
    })
}

impl CargoTool {
    /// Installs the tool unless it is there in this version.
    pub fn ensure(&self) -> Result<()> {
        if self.is_installed() {
            return Ok(());
        }
        println!(
            "  {} {} is compiled once, into .tools/ (about {})",
            self.name, self.version, self.minutes
        );
        let mut install = cargo();
        install
            .args(["install", self.name, "--version", &self.version, "--locked"])
            .args(self.features)
            .arg("--root")
            .arg(super::tools_folder());
        // These tools are compiled more often than they are slow: the optimisation that their
        // own profiles ask for takes ten times as long as all their runs here.
        install.envs([
            ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
            ("CARGO_PROFILE_RELEASE_LTO", "off"),
            ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
            ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
            ("CARGO_PROFILE_RELEASE_STRIP", "true"),
        ]);
        // What several of them use is compiled once.
        install.env("CARGO_TARGET_DIR", super::tools_folder().join("target"));
        run(&mut install).with_context(|| {
            format!(
                "{} {} could not be installed; its first build needs the network",
                self.name, self.version
            )
        })
    }

    fn is_installed(&self) -> bool {
        let program = super::tools_folder().join("bin").join(self.program);
        command(program).arg("--version").stderr(Stdio::null()).output().is_ok_and(|output| {
            let told = String::from_utf8_lossy(&output.stdout).into_owned();
            told.split_whitespace().nth(1) == Some(&*self.version)
        })
    }
}

fn locked_version<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let mut lines = lock.lines();
    lines.find(|line| line.strip_prefix("name = ") == Some(&format!("\"{package}\"")))?;
    Some(lines.next()?.strip_prefix("version = ")?.trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn the_version_is_that_of_the_package_of_exactly_this_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.129"));
        assert_eq!(locked_version(lock, "bindgen"), None);
    }
}
