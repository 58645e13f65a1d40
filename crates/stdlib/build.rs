//! Packs the pure-Python library into one file: the sources of `rustpython-pylib`, each compressed on its own, and an index.
//!
//! Left out: what is no library (the test suite, `idlelib`, `turtledemo`) and what needs a display or an installer
//! (`tkinter`, `turtle`, `ensurepip`). Files of `overlay/` take the place of theirs, or are added.
//! The sources are under the PSF licence, whose text is packed as well.

use flate2::{Compression, write::DeflateEncoder};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

const LEFT_OUT: &[&str] = &[
    "test",
    "idlelib",
    "turtledemo",
    "tkinter",
    "turtle.py",
    "ensurepip",
    "__pycache__",
    "_pyrepl",
    "_android_support.py",
    "_apple_support.py",
    "_ios_support.py",
    "_osx_support.py",
];

fn main() {
    let overlay = Path::new(env!("CARGO_MANIFEST_DIR")).join("overlay");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=overlay");
    let mut files = BTreeMap::new();
    collect(Path::new(rustpython_pylib::LIB_PATH), "", &mut files);
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

/// Writes `library.bin` and `library.rs`, the index: path, offset, packed size, size.
fn pack(files: &BTreeMap<String, PathBuf>, out: &Path) {
    let mut packed: Vec<u8> = Vec::new();
    let mut index = String::from("pub static INDEX: &[(&str, u32, u32, u32)] = &[\n");
    for (name, path) in files {
        let text = std::fs::read(path).expect("a library file can be read");
        // A source that isn't UTF-8 couldn't be handed out as text; the library has none that matters.
        if std::str::from_utf8(&text).is_err() {
            continue;
        }
        let start = packed.len();
        let mut encoder = DeflateEncoder::new(&mut packed, Compression::best());
        encoder.write_all(&text).expect("writing to memory");
        encoder.finish().expect("writing to memory");
        index.push_str(&format!(
            "    ({name:?}, {start}, {}, {}),\n",
            packed.len() - start,
            text.len()
        ));
    }
    index.push_str("];\n");
    std::fs::write(out.join("library.bin"), packed).expect("OUT_DIR can be written");
    std::fs::write(out.join("library.rs"), index).expect("OUT_DIR can be written");
}
