//! `--fail-each SOCKET`: one run whose requests for memory fail in twins of the process.
//!
//! The socket's other end says which request is next, `N SECONDS`, from 1 and always a later one. There the process is split: in the twin
//! the request fails, and it goes on to its end; here it is served, once the twin has ended. The answer is `STATUS OUT ERR`: what `wait` said of the
//! twin, and how much of standard output and error, which must be files, had been written before it. Both processes write on from
//! where the other is, so who asked cuts the files there. `alone` says that the process couldn't be split. No next one: the run goes on.
//!
//! Not here: the splitting (`allocator::twin`), who asks (`cargo xtask stress`).

use allocator::{Verdict, twin};
use object::Heap;
use std::fs::File;
use std::io::{BufRead, BufReader, Result, Seek, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::path::Path;

/// Another program that names requests.
struct Asker {
    socket: BufReader<UnixStream>,
    /// The request that it named last.
    at: u64,
    seconds: u32,
}

/// Has the heap's requests judged by who listens at the socket.
pub(crate) fn serve(heap: &Heap, socket: &Path) -> Result<()> {
    let mut asker = Asker {
        socket: BufReader::new(UnixStream::connect(socket)?),
        at: 0,
        seconds: 0,
    };
    heap.allocator.fail_after(asker.next());
    let judge = Box::new(move || asker.judge());
    heap.allocator.judge_faults(Some(judge));
    Ok(())
}

/// Ends the twin of the process that had this id; the process itself goes on.
pub(crate) fn end_twin(origin: u32, status: i32) {
    if std::process::id() != origin {
        // The thread that would hear the status isn't in the twin.
        std::process::exit(status & 0xff);
    }
}

impl Asker {
    fn judge(&mut self) -> Verdict {
        let written = [
            written(std::io::stdout().as_fd()),
            written(std::io::stderr().as_fd()),
        ];
        let answer = match (twin::split(self.seconds), written) {
            (Ok(None), _) => return Verdict::Fail,
            (Ok(Some(status)), [Ok(out), Ok(err)]) => format!("{status} {out} {err}\n"),
            _ => "alone\n".to_owned(),
        };
        let told = self.socket.get_mut().write_all(answer.as_bytes());
        Verdict::Serve(told.ok().and_then(|()| self.next()))
    }

    /// How far the next request is from the last; None when nobody asks any more.
    fn next(&mut self) -> Option<u64> {
        let mut line = String::new();
        self.socket.read_line(&mut line).ok()?;
        let (at, seconds) = line.trim().split_once(' ')?;
        let at: u64 = at.parse().ok()?;
        self.seconds = seconds.parse().ok()?;
        let step = at.checked_sub(self.at).filter(|&step| step > 0)?;
        self.at = at;
        Some(step)
    }
}

fn written(stream: std::os::fd::BorrowedFd<'_>) -> Result<u64> {
    File::from(stream.try_clone_to_owned()?).stream_position()
}
