//! `cargo xtask order`: which functions lie together in the release build, by who runs them.
//!
//! The system brings in a program's code by runs of OS pages around the place that is needed. Strewn as the compiler lays them
//! down, the few hundred functions of a small program bring in nearly all code; side by side they bring in themselves.
//! valgrind names the functions that each program of the corpus runs; those of most programs come first in
//! `crates/pellucid/hot.ld`, which the linker follows. Names lose their hash: the file serves builds other than the one it was made
//! from, and what it doesn't know stays where the compiler put it. To be made anew when much has changed.

use crate::options::Options;
use crate::project;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};

/// A function that fewer programs run is left where it is.
const FEWEST: usize = 2;

const HEAD: &str = "\
/* Functions that lie together, those that most programs run first: made by `cargo xtask order`. */
SECTIONS
{
  .text.together : ALIGN(4096)
  {
";
const TAIL: &str = "  }\n}\nINSERT BEFORE .text;\n";

pub fn main(words: &[String]) -> Result<bool, String> {
    let mut options = Options::new(words);
    let binary = options.value("--bin")?;
    options.done()?;
    let binary = project::binary(binary)?;
    let corpus = project::root().join("conformance/corpus");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |names: BTreeSet<String>| {
        for name in names {
            *counts.entry(name).or_default() += 1;
        }
    };
    count(functions(&binary, &corpus, &["-c", "pass"])?);
    count(functions(&binary, &corpus, &["-c", "import functools"])?);
    for name in project::programs(&corpus, "")? {
        count(functions(&binary, &corpus, &[&format!("{name}.py")])?);
    }
    let mut rows: Vec<(&String, &usize)> = counts.iter().filter(|row| *row.1 >= FEWEST).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.1));
    let lines = rows
        .iter()
        .map(|(name, _)| format!("    *(.text*{name})\n"));
    let text: String = lines.collect();
    let path = project::root().join("crates/pellucid/hot.ld");
    std::fs::write(&path, format!("{HEAD}{text}{TAIL}")).map_err(|why| why.to_string())?;
    println!("{} functions in {}", rows.len(), path.display());
    Ok(true)
}

/// The functions that a run enters, as patterns.
fn functions(binary: &Path, dir: &Path, words: &[&str]) -> Result<BTreeSet<String>, String> {
    let out = std::env::temp_dir().join(format!("order-{}.out", std::process::id()));
    let status = Command::new("valgrind")
        .args(["--tool=callgrind", "--demangle=no", "--quiet"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(binary)
        .args(words)
        .current_dir(dir)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .map_err(|why| format!("valgrind: {why}"))?;
    let text = std::fs::read_to_string(&out).map_err(|why| format!("valgrind, {status}: {why}"))?;
    std::fs::remove_file(&out).map_err(|why| why.to_string())?;
    Ok(text
        .lines()
        .filter_map(entered)
        .filter_map(pattern)
        .collect())
}

/// The function that a line of callgrind's file introduces: `fn=(1) name` or `cfn=(1) name`, a recursive one ends in `'2`.
fn entered(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("cfn=(").or(line.strip_prefix("fn=("))?;
    let name = rest.split_once(") ")?.1;
    Some(name.split_once('\'').map_or(name, |parts| parts.0))
}

/// A mangled name of Rust's without what changes from build to build. Names of other languages give none.
pub fn pattern(name: &str) -> Option<String> {
    let name = name.split_once(".llvm.").map_or(name, |parts| parts.0);
    match name.starts_with("_R") {
        true => Some(without_crates(name)),
        false => without_hash(name),
    }
}

/// The older form ends in a hash: `17h` and sixteen digits.
fn without_hash(name: &str) -> Option<String> {
    const HASH: usize = "17h0123456789abcdefE".len();
    let at = name.len().checked_sub(HASH)?;
    let (path, hash) = name.split_at_checked(at)?;
    let is_rust = path.starts_with("_ZN") && hash.starts_with("17h") && hash.ends_with('E');
    is_rust.then(|| format!("{path}17h*"))
}

/// The newer form tells crates apart by `Cs`, letters and digits, `_`.
fn without_crates(name: &str) -> String {
    let mut parts = name.split("Cs");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("Cs");
        let rest = part.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        match rest.starts_with('_') && rest.len() < part.len() {
            true => out.push_str(&format!("*{rest}")),
            false => out.push_str(part),
        }
    }
    out
}
