//! The other Python: its command, and where it finds the programs.
//!
//! A Python in a tree of its own (`chroot ROOT PYTHON`) sees nothing of this machine, so the programs are copied below
//! ROOT and named as they look from inside.

use crate::child;
use std::path::{Path, PathBuf};
use std::process::Command;

pub struct Stage {
    command: Vec<String>,
    /// The folder of the programs as the command sees it.
    seen: PathBuf,
}

impl Stage {
    /// Copies the programs where they are needed. `places` are `--root` and `--stage`.
    pub fn new(
        command: Vec<String>,
        places: (Option<String>, Option<String>),
        dir: &Path,
        names: &[String],
    ) -> Result<Stage, String> {
        let found = match command.as_slice() {
            [chroot, root, ..] if chroot.rsplit('/').next() == Some("chroot") => Some(root.clone()),
            _ => None,
        };
        let root = places.0.or(found);
        let stage = places.1.map(PathBuf::from);
        let stage = stage.or(root
            .as_ref()
            .map(|root| Path::new(root).join("tmp/pellucid-bench")));
        let Some(stage) = stage else {
            let seen = dir.to_path_buf();
            return Ok(Stage { command, seen });
        };
        copy(dir, names, &stage).map_err(|why| format!("{}: {why}", stage.display()))?;
        let inside = stage.strip_prefix(root.as_deref().unwrap_or("/"));
        let inside = inside.map_err(|_| "--stage doesn't lie below --root".to_owned())?;
        let seen = Path::new("/").join(inside);
        Ok(Stage { command, seen })
    }

    pub fn seen(&self) -> &Path {
        &self.seen
    }

    /// The command with these words after it.
    pub fn command(&self, words: &[String]) -> Command {
        let all: Vec<String> = self.command[1..].iter().chain(words).cloned().collect();
        child::clean(Path::new(&self.command[0]), &all, Path::new("/"))
    }
}

fn copy(dir: &Path, names: &[String], stage: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(stage)?;
    for name in names {
        let file = format!("{name}.py");
        if dir.join(&file).exists() {
            std::fs::copy(dir.join(&file), stage.join(&file))?;
        }
    }
    Ok(())
}
