//! Ctrl-C and pipes without a reader: what the command prints and how its process ends, as recorded from CPython 3.13.0.

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};

fn start(program: &str) -> Child {
    start_with(&[], program)
}

fn start_with(options: &[&str], program: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_pellucid"))
        .args(options)
        .args(["-c", program])
        .env_remove("PYTHONUNBUFFERED")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts")
}

/// Waits for the program's first line, then a moment, then interrupts it; its exit signal and what it wrote to stderr.
fn interrupt(program: &str) -> (Option<i32>, String) {
    let mut child = start(program);
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().expect("piped"))
        .read_line(&mut line)
        .expect("a first line");
    std::thread::sleep(std::time::Duration::from_millis(100));
    kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).expect("alive");
    let mut text = String::new();
    let stderr = child.stderr.as_mut().expect("piped");
    stderr.read_to_string(&mut text).expect("text");
    (child.wait().expect("it ends").signal(), text)
}

#[test]
fn an_endless_loop_is_interrupted() {
    let (signal, text) = interrupt("print(1, flush=True)\nwhile True: pass\n");
    assert_eq!(signal, Some(2));
    assert!(text.starts_with(
        "Traceback (most recent call last):\n  File \"<string>\", line 2, in <module>\n"
    ));
    assert!(text.ends_with("\nKeyboardInterrupt\n"), "{text}");
}

#[test]
fn a_pause_is_interrupted() {
    let (signal, text) = interrupt("import time\nprint(1, flush=True)\ntime.sleep(60)\n");
    assert_eq!(signal, Some(2));
    assert_eq!(
        text,
        "Traceback (most recent call last):\n  File \"<string>\", line 3, in <module>\n    time.sleep(60)\n    ~~~~~~~~~~^^^^\nKeyboardInterrupt\n"
    );
}

#[test]
fn waiting_for_a_line_is_interrupted() {
    let (signal, text) = interrupt("print(1, flush=True)\ninput()\n");
    assert_eq!(signal, Some(2));
    assert_eq!(
        text,
        "Traceback (most recent call last):\n  File \"<string>\", line 2, in <module>\n    input()\n    ~~~~~^^\nKeyboardInterrupt\n"
    );
}

#[test]
fn an_interrupt_can_be_caught() {
    let program = "import time\nprint(1, flush=True)\ntry: time.sleep(60)\nexcept KeyboardInterrupt: raise SystemExit(7)\n";
    let mut child = start(program);
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().expect("piped"))
        .read_line(&mut line)
        .expect("a first line");
    std::thread::sleep(std::time::Duration::from_millis(100));
    kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).expect("alive");
    assert_eq!(child.wait().expect("it ends").code(), Some(7));
}

/// Runs a program whose output nobody reads; its status and what it wrote to stderr.
fn unread(program: &str) -> (Option<i32>, String) {
    unread_with(&[], program)
}

fn unread_with(options: &[&str], program: &str) -> (Option<i32>, String) {
    let mut child = start_with(options, &format!("input()\n{program}"));
    drop(child.stdout.take());
    writeln!(child.stdin.as_mut().expect("piped")).expect("it listens");
    let mut text = String::new();
    let stderr = child.stderr.as_mut().expect("piped");
    stderr.read_to_string(&mut text).expect("text");
    (child.wait().expect("it ends").code(), text)
}

#[test]
fn writing_without_a_reader_is_an_error() {
    let (status, text) = unread("while True: print(1)");
    assert!(text.starts_with("Traceback (most recent call last):\n  File \"<string>\", line 2, in <module>\n    while True: print(1)\n                ~~~~~^^^\nBrokenPipeError: [Errno 32] Broken pipe\n"), "{text}");
    // Nothing was left to flush.
    assert_eq!(status, Some(1));
}

#[test]
fn the_last_flush_without_a_reader_gives_status_120() {
    const IGNORED: &str =
        "Exception ignored on flushing sys.stdout:\nBrokenPipeError: [Errno 32] Broken pipe\n";
    assert_eq!(unread("print(1)"), (Some(120), IGNORED.to_owned()));
    assert_eq!(
        unread("print(1)\nraise SystemExit(3)"),
        (Some(120), IGNORED.to_owned())
    );
    let (status, text) = unread("print(1);1/0");
    assert_eq!(status, Some(120));
    assert_eq!(
        text,
        format!(
            "Traceback (most recent call last):\n  File \"<string>\", line 2, in <module>\n    print(1);1/0\n             ~^~\nZeroDivisionError: division by zero\n{IGNORED}"
        )
    );
}

#[test]
fn unbuffered_text_without_a_reader_is_not_kept() {
    let (status, text) = unread_with(&["-u"], "print(1)");
    assert_eq!(status, Some(1));
    assert_eq!(
        text,
        "Traceback (most recent call last):\n  File \"<string>\", line 2, in <module>\n    print(1)\n    ~~~~~^^^\nBrokenPipeError: [Errno 32] Broken pipe\n"
    );
    let caught = "try: print(1)\nexcept BrokenPipeError: pass";
    assert_eq!(unread_with(&["-u"], caught), (Some(0), String::new()));
}
