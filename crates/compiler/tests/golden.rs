//! Golden listings: each `golden/*.py` stands next to the register code that it compiles to.
//!
//! `BLESS=1 cargo test -p pellucid-compiler --test golden` writes the listings anew; the difference is then reviewed.

use std::fmt::Write;
use std::path::Path;

use bytecode::{CodeData, Const};
use compiler::{Mode, Options};

fn listing(code: &CodeData, out: &mut String) {
    bytecode::verify(code).expect("the code keeps the table's promises");
    let _ = writeln!(
        out,
        "-- {} (temps {}, stack {})",
        code.qualname, code.temp_count, code.cpython_stacksize
    );
    out.push_str(&bytecode::disassemble(code));
    for value in &code.consts {
        if let Const::Code(inner) = &**value {
            listing(inner, out);
        }
    }
}

#[test]
fn listings_are_as_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let bless = std::env::var_os("BLESS").is_some();
    let mut checked = 0;
    for entry in std::fs::read_dir(&folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "py") {
            continue;
        }
        let source = std::fs::read_to_string(&path).expect("a source");
        let code = compiler::compile(&source, "golden.py", Mode::Exec, Options::default())
            .expect("it compiles");
        let mut found = String::new();
        listing(&code, &mut found);
        let recorded = path.with_extension("dis");
        if bless {
            std::fs::write(&recorded, &found).expect("the listing can be written");
        }
        let expected = std::fs::read_to_string(&recorded).expect("a listing; make it with BLESS=1");
        assert_eq!(found, expected, "{}", path.display());
        checked += 1;
    }
    assert!(checked >= 20, "only {checked} listings");
}
