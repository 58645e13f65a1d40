//! Each check of `tidy`, on files made to break it.

use std::collections::{BTreeMap, BTreeSet};
use xtask::tidy::source::{Source, blank};
use xtask::tidy::{Finding, arrows, files, functions, knots, ledger};

fn source(text: &str) -> Source {
    Source::new("crates/types/src/x.rs", text)
}

fn texts(findings: Vec<Finding>) -> Vec<String> {
    findings
        .into_iter()
        .map(|finding| finding.to_string())
        .collect()
}

#[test]
fn only_code_is_left() {
    let text = "a \"{\\\"\" b '{' c 'x d /* { /* } */ */ e // {\nf r#\"}\"#g b'\\'' h br\"{\" i";
    let code = blank(text);
    let words: Vec<&str> = code.split_whitespace().collect();
    assert_eq!(
        words,
        ["a", "b", "c", "'x", "d", "e", "f", "g", "b", "h", "i"]
    );
    assert_eq!(code.lines().count(), text.lines().count());
}

#[test]
fn a_string_over_lines_keeps_the_lines() {
    let file = source("//! x\nconst A: &str = \"one\ntwo {\n\";\nfn f() {\n}\n");
    let all = functions::functions(&file);
    assert_eq!(
        (all[0].name.as_str(), all[0].line, all[0].lines),
        ("f", 5, 2)
    );
}

#[test]
fn declarations_have_no_length_and_arrays_no_end() {
    let file = source(
        "//! x\ntrait T { fn a(&self, b: [u8; 4]); fn c() -> [u8; 2] { [0; 2] } }\ntype F = fn(u8) -> u8;\n",
    );
    let names: Vec<String> = functions::functions(&file)
        .into_iter()
        .map(|function| function.name)
        .collect();
    assert_eq!(names, ["c"]);
}

#[test]
fn long_functions_and_files() {
    let body = "    x();\n".repeat(100);
    let file = source(&format!("//! x\nfn long() {{\n{body}}}\n"));
    assert_eq!(
        texts(functions::check(&file)),
        ["error: crates/types/src/x.rs:2: fn long has 102 lines, 100 is the end"]
    );
    let file = source(&format!("//! x\n{}", "// y\n".repeat(999)));
    assert_eq!(
        texts(files::check(&file)),
        ["error: crates/types/src/x.rs: 1000 lines: put in a wall"]
    );
    let file = source(&format!("//! x\n{}", "// y\n".repeat(500)));
    assert_eq!(
        texts(files::check(&file)),
        ["note: crates/types/src/x.rs: 501 lines"]
    );
}

#[test]
fn heads_later_words_and_tails() {
    let later = ["TO", "DO"].concat();
    let file = source(&format!(
        "fn a() {{}} // {later} b\n#[cfg(test)]\nmod tests {{\n}}\n"
    ));
    let found = texts(files::check(&file));
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].contains("open with"));
    assert!(found[1].contains(&later));
    assert!(found[2].contains(":3: tests belong"));
    assert_eq!(texts(files::check(&source("//! x\nmod tests;\n"))), [""; 0]);
}

#[test]
fn every_unsafe_block_is_explained() {
    let good = "//! x\nfn a() {\n    // SAFETY: it holds because\n    // of that.\n    let x =\n        unsafe { b() };\n}\n";
    assert_eq!(texts(ledger::explained(&source(good))), [""; 0]);
    let bad = "//! x\nfn a() {\n    // SAFETY: for the first.\n    unsafe { b() };\n    unsafe { c() };\n}\n";
    assert_eq!(
        texts(ledger::explained(&source(bad))),
        ["error: crates/types/src/x.rs:5: unsafe without a // SAFETY:"]
    );
    let quiet = "//! unsafe { }\n// unsafe { }\nunsafe fn f() {}\nunsafe extern \"C\" {}\n";
    assert_eq!(ledger::blocks(&source(quiet)), [0; 0]);
}

#[test]
fn the_ledger_is_read_back() {
    let text = "# head\n[files]\n\"crates/a/src/b.rs\" = 3\n\n[total]\nfiles = 1\nblocks = 3\n";
    let want = BTreeMap::from([("crates/a/src/b.rs".to_owned(), 3)]);
    assert_eq!(ledger::parse(text), want);
}

#[test]
fn arrows_only_point_down() {
    let room = arrows::ROOMS
        .iter()
        .find(|room| room.name == "collector")
        .expect("a room");
    let manifest = "[package]\nname = \"x\"\n[dependencies]\nobject.workspace = true\ntypes = { path = \"../types\" }\n\
                    serde = \"1\"\n[dev-dependencies]\nproptest = \"1\"\n";
    assert_eq!(
        texts(arrows::check_room(room, "C", manifest)),
        [
            "error: C:5: collector may not depend on types",
            "error: C:6: collector may not depend on serde"
        ]
    );
}

#[test]
fn the_table_itself_points_down() {
    for room in &arrows::ROOMS {
        for below in room.may {
            let below = arrows::ROOMS
                .iter()
                .find(|other| other.name == *below)
                .expect("a room");
            assert!(
                !below.may.contains(&room.name),
                "{} and {}",
                room.name,
                below.name
            );
        }
    }
}

#[test]
fn use_trees_are_multiplied_out() {
    let code = "pub use a::{b, c::{d, e as f}};\nuse crate::g;\nlet because = 1;\n";
    assert_eq!(
        knots::uses(code),
        ["a::b", "a::c::d", "a::c::e", "crate::g"]
    );
}

#[test]
fn knots_are_found() {
    let set = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<BTreeSet<String>>()
    };
    let graph = BTreeMap::from([
        ("a".to_owned(), set(&["b"])),
        ("b".to_owned(), set(&["c"])),
        ("c".to_owned(), set(&["a", "d"])),
        ("d".to_owned(), set(&[])),
    ]);
    assert_eq!(knots::knots(&graph), [["a", "b", "c"]]);
}

#[test]
fn a_knot_is_seen_through_the_root() {
    let file = |name: &str, text: &str| Source::new(&format!("crates/k/src/{name}.rs"), text);
    let sources = [
        file("lib", "//! x\nmod one;\nmod two;\npub use one::One;\n"),
        file("one", "//! x\nuse crate::two::Two;\npub struct One(Two);\n"),
        file("two", "//! x\nuse crate::One;\npub struct Two(Box<One>);\n"),
    ];
    assert_eq!(
        texts(knots::check(&sources)),
        ["note: crates/k: a knot of 2 of 2 modules: one two"]
    );
}
