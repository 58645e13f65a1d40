//! The rooms and the arrows between them: which crate may depend on which.
//!
//! ```text
//! TEXT    compiler ─► bytecode
//! HALL    stdlib ─► interpreter ─► types
//! MEMORY  collector ─► object ─► allocator
//! GLASS   census ─► record ◄─ report
//! ```
//!
//! This table is the one of the design; a wall that moves, moves here and in `ARCHITECTURE.md`.

use super::Finding;
use std::path::Path;

/// A room: its crate's folder, the rooms that it may depend on, whether it forbids unsafe code.
pub struct Room {
    pub name: &'static str,
    pub may: &'static [&'static str],
    pub fenced: bool,
    /// The only crates from outside that it may depend on; `None` for any.
    pub outside: Option<&'static [&'static str]>,
}

const ALL: &[&str] = &[
    "bytecode",
    "compiler",
    "allocator",
    "object",
    "collector",
    "types",
    "interpreter",
    "stdlib",
    "record",
    "census",
    "report",
];
/// The memory wing stands on the system and nothing else.
const SYSTEM: Option<&[&str]> = Some(&["libc", "rustix"]);

const fn room(name: &'static str, may: &'static [&'static str], fenced: bool) -> Room {
    Room {
        name,
        may,
        fenced,
        outside: None,
    }
}

pub const ROOMS: [Room; 13] = [
    Room {
        outside: Some(&[]),
        ..room("bytecode", &[], true)
    },
    room("compiler", &["bytecode"], true),
    Room {
        outside: SYSTEM,
        ..room("allocator", &[], false)
    },
    Room {
        outside: SYSTEM,
        ..room("object", &["allocator"], false)
    },
    Room {
        outside: SYSTEM,
        ..room("collector", &["object", "allocator"], false)
    },
    room("types", &["object", "collector", "bytecode"], false),
    room(
        "interpreter",
        &[
            "types",
            "object",
            "collector",
            "allocator",
            "bytecode",
            "compiler",
        ],
        false,
    ),
    room(
        "stdlib",
        &[
            "interpreter",
            "types",
            "object",
            "collector",
            "allocator",
            "bytecode",
            "compiler",
            "census",
            "record",
        ],
        true,
    ),
    room("record", &[], true),
    room(
        "census",
        &["record", "object", "collector", "allocator"],
        false,
    ),
    room("report", &["record"], true),
    room("pellucid", ALL, true),
    room("xtask", &[], true),
];

pub fn check(root: &Path) -> Result<Vec<Finding>, String> {
    let mut findings = Vec::new();
    for room in &ROOMS {
        let path = match room.name {
            "xtask" => "xtask/Cargo.toml".to_owned(),
            name => format!("crates/{name}/Cargo.toml"),
        };
        let text =
            std::fs::read_to_string(root.join(&path)).map_err(|why| format!("{path}: {why}"))?;
        findings.extend(check_room(room, &path, &text));
    }
    findings.extend(strangers(root)?);
    Ok(findings)
}

/// What a room's Cargo.toml has that it may not.
pub fn check_room(room: &Room, path: &str, manifest: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (line, name) in dependencies(manifest) {
        let name = name.strip_prefix("pellucid-").unwrap_or(&name);
        let inside = ROOMS.iter().any(|room| room.name == name);
        let allowed = match (inside, room.outside) {
            (true, _) => room.may.contains(&name),
            (false, Some(outside)) => outside.contains(&name),
            (false, None) => true,
        };
        if !allowed {
            findings.push(Finding::error(
                path,
                line,
                format!("{} may not depend on {name}", room.name),
            ));
        }
    }
    findings
}

/// The names under `[dependencies]`, with their lines. What only tests need doesn't count.
pub fn dependencies(manifest: &str) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    let mut inside = false;
    for (at, line) in manifest.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('[') {
            inside = line == "[dependencies]";
            if let Some(name) = line.strip_prefix("[dependencies.") {
                names.push((at + 1, name.trim_end_matches(']').to_owned()));
            }
        } else if inside && !line.is_empty() && !line.starts_with('#') {
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
            names.push((at + 1, name.to_owned()));
        }
    }
    names
}

/// Crates that the table doesn't know.
fn strangers(root: &Path) -> Result<Vec<Finding>, String> {
    let entries = std::fs::read_dir(root.join("crates")).map_err(|why| format!("crates: {why}"))?;
    let mut findings = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().join("Cargo.toml").exists() && !ROOMS.iter().any(|room| room.name == name) {
            findings.push(Finding::error(
                &format!("crates/{name}"),
                0,
                "a room that the table of arrows doesn't know",
            ));
        }
    }
    Ok(findings)
}
