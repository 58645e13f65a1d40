//! Running a program: in a clean environment, in a process group of its own, with a time limit, and measured.
//!
//! The peak of memory and the processor time are what the kernel says of this one child (`wait4`), not a sample.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};
use wait4::{ResUse, Wait4};

/// How a child ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Status(ExitStatus),
    TimedOut,
}

/// What a child did.
#[derive(Clone, Debug)]
pub struct Ran {
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    pub end: End,
    /// From start to end.
    pub elapsed: Duration,
    /// User and system time together.
    pub processor: Duration,
    /// The most memory it ever had resident, in bytes.
    pub peak: u64,
}

impl Ran {
    pub fn succeeded(&self) -> bool {
        matches!(self.end, End::Status(status) if status.success())
    }

    /// The last line of what it said on standard error.
    pub fn last_error(&self) -> String {
        let text = String::from_utf8_lossy(&self.stderr);
        text.trim().lines().last().unwrap_or_default().to_owned()
    }
}

/// A command in a clean environment: the same for every Python, so that hashes and encodings are the same.
pub fn clean(program: &Path, words: &[String], dir: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(words).current_dir(dir).env_clear();
    for name in ["PATH", "HOME", "LD_LIBRARY_PATH"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command.env("PYTHONHASHSEED", "0");
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command.env("PYTHONIOENCODING", "utf-8");
    command.env("LC_ALL", "C.UTF-8");
    command
}

/// Runs a command to its end or to the limit. `Err` where it can't be started.
pub fn run(mut command: Command, limit: Duration) -> Result<Ran, String> {
    use std::os::unix::process::CommandExt;
    command.stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.process_group(0);
    let start = Instant::now();
    let mut child = command.spawn().map_err(|why| why.to_string())?;
    let stdout = collect(child.stdout.take());
    let stderr = collect(child.stderr.take());
    let (used, timed_out) = wait(child, limit)?;
    Ok(Ran {
        elapsed: start.elapsed(),
        end: if timed_out {
            End::TimedOut
        } else {
            End::Status(used.status)
        },
        processor: used.rusage.utime + used.rusage.stime,
        peak: used.rusage.maxrss,
        stdout: stdout.join().unwrap_or_default(),
        stderr: stderr.join().unwrap_or_default(),
    })
}

fn collect(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut all = Vec::new();
        if let Some(mut pipe) = pipe {
            // A pipe that breaks ends the text: what came before it is what the child printed.
            let _ = pipe.read_to_end(&mut all);
        }
        all
    })
}

fn wait(child: Child, limit: Duration) -> Result<(ResUse, bool), String> {
    let group = rustix::process::Pid::from_child(&child);
    let (ended, end) = channel();
    let watch = thread::spawn(move || watch(group, &end, limit));
    let used = child.wait4().map_err(|why| why.to_string());
    // The watcher has gone by itself if it has just killed the child.
    let _ = ended.send(());
    let timed_out = watch.join().unwrap_or(false);
    Ok((used?, timed_out))
}

fn watch(group: rustix::process::Pid, end: &Receiver<()>, limit: Duration) -> bool {
    let late = end.recv_timeout(limit) == Err(RecvTimeoutError::Timeout);
    if late {
        // It fails only where the group has ended between the two lines.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    late
}
