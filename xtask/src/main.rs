//! The project's own tasks: `cargo xtask conformance`, `stress`, `cpython-tests`, `bench`, `tidy` and the like.
//!
//! This program starts the built `pellucid` and reads the project's files; it links none of the rooms, so it builds
//! (and can complain) when they don't.
#![forbid(unsafe_code)]

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask TASK [OPTIONS]

  conformance [DIR] [--bin PATH] [--only TEXT] [--timeout S] [--jobs N] [--expected] [--update]
      run every NAME.py of a folder (conformance/corpus) and compare what it prints with NAME.out
      --expected   failures that conformance/EXPECTED_FAILURES names are known; any other difference is an error
      --update     write that file anew from this run

  handlers [--bin PATH]
      look at the release build's disassembly and at a long run: one instruction must lead to the next by a jump

  order [--bin PATH]
      run the corpus under valgrind and write crates/pellucid/hot.ld: which functions of a release build lie together

  stress [DIR] [--modes look,collect,fail,together] [--bin PATH] [--only TEXT] [--timeout S] [--jobs N] [--all N] [--budget S]
      run every NAME.py of a folder where every safe point collects, and with its N-th request for memory failing
      --all N      try each of the first N requests (200), then growing steps
      --budget S   seconds for the failing runs of one program (20)

  fuzz [--programs N] [--seed S] [--first N] [--most N] [--jobs N] [--timeout S] [--against PYTHON] [--alone] [--counts] [--bin PATH] [--out DIR]
      run random small programs about memory on Pellucid and on another Python (python3.13); all they print must be equal
      --alone      no other Python: every run must end well, and the audit must find nothing
      --first N    begin with this program; --most N: stop after so many differences (5)
      --out DIR    where shrunk programs and the other Python's outputs are written

  cpython-tests [NAME...] [--bin PATH] [--python PATH] [--only PREFIX] [--timeout S]
      run test modules of an installed CPython 3.13 (test_gc, ...; all that the project wants to pass) on Pellucid
      conformance/CPYTHON_TESTS names the tests that can't apply, with the reason

  bench [--bin PATH] [--rounds N] [--only TEXT] [--markdown] [--cpu] [--root DIR] [--stage DIR] [-- PYTHON...]
      run benches/programs on Pellucid and on another Python in turn; print ratios of medians
      --cpu        compare processor time instead of elapsed time: steadier on a busy machine
      --stage DIR  copy the programs there for the other Python, which sees --root as `/`
                   (both are found by themselves where its command is `chroot ROOT PYTHON`)

  tidy [--write-ledger]
      check what a machine can of the house's rules; --write-ledger counts UNSAFE.toml anew
";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let task = words.next().unwrap_or_default();
    let words: Vec<String> = words.collect();
    // What follows `--` is another Python's.
    let mut own = words.iter().take_while(|word| *word != "--");
    if own.any(|word| word == "--help" || word == "-h") {
        print!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let result = match task.as_str() {
        "conformance" => xtask::conformance::main(&words),
        "cpython-tests" => xtask::cpython::main(&words),
        "handlers" => xtask::handlers::main(&words),
        "order" => xtask::order::main(&words),
        "stress" => xtask::stress::main(&words),
        "fuzz" => xtask::fuzz::main(&words),
        "bench" => xtask::bench::main(&words),
        "tidy" => xtask::tidy::main(&words),
        "" | "help" | "--help" | "-h" => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        other => Err(format!("no task named {other}\n\n{USAGE}")),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(why) => {
            eprintln!("xtask {task}: {why}");
            ExitCode::from(2)
        }
    }
}
