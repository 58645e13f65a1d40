//! The first difference, the numbers that may change, and the list of known failures.

use std::path::PathBuf;
use xtask::conformance::compare::{cut, fill, first_difference};
use xtask::conformance::expected::Expected;

#[test]
fn the_first_difference_names_its_line() {
    assert_eq!(first_difference(b"a\nb\n", b"a\nb\n"), None);
    let why = first_difference(b"a\nb\n", b"a\nc\n").unwrap();
    assert_eq!(why, "line 2: expected \"b\" got \"c\"");
    let why = first_difference(b"a\n", b"a").unwrap();
    assert_eq!(why, "line 2: expected \"\" got <end>");
}

#[test]
fn long_lines_are_cut_between_characters() {
    assert_eq!(cut("äöü", 2), "äö...");
    assert_eq!(cut("äöü", 3), "äöü");
}

#[test]
fn a_number_that_changes_must_be_the_same_everywhere() {
    let pattern = "at <number>\nagain <number>\n";
    assert_eq!(fill(pattern, "at 42\nagain 42\n"), "at 42\nagain 42\n");
    assert_ne!(fill(pattern, "at 42\nagain 43\n"), "at 42\nagain 43\n");
    assert_eq!(fill(pattern, "at x\n"), pattern);
}

fn names() -> Vec<String> {
    ["a", "b", "c"].map(str::to_owned).to_vec()
}

#[test]
fn an_expected_failure_needs_a_reason() {
    let path = PathBuf::from("LIST");
    let why = Expected::parse(path.clone(), "# fine\na: because\nb\n").unwrap_err();
    assert_eq!(why, "LIST:3: no reason given");
    assert!(Expected::parse(path, "a:  \n").is_err());
}

#[test]
fn both_surprises_are_told_apart() {
    let list = Expected::parse(PathBuf::new(), "a: known\nb: known too\n").unwrap();
    let verdicts = [None, Some("why".to_owned()), Some("new".to_owned())];
    assert_eq!(list.passed(&names(), &verdicts), ["a"]);
    assert_eq!(list.unknown(&names(), &verdicts), 1);
}

#[test]
fn an_update_keeps_reasons_that_somebody_wrote() {
    let mut list = Expected::parse(PathBuf::new(), "a: gone\nb: written by hand\n").unwrap();
    let verdicts = [None, Some("line 1".to_owned()), Some("line 2".to_owned())];
    list.update(&names(), &verdicts);
    let text = list.text();
    assert!(
        text.ends_with("\nb: written by hand\nc: line 2\n"),
        "{text}"
    );
}
