//! Compiled samples survive packing: nothing that the interpreter reads changes, and bytes that aren't ours don't panic.

use std::path::Path;
use std::sync::Arc;

use bytecode::packed::{self, Broken, Numbers, Packed, Tables};
use bytecode::{CodeData, Const};
use compiler::{Mode, Options};

/// Every golden sample, and one with the constants that they lack.
fn samples() -> Vec<Arc<CodeData>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut sources = vec![String::from(
        "x = 1 << 100, -(1 << 70), 1.5, -0.0, 3j, b'\\0\\xff', 'm\\ud800', ..., True, None\n\
         def f(a, /, b=(1, (2, 'shared text')), *c, d, **e):\n  '''doc'''\n  return a in {1, 2}, 'shared text', lambda: a\n",
    )];
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "py") {
            sources.push(std::fs::read_to_string(path).expect("a source"));
        }
    }
    let compile = |source: &String| {
        compiler::compile(source, "packed.py", Mode::Exec, Options::default()).expect("it compiles")
    };
    sources.iter().map(compile).collect()
}

/// The same without what isn't packed.
fn without_depths(code: &CodeData) -> CodeData {
    let inner = |value: &Arc<Const>| match &**value {
        Const::Code(code) => Arc::new(Const::Code(Arc::new(without_depths(code)))),
        _ => value.clone(),
    };
    CodeData {
        depths: Vec::new(),
        consts: code.consts.iter().map(inner).collect(),
        ..code.clone()
    }
}

fn each(code: &CodeData, visit: &mut dyn FnMut(&CodeData)) {
    visit(code);
    for value in &code.consts {
        if let Const::Code(inner) = &**value {
            each(inner, visit);
        }
    }
}

fn unpack(packed: &Packed<Vec<u8>>) -> Result<Arc<CodeData>, Broken> {
    let parts = Packed {
        objects: &packed.objects[..],
        bodies: &packed.bodies[..],
        functions: &packed.functions[..],
    };
    packed::unpack(parts, "packed.py")
}

#[test]
fn packing_loses_nothing() {
    for code in samples() {
        let bytes = packed::pack(&code);
        let back = unpack(&bytes).expect("it unpacks");
        assert_eq!(*back, without_depths(&code));
        assert_eq!(packed::pack(&back), bytes);
    }
}

#[test]
fn shared_constants_stay_shared() {
    fn pointers(code: &CodeData) -> Vec<usize> {
        let mut all = Vec::new();
        each(code, &mut |code| {
            all.extend(code.consts.iter().map(|value| Arc::as_ptr(value) as usize));
        });
        let first = |pointer: &usize| all.iter().position(|p| p == pointer);
        all.iter().filter_map(first).collect()
    }
    for code in samples() {
        let back = unpack(&packed::pack(&code)).expect("it unpacks");
        assert_eq!(pointers(&back), pointers(&code));
    }
}

#[test]
fn tables_answer_as_the_data_does() {
    for code in samples() {
        each(&code, &mut |code| {
            let tables = Tables::of(code).expect("tables");
            assert_eq!(tables.nlocalsplus(), code.localsplus_kinds.len());
            assert!(tables.kinds().eq(code.localsplus_kinds.iter().copied()));
            assert_eq!(Numbers::of(code).nlocals as usize, code.nlocals());
            for word in 0..=code.code.len() as u32 + 2 {
                assert_eq!(tables.position(word), code.positions.at(word), "{word}");
                assert_eq!(tables.handler_at(word), code.handler_at(word).copied());
                let depth = code.unwind_depths.get(word as usize).copied().unwrap_or(0);
                assert_eq!(tables.unwind_depth(word as usize), depth as usize);
            }
        });
    }
}

/// Reads a packed form whose one part has been changed, and asks it something.
fn try_reading(changed: &Packed<Vec<u8>>) {
    if let Ok(code) = unpack(changed) {
        each(&code, &mut |code| {
            let _ = (code.positions.at(3), code.handler_at(3));
        });
    }
}

type Part = fn(&mut Packed<Vec<u8>>) -> &mut Vec<u8>;

#[test]
fn broken_bytes_are_refused_or_read_somehow() {
    let mut whole = packed::pack(&samples().remove(0));
    let parts: [Part; 3] = [|p| &mut p.objects, |p| &mut p.bodies, |p| &mut p.functions];
    for part in parts {
        let length = part(&mut whole).len();
        for end in 0..length {
            let mut cut = whole.clone();
            part(&mut cut).truncate(end);
            assert!(unpack(&cut).is_err());
        }
        for bit in 0..8 * length {
            let mut changed = whole.clone();
            part(&mut changed)[bit / 8] ^= 1 << (bit % 8);
            try_reading(&changed);
        }
    }
}
