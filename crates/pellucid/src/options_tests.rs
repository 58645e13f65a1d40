//! The command line, word by word.

use crate::options::{Command, Program, Run, Usage, parse};
use crate::size::parse_size;
use std::ffi::OsString;

fn words(line: &str) -> Vec<OsString> {
    line.split_whitespace().map(OsString::from).collect()
}

fn run(line: &str) -> Run {
    match parse(words(line)) {
        Ok(Command::Run(run)) => *run,
        other => panic!("{line}: {other:?}"),
    }
}

fn refused(line: &str) -> String {
    match parse(words(line)) {
        Err(Usage(why)) => why,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn options_end_at_the_program() {
    let it = run("-Es -O -u a.py -O --json x");
    assert_eq!(it.program, Program::File("a.py".into()));
    assert_eq!(it.arguments, words("-O --json x"));
    assert!(it.ignore_environment && it.no_user_site && it.unbuffered);
    assert_eq!(it.optimize, 1);
}

#[test]
fn code_and_modules_take_the_rest() {
    let it = run("-c pass -m x");
    assert_eq!(it.program, Program::Code("pass".into()));
    assert_eq!(it.arguments, words("-m x"));
    assert_eq!(
        run("-Imtimeit -n 3").program,
        Program::Module("timeit".into())
    );
    assert!(run("-Imtimeit").isolated);
    assert_eq!(run("-").program, Program::Stdin);
    assert_eq!(run("-X a=b -Wignore -X c f").x_options, words("a=b c"));
}

#[test]
fn an_xray_has_options_of_its_own() {
    let it = run("xray --json out.json --max-heap 64M a.py b");
    assert_eq!(it.xray.and_then(|x| x.json), Some("out.json".into()));
    assert_eq!(it.max_heap, Some(64 << 20));
    assert!(refused("xray").contains("needs a program"));
    assert!(refused("--json x a.py").contains("unknown option --json"));
}

#[test]
fn what_is_wrong_is_said() {
    assert_eq!(refused("--nonsense"), "unknown option --nonsense");
    assert_eq!(refused("-Z"), "unknown option -Z");
    assert_eq!(refused("-c"), "Argument expected for the -c option");
    assert!(refused("--max-heap lots a.py").contains("not a size"));
    assert!(refused("--max-heap").contains("Argument expected"));
}

#[test]
fn sizes() {
    assert_eq!(parse_size("1048576"), Ok(1 << 20));
    assert_eq!(parse_size("1.5G"), Ok(3 << 29));
    assert_eq!(parse_size("64 MiB"), Ok(64 << 20));
    for bad in ["", "M", "12Q", "-5M", "0", "1e3", "99999999T", "1.2.3"] {
        assert!(parse_size(bad).is_err(), "{bad}");
    }
}
