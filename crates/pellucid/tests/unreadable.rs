//! Programs and options that can't be read: the words and the status that CPython 3.13.0 gives, with Pellucid's name.

mod common;

use common::{Ran, file, run};

fn folder() -> String {
    let folder = std::fs::canonicalize(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    folder.to_string_lossy().into_owned()
}

#[track_caller]
fn refused(ran: &Ran, status: i32, stderr: &str) {
    assert_eq!(ran.stderr, stderr);
    assert_eq!((ran.stdout.as_str(), ran.status), ("", Some(status)));
}

#[test]
fn a_file_that_is_not_there() {
    let why = "[Errno 2] No such file or directory";
    let text = format!(
        "pellucid: can't open file '{}/nowhere.py': {why}\n",
        folder()
    );
    refused(&run(&["nowhere.py"]), 2, &text);
}

#[test]
fn a_folder_without_a_program() {
    let name = "folder_without_a_program";
    let path = format!("{}/{name}", folder());
    std::fs::create_dir_all(&path).expect("a folder");
    let text = format!("pellucid: can't find '__main__' module in '{path}'\n");
    refused(&run(&[name]), 1, &text);
}

#[test]
fn modules_that_are_not_there() {
    let ran = run(&["-m", "nosuch"]);
    refused(&ran, 1, "pellucid: No module named nosuch\n");
    let text = "pellucid: Error while finding module specification for 'a.b.c' (ModuleNotFoundError: No module named 'a')\n";
    refused(&run(&["-m", "a.b.c"]), 1, text);
}

#[test]
fn a_module_of_a_package() {
    // The package, which imports modules of its own, is loaded before there is a main module.
    let name = format!("{}/document.json", folder());
    std::fs::write(&name, "[1]").expect("a file");
    let ran = run(&["-m", "json.tool", "--compact", &name]);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("[1]\n", ""));
}

#[test]
fn bytes_that_are_no_text() {
    let name = format!("{}/bytes.py", folder());
    let text = format!(
        "SyntaxError: Non-UTF-8 code starting with '\\xff' in file {name} on line 2, but no encoding declared; \
         see https://peps.python.org/pep-0263/ for details\n"
    );
    refused(&file("bytes.py", b"print(1)\n\xff\xfe x\n"), 1, &text);
    let unknown = file("unknown.py", b"# -*- coding: foo -*-\nprint(1)\n");
    refused(&unknown, 1, "SyntaxError: encoding problem: foo\n");
}

#[test]
fn null_bytes() {
    let text = format!(
        "  File \"{}/null.py\", line 2\n    x=1\nSyntaxError: source code cannot contain null bytes\n",
        folder()
    );
    refused(&file("null.py", b"print(1)\nx=1\0\nprint(2)\n"), 1, &text);
}

#[test]
fn noise_is_a_syntax_error() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let marks = b"()[]{}:=\n\n  \t'\"\\#,.+-*@x1if def for\xc3\xa9";
    for round in 0..40 {
        let noise: Vec<u8> = (0..600)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                marks[(state >> 33) as usize % marks.len()]
            })
            .collect();
        let ran = file(&format!("noise{round}.py"), &noise);
        assert_eq!(ran.status, Some(1), "{}", ran.stderr);
    }
}

#[test]
fn options_that_are_none() {
    for (words, text) in [
        (&["--bogus"][..], "unknown option --bogus"),
        (&["-Z"], "unknown option -Z"),
        (&["-c"], "Argument expected for the -c option"),
        (&["-m"], "Argument expected for the -m option"),
        (
            &["--max-heap"],
            "Argument expected for the --max-heap option",
        ),
    ] {
        let text = format!("pellucid: {text}\ntry 'pellucid --help'\n");
        refused(&run(words), 2, &text);
    }
    for size in [
        "",
        "x",
        "-1",
        "1Q",
        "12MM",
        "99999999999999999999",
        "1e400",
        "0x10",
        "٣M",
    ] {
        let ran = run(&["--max-heap", size, "-c", "print(1)"]);
        assert_eq!(
            (ran.stdout.as_str(), ran.status),
            ("", Some(2)),
            "{size}: {}",
            ran.stderr
        );
    }
    let ran = run(&["--fail-request", "many", "-c", "print(1)"]);
    assert_eq!(ran.status, Some(2));
}
