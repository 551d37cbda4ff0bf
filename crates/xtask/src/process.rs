//! Running other programs: their output goes to the terminal, their failure is an error.

use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A command that runs in the workspace's root, with the installed tools first on its path.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(crate::root());
    command.env("PATH", search_path());
    command
}

/// [`command`] for the cargo that runs us.
pub fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Prints the command, runs it, and fails when it does.
pub fn run(command: &mut Command) -> Result<()> {
    println!("  $ {}", line(command));
    let status = command.status().with_context(|| format!("cannot start `{}`", line(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// What the command writes to its standard output; its errors go to the terminal.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start `{}`", line(command)))?;
    if !output.status.success() {
        bail!("`{}` failed ({})", line(command), output.status);
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` wrote something that is not UTF-8", line(command)))
}

/// Where the program is, in `.tools/bin` or on the path.
pub fn find(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    // npm is a script on Windows.
    let script = format!("{program}.cmd");
    env::split_paths(&search_path())
        .flat_map(|folder| [folder.join(&file), folder.join(&script)])
        .find(|path| path.is_file())
}

fn search_path() -> std::ffi::OsString {
    let inherited = env::var_os("PATH").unwrap_or_default();
    let tools = crate::setup::tools_folder().join("bin");
    env::join_paths(std::iter::once(tools).chain(env::split_paths(&inherited)))
        .expect("a workspace path without a separator in it")
}

/// The command as a person would type it.
fn line(command: &Command) -> String {
    let root = crate::root();
    let program = Path::new(command.get_program());
    let program = match program.strip_prefix(&root) {
        Ok(ours) => ours.as_os_str(),
        Err(_) => program.file_name().unwrap_or(program.as_os_str()),
    };
    std::iter::once(program)
        .chain(command.get_args())
        .map(|word| Path::new(word).strip_prefix(&root).map_or(word, Path::as_os_str))
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}
