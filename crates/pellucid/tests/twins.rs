//! `--fail-each`: requests that fail in twins of one run, each seen whole, and the run itself goes on as if nothing had been.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::process::{Child, Command};

const PROGRAM: &str = "print('before', flush=True)\nprint([str(n) for n in range(3000, 3010)])\n";

struct Watched {
    run: Child,
    socket: BufReader<UnixStream>,
    out: File,
    err: File,
}

fn watch(name: &str, program: &str) -> Watched {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let socket = folder.join("socket");
    let listener = UnixListener::bind(&socket).expect("a socket");
    let mut options = File::options();
    let options = options.read(true).write(true).create(true);
    let file = |name: &str| options.open(folder.join(name)).expect("a file");
    let (out, err) = (file("out"), file("err"));
    let shared = |file: &File| file.try_clone().expect("the same file");
    let run = Command::new(env!("CARGO_BIN_EXE_pellucid"))
        .arg("--audit")
        .arg("--fail-each")
        .arg(&socket)
        .args(["-c", program])
        .stdout(shared(&out))
        .stderr(shared(&err))
        .spawn()
        .expect("it starts");
    let (socket, _) = listener.accept().expect("it connects");
    Watched {
        run,
        socket: BufReader::new(socket),
        out,
        err,
    }
}

impl Watched {
    fn ask(&mut self, at: u64) -> String {
        let words = format!("{at} 60\n");
        let socket = self.socket.get_mut();
        socket.write_all(words.as_bytes()).expect("it listens");
        let mut answer = String::new();
        self.socket.read_line(&mut answer).expect("it answers");
        answer.trim().to_owned()
    }

    fn finish(mut self) -> (Option<i32>, String) {
        let _ = self.socket.get_mut().shutdown(std::net::Shutdown::Both);
        let status = self.run.wait().expect("it ends");
        (status.code(), cut(&mut self.out, 0))
    }
}

/// All that the file holds; what the twin wrote is cut off, as the protocol asks.
fn cut(file: &mut File, keep: u64) -> String {
    let mut text = String::new();
    file.rewind().expect("a file");
    file.read_to_string(&mut text).expect("text");
    file.set_len(keep).expect("it is cut");
    file.seek(SeekFrom::Start(keep)).expect("a file");
    text
}

#[test]
fn a_twin_ends_in_a_memory_error_and_the_run_goes_on() {
    let mut watched = watch("twins", PROGRAM);
    let mut failures = 0;
    for at in 1.. {
        let answer = watched.ask(at);
        let numbers: Vec<u64> = answer.split(' ').flat_map(str::parse).collect();
        let &[status, out, err] = &numbers[..] else {
            assert_eq!(answer, "", "it made fewer requests");
            break;
        };
        assert!(status == 0 || status == 1 << 8, "{at}: {status}");
        let said = cut(&mut watched.err, err);
        cut(&mut watched.out, out);
        assert_eq!(status != 0, said.contains("MemoryError"), "{at}: {said}");
        failures += u32::from(status != 0);
    }
    assert!(failures > 100, "{failures}");
    let numbers: Vec<String> = (3000..3010).map(|n| format!("'{n}'")).collect();
    let expected = format!("before\n[{}]\n", numbers.join(", "));
    assert_eq!(watched.finish(), (Some(0), expected));
}

#[test]
fn no_twin_while_other_threads_are_at_work() {
    let program = "import threading, time\n\
                   gate = threading.Event()\n\
                   threading.Thread(target=gate.wait).start()\n\
                   many = [[] for _ in range(100_000)]\n\
                   gate.set()\n";
    let mut watched = watch("twins_threads", program);
    assert_eq!(watched.ask(90_000), "alone");
    assert_eq!(watched.finish(), (Some(0), String::new()));
}
