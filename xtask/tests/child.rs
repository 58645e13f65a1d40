//! Running a program: what it prints, how it ends, what it took, and that it can't outstay its limit.

use std::path::Path;
use std::time::{Duration, Instant};
use xtask::child::{End, Ran, clean, run};

fn shell(script: &str, seconds: f64) -> Ran {
    let words = ["-c".to_owned(), script.to_owned()];
    let command = clean(Path::new("/bin/sh"), &words, Path::new("/"));
    run(command, Duration::from_secs_f64(seconds)).expect("a shell")
}

#[test]
fn output_and_end() {
    let ran = shell("echo out; echo one >&2; echo two >&2; exit 3", 20.0);
    assert_eq!(ran.stdout, b"out\n");
    assert_eq!(ran.last_error(), "two");
    assert!(!ran.succeeded());
    assert!(matches!(ran.end, End::Status(status) if status.code() == Some(3)));
    assert!(ran.peak > 100_000, "{} bytes", ran.peak);
}

#[test]
fn the_environment_is_the_same_everywhere() {
    let ran = shell(
        "echo $PYTHONHASHSEED $LC_ALL $CARGO_MANIFEST_DIR; pwd",
        20.0,
    );
    assert_eq!(ran.stdout, b"0 C.UTF-8\n/\n");
}

#[test]
fn a_late_program_ends_with_all_that_it_started() {
    let start = Instant::now();
    // The second sleep holds the pipe open: killing the shell alone would wait for it.
    let ran = shell("echo begun; sleep 30 & sleep 30", 0.2);
    assert_eq!(ran.end, End::TimedOut);
    assert_eq!(ran.stdout, b"begun\n");
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_program_that_is_not_there_is_an_error() {
    let command = clean(Path::new("/no/such/program"), &[], Path::new("/"));
    assert!(run(command, Duration::from_secs(1)).is_err());
}
