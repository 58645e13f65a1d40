//! Running the built command from a test: what it wrote, how it ended, and that it ended as a program may.

use std::process::{Command, Output, Stdio};

/// What a run came to.
pub struct Ran {
    pub stdout: String,
    pub stderr: String,
    /// `None` where a signal ended it.
    pub status: Option<i32>,
}

/// Runs the command in the folder of temporary files. Whatever it is given, it must not panic, abort, or leave a heap that the
/// audit objects to.
pub fn run(words: &[&str]) -> Ran {
    let command = Command::new(env!("CARGO_BIN_EXE_pellucid"))
        .args(words)
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .env("PYTHONHASHSEED", "0")
        .stdin(Stdio::null())
        .output();
    judge(words, command.expect("the command starts"))
}

fn judge(words: &[&str], output: Output) -> Ran {
    let ran = Ran {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        status: output.status.code(),
    };
    for bad in [
        "panicked at",
        "pellucid: audit:",
        "has overflowed its stack",
    ] {
        assert!(!ran.stderr.contains(bad), "{words:?}: {}", ran.stderr);
    }
    let ended = ran.status.is_some_and(|status| status != 70);
    assert!(ended, "{words:?}: {:?}: {}", output.status, ran.stderr);
    ran
}

/// Runs code with an audit at the end.
#[allow(dead_code)]
pub fn code(code: &str) -> Ran {
    run(&["--audit", "-c", code])
}

/// Runs a file of these bytes, written for this test.
#[allow(dead_code)]
pub fn file(name: &str, bytes: &[u8]) -> Ran {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(path, bytes).expect("a place for temporary files");
    run(&["--audit", name])
}
