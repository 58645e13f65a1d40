//! Packs the pure-Python library: the sources of `rustpython-pylib`, each compressed on its own, their code, and an index.
//!
//! The code is what the importer would compile at run time without `-O`, packed but not compressed: it is read in place.
//! What doesn't compile is left to the importer, which raises the error.
//!
//! Left out: what is no library (the test suite, `idlelib`, `turtledemo`) and what needs a display or an installer
//! (`tkinter`, `turtle`, `ensurepip`). Files of `overlay/` take the place of theirs, or are added.
//! The sources are under the PSF licence, whose text is packed as well.

mod changes;
mod sources;

use bytecode::packed;
use flate2::{Compression, write::DeflateEncoder};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// What programs import most, and what that imports: their code lies together, so that the system brings in fewer OS pages.
const TOGETHER: &[&str] = &[
    "functools.py",
    "abc.py",
    "collections/__init__.py",
    "_collections_abc.py",
    "_weakrefset.py",
    "collections/abc.py",
    "keyword.py",
    "operator.py",
    "reprlib.py",
    "types.py",
    "re/__init__.py",
    "enum.py",
    "re/_constants.py",
    "re/_parser.py",
    "re/_casefix.py",
    "re/_compiler.py",
    "copyreg.py",
    "contextlib.py",
    "dataclasses.py",
    "typing.py",
    "copy.py",
    "weakref.py",
    "inspect.py",
    "ast.py",
    "annotationlib.py",
    "dis.py",
    "opcode.py",
    "_opcode_metadata.py",
    "_opcode.py",
    "_frozen_importlib.py",
    "importlib/__init__.py",
    "importlib/machinery.py",
    "linecache.py",
    "tokenize.py",
    "token.py",
    "_typing_union.py",
    "_ast.py",
    "_tokenize.py",
    "os.py",
    "stat.py",
    "posixpath.py",
    "genericpath.py",
    "codecs.py",
    "io.py",
    "random.py",
    "bisect.py",
    "heapq.py",
    "string/__init__.py",
    "json/__init__.py",
    "json/decoder.py",
    "json/scanner.py",
    "json/encoder.py",
    "traceback.py",
    "textwrap.py",
    "datetime.py",
    "_pydatetime.py",
    "decimal.py",
    "_pydecimal.py",
    "fractions.py",
    "statistics.py",
];

const LEFT_OUT: &[&str] = &[
    "test",
    "idlelib",
    "turtledemo",
    "tkinter",
    "turtle.py",
    "ensurepip",
    "__pycache__",
    "_android_support.py",
    "_apple_support.py",
    "_ios_support.py",
    "_osx_support.py",
];

fn main() {
    let overlay = Path::new(env!("CARGO_MANIFEST_DIR")).join("overlay");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=overlay");
    let mut files = BTreeMap::new();
    collect(Path::new(rustpython_pylib::LIB_PATH), "", &mut files);
    sources::take_older(&mut files);
    if overlay.is_dir() {
        collect(&overlay, "", &mut files);
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    pack(&files, &out);
}

/// Gathers the `.py` files below a directory by their path inside the library.
fn collect(directory: &Path, prefix: &str, files: &mut BTreeMap<String, PathBuf>) {
    for entry in std::fs::read_dir(directory).expect("the library's directory can be read") {
        let entry = entry.expect("a directory entry can be read");
        let name = entry.file_name().to_string_lossy().into_owned();
        if LEFT_OUT.contains(&name.as_str()) || (name == "tests" && !prefix.is_empty()) {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files);
        } else if name.ends_with(".py") || name == "PSF-LICENSE" {
            files.insert(format!("{prefix}{name}"), path);
        }
    }
}

/// The file with its changes.
fn changed(name: &str, mut text: String) -> String {
    for (_, from, to) in changes::CHANGES.iter().filter(|change| change.0 == name) {
        assert!(text.contains(from), "{name} has no {from:?}");
        text = text.replace(from, to);
    }
    // The end of a text is written `\Z` in 3.13's patterns.
    text.replace(r"\z", r"\Z")
}

/// Code and its tables, packed.
type Code = packed::Packed<Vec<u8>>;

/// A file of the library as it is packed.
struct Packed {
    name: String,
    size: usize,
    source: Vec<u8>,
    code: Code,
}

/// `None` for a source that isn't UTF-8, which couldn't be handed out as text; the library has none that matters.
fn prepare(name: &str, path: &Path) -> Option<Packed> {
    let bytes = std::fs::read(path).expect("a library file can be read");
    let text = changed(name, String::from_utf8(bytes).ok()?);
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(text.as_bytes())
        .expect("writing to memory");
    Some(Packed {
        name: name.to_owned(),
        size: text.len(),
        source: encoder.finish().expect("writing to memory"),
        code: compile(name, &text).unwrap_or_default(),
    })
}

/// The code as `interpreter::import` makes it; `<pellucid>` is its name for the library.
fn compile(name: &str, text: &str) -> Option<Code> {
    let filename = format!("<pellucid>/{name}");
    let mode = compiler::Mode::Exec;
    let code = name
        .ends_with(".py")
        .then(|| compiler::compile(text, &filename, mode, compiler::Options::LIBRARY))?;
    Some(packed::pack(&code.ok()?))
}

/// Prepares all files, as many at once as there are processors, and puts them in order.
fn prepare_all(files: &BTreeMap<String, PathBuf>) -> Vec<Packed> {
    let files: Vec<_> = files.iter().collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some((name, path)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.extend(prepare(name, path));
        }
        done
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let mut all: Vec<Packed> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let finish = |handle: std::thread::ScopedJoinHandle<'_, _>| handle.join();
        let parts = handles.into_iter().map(finish);
        parts.flat_map(|part| part.expect("a worker")).collect()
    });
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

/// The files as their code is laid down: those of [`TOGETHER`] first.
fn in_order(files: &[Packed]) -> Vec<&Packed> {
    let place = |file: &Packed| TOGETHER.iter().position(|name| *name == file.name);
    let mut order: Vec<&Packed> = files.iter().collect();
    order.sort_by_key(|file| place(file).unwrap_or(TOGETHER.len()));
    order
}

/// Writes `library.bin`, `code.bin` and `library.rs`, the index: path, then where each source and code lies. Tables come after
/// the code of all modules: they are needed by what runs, not by what is imported.
fn pack(files: &BTreeMap<String, PathBuf>, out: &Path) {
    let (mut sources, mut codes) = (Vec::new(), Vec::new());
    let (mut bodies, mut functions): (Vec<u8>, Vec<u8>) = Default::default();
    let mut index = String::from(
        "/// Path; start, length, unpacked length of the source; start and length of the code; of tables of bodies, of functions.\n\
         pub type Entry = (&'static str, [u32; 3], [[u32; 2]; 3]);\n\
         pub static INDEX: &[Entry] = &[\n",
    );
    let files = prepare_all(files);
    let mut starts = BTreeMap::new();
    for file in in_order(&files) {
        starts.insert(&*file.name, [codes.len(), bodies.len(), functions.len()]);
        codes.extend(&file.code.objects);
        bodies.extend(&file.code.bodies);
        functions.extend(&file.code.functions);
    }
    for file in &files {
        let [code, body, function] = starts[&*file.name];
        index.push_str(&format!(
            "    ({:?}, {:?}, {:?}),\n",
            file.name,
            [sources.len(), file.source.len(), file.size],
            [
                [code, file.code.objects.len()],
                [codes.len() + body, file.code.bodies.len()],
                [
                    codes.len() + bodies.len() + function,
                    file.code.functions.len()
                ],
            ]
        ));
        sources.extend(&file.source);
    }
    index.push_str("];\n");
    codes.extend(bodies);
    codes.extend(functions);
    let write = |name, bytes: &[u8]| {
        std::fs::write(out.join(name), bytes).expect("OUT_DIR can be written");
    };
    write("library.bin", &sources);
    write("code.bin", &codes);
    write("library.rs", index.as_bytes());
}
