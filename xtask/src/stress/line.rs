//! One run of a program whose requests fail in twins of its process: the program's start and what came before a request are paid for once.
//!
//! ```text
//!  the run   ──┬───────────┬──────────────┬─────►  no request fails
//!              └─► twin    └─► twin       └─► twin
//!              request 1   request 2      request 3   each ends, then the run goes on
//! ```
//!
//! Run and twins write to the same two files. What a twin wrote is cut off before the run goes on.
//!
//! Not here: which requests are tried, and what a run may come to (`fail`). The other end is `crates/pellucid/src/twins.rs`.

use super::Job;
use crate::child::{self, End, Ran};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::PathBuf;
use std::process::{Child, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// What the signal that ends a late twin is called.
const SIGALRM: i32 = 14;

/// How often is looked whether the program is there.
const PAUSE: Duration = Duration::from_millis(1);

pub struct Line {
    run: Child,
    socket: BufReader<UnixStream>,
    out: File,
    err: File,
    limit: Duration,
    started: Instant,
    _folder: Folder,
}

/// A folder for one run, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Folder, String> {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("pellucid-stress-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).map_err(|why| format!("{}: {why}", path.display()))?;
        Ok(Folder(path))
    }

    fn file(&self, name: &str) -> Result<File, String> {
        let mut options = File::options();
        let file = options.read(true).write(true).create_new(true);
        file.open(self.0.join(name)).map_err(|why| why.to_string())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What stays behind is in the system's folder for such things.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Line {
    /// Starts the program; its first request that fails is named by the first [`Line::fail`].
    pub fn start(job: &Job, name: &str, flag: Option<&str>) -> Result<Line, String> {
        let folder = Folder::new()?;
        let (out, err) = (folder.file("out")?, folder.file("err")?);
        let socket = folder.0.join("socket");
        let listener = UnixListener::bind(&socket).map_err(|why| why.to_string())?;
        let mut words: Vec<String> = flag.map(str::to_owned).into_iter().collect();
        let socket = socket.to_string_lossy().into_owned();
        words.extend(["--audit".to_owned(), "--fail-each".to_owned(), socket]);
        words.push(format!("{name}.py"));
        let mut command = child::clean(&job.binary, &words, &job.dir);
        let own = |file: &File| file.try_clone().map_err(|why| why.to_string());
        command.stdin(Stdio::null()).process_group(0);
        command.stdout(own(&out)?).stderr(own(&err)?);
        let mut run = command.spawn().map_err(|why| why.to_string())?;
        let socket = accept(&listener, &mut run, job.limit)?;
        // A twin that is late ends by itself; this is for a run that doesn't ask any more.
        let patience = Some(job.limit * 2);
        let set = socket.set_read_timeout(patience);
        set.map_err(|why| why.to_string())?;
        Ok(Line {
            run,
            socket: BufReader::new(socket),
            out,
            err,
            limit: job.limit,
            started: Instant::now(),
            _folder: folder,
        })
    }

    /// What a run comes to whose request of this number fails. `None`: the process can't be split there, or it made fewer requests.
    pub fn fail(&mut self, at: u64) -> Result<Option<Ran>, String> {
        let started = Instant::now();
        let asked = format!("{at} {}\n", self.limit.as_secs().max(1));
        if self.socket.get_mut().write_all(asked.as_bytes()).is_err() {
            return Ok(None);
        }
        let mut answer = String::new();
        self.socket
            .read_line(&mut answer)
            .map_err(|why| format!("request {at}: the run doesn't answer: {why}"))?;
        let numbers: Vec<&str> = answer.split_whitespace().collect();
        let &[status, out, err] = &numbers[..] else {
            return Ok(None);
        };
        let number = |text: &str| text.parse::<u64>().map_err(|why| why.to_string());
        let status = status.parse().map_err(|_| "no status".to_owned())?;
        let end = match ExitStatus::from_raw(status) {
            status if status.signal() == Some(SIGALRM) => End::TimedOut,
            status => End::Status(status),
        };
        let stdout = cut(&mut self.out, number(out)?)?;
        let stderr = cut(&mut self.err, number(err)?)?;
        Ok(Some(ran(stdout, stderr, end, started)))
    }

    /// The end of the run itself, in which nothing fails any more.
    pub fn finish(mut self) -> Result<Ran, String> {
        // A run that has ended isn't told: that is no failure.
        let _ = self.socket.get_mut().shutdown(std::net::Shutdown::Both);
        let status = wait(&mut self.run, self.limit)?;
        let end = status.map_or(End::TimedOut, End::Status);
        let stdout = cut(&mut self.out, 0)?;
        let stderr = cut(&mut self.err, 0)?;
        Ok(ran(stdout, stderr, end, self.started))
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        kill(&mut self.run);
    }
}

/// All that the file holds. It is cut off at `keep`, where whoever shares it writes on.
fn cut(file: &mut File, keep: u64) -> Result<Vec<u8>, String> {
    let mut all = Vec::new();
    let done = file
        .rewind()
        .and_then(|()| file.read_to_end(&mut all))
        .and_then(|_| file.set_len(keep))
        .and_then(|()| file.seek(SeekFrom::Start(keep)));
    done.map(|_| all).map_err(|why| why.to_string())
}

fn ran(stdout: Vec<u8>, stderr: Vec<u8>, end: End, started: Instant) -> Ran {
    Ran {
        stdout,
        stderr,
        end,
        elapsed: started.elapsed(),
        processor: Duration::ZERO,
        peak: 0,
    }
}

/// The program's end of the socket.
fn accept(listener: &UnixListener, run: &mut Child, limit: Duration) -> Result<UnixStream, String> {
    let started = Instant::now();
    let told = |why: std::io::Error| why.to_string();
    listener.set_nonblocking(true).map_err(told)?;
    loop {
        match listener.accept() {
            Ok((socket, _)) => {
                socket.set_nonblocking(false).map_err(told)?;
                return Ok(socket);
            }
            Err(why) if why.kind() != std::io::ErrorKind::WouldBlock => return Err(told(why)),
            Err(_) => {}
        }
        if run.try_wait().map_err(told)?.is_some() {
            return Err("the program ended before it began".to_owned());
        }
        if started.elapsed() > limit {
            kill(run);
            return Err("the program doesn't begin".to_owned());
        }
        std::thread::sleep(PAUSE);
    }
}

/// `None` where it takes too long.
fn wait(run: &mut Child, limit: Duration) -> Result<Option<ExitStatus>, String> {
    let started = Instant::now();
    loop {
        if let Some(status) = run.try_wait().map_err(|why| why.to_string())? {
            return Ok(Some(status));
        }
        if started.elapsed() > limit {
            kill(run);
            return Ok(None);
        }
        std::thread::sleep(PAUSE);
    }
}

/// Ends the program, its twin and what they started, if anything is left.
fn kill(run: &mut Child) {
    if let Ok(None) = run.try_wait() {
        let group = rustix::process::Pid::from_child(run);
        // It fails only where the group has ended between the two lines.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        let _ = run.wait();
    }
}
