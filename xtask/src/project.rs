//! Where the project lies, and the built program.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder that holds the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The program to run: the one given, or the release build, built first if it is missing.
pub fn binary(given: Option<String>) -> Result<PathBuf, String> {
    if let Some(path) = given {
        return find(&path);
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(root().join("target"), PathBuf::from);
    let path = target.join("release").join("pellucid");
    if !path.exists() {
        build()?;
    }
    find(&path.to_string_lossy())
}

/// A path that stays right when the child has another working directory. A bare name is left to `PATH`.
fn find(path: &str) -> Result<PathBuf, String> {
    if !path.contains('/') {
        return Ok(PathBuf::from(path));
    }
    std::fs::canonicalize(path).map_err(|why| format!("{path}: {why}"))
}

fn build() -> Result<(), String> {
    let status = Command::new("cargo")
        .args(["build", "--release", "--package", "pellucid"])
        .current_dir(root())
        .status()
        .map_err(|why| format!("cargo: {why}"))?;
    match status.success() {
        true => Ok(()),
        false => Err("cargo build --release failed".to_owned()),
    }
}

/// The NAMEs of all NAME.py in a folder, in order.
pub fn programs(dir: &Path, only: &str) -> Result<Vec<String>, String> {
    let entries = std::fs::read_dir(dir).map_err(|why| format!("{}: {why}", dir.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(|why| why.to_string())?.file_name();
        if let Some(name) = name.to_string_lossy().strip_suffix(".py")
            && name.contains(only)
        {
            names.push(name.to_owned());
        }
    }
    names.sort();
    match names.is_empty() {
        true => Err(format!("{}: no program to run", dir.display())),
        false => Ok(names),
    }
}
