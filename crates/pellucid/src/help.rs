//! What `--help` says, and how a program is named.

/// For `-h` in the middle of other options.
pub(crate) const SHORT: &str = "try 'pellucid --help'";

/// `pellucid --help`.
pub(crate) const HELP: &str = "\
usage: pellucid [OPTIONS] FILE [ARGS...]
       pellucid [OPTIONS] -c CODE [ARGS...]
       pellucid [OPTIONS] -m MODULE [ARGS...]
       pellucid [OPTIONS] -              the program comes on standard input
       pellucid xray [OPTIONS] FILE [ARGS...]
                                        run it and show where the memory went

A Python 3.13 runtime whose memory is exact.

  --max-heap SIZE   hard limit of the heap (such as 64M): beyond it the program gets MemoryError
  --audit           recount every reference and check all books at the end; status 70 if anything is wrong
  --debug-fill      overwrite fresh and freed memory
  --stress-collect  collect garbage at every safe point; counts and generations stay
  --stress-look     look for garbage at every safe point, and leave it
  --fail-request N  let the N-th request for memory fail
  --fail-each SOCK  let each request that SOCK names fail in a process of its own
  -O                no assertions; -OO no docstrings either
  -u                don't buffer standard output and error
  -E -s -S -I -B -P -q -b -v -W arg -X opt
                    as in CPython
  -V, --version     print the version
  -h, --help        this text

Environment: PYTHONHASHSEED, PYTHONPATH, PYTHONUNBUFFERED, PYTHONOPTIMIZE.
";

/// `pellucid xray --help`.
pub(crate) const XRAY_HELP: &str = "\
usage: pellucid xray [OPTIONS] FILE [ARGS...]
       pellucid xray [OPTIONS] -c CODE [ARGS...]
       pellucid xray [OPTIONS] -m MODULE [ARGS...]

Runs the program, then shows where its memory is: the sums from what the process holds down to live bytes,
arenas, pools and size classes, live and peak bytes by type and by line, and what the collector did.
The program's own output goes to standard output, the x-ray after it.

  --json FILE       write the same as data
  --no-lines        don't trace which line made what: faster, smaller
  --max-heap SIZE   hard limit of the heap, such as 64M
  and all options of 'pellucid --help'
";

/// What ran, in the words of the command line.
pub(crate) fn program_name(program: &crate::options::Program) -> String {
    use crate::options::Program;
    match program {
        Program::File(file) => file.to_string_lossy().into_owned(),
        Program::Code(_) => "-c".to_owned(),
        Program::Module(name) => format!("-m {}", name.to_string_lossy()),
        Program::Stdin => "-".to_owned(),
    }
}
