//! `cargo xtask cpython-tests`: test modules of an installed CPython 3.13, run on Pellucid.
//!
//! Only the `test` package comes from there, at run time; nothing of it is copied. What can't apply to Pellucid stands in
//! `conformance/CPYTHON_TESTS`: the name of the module, of the test or of a class, and the reason. Such a test is
//! counted neither as passed nor as failed; one that passes all the same is named. A test that skips itself must stand
//! there too: what isn't run is told.

use crate::child;
use crate::options::Options;
use crate::project;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

const DRIVER: &str = include_str!("driver.py");

/// The modules that the project wants to pass.
const MODULES: &[&str] = &[
    "test_gc",
    "test_weakref",
    "test_weakset",
    "test_finalization",
    "test_tracemalloc",
    "test_generators",
    "test_list",
    "test_tuple",
    "test_dict",
    "test_set",
    "test_decimal",
    "test_deque",
    "test_iter",
    "test_copy",
    "test_scope",
    "test_class",
    "test_property",
    "test_funcattrs",
    "test_with",
    "test_yield_from",
    "test_super",
    "test_isinstance",
    "test_sys",
    "test_typing",
    "test_type_params",
    "test_type_aliases",
    "test_genericclass",
    "test_genericalias",
    "test_datetime",
    "test_csv",
    "test_json",
    "test_pickle",
    "test_pickletools",
    "test_picklebuffer",
    "test_copyreg",
    "test_cmath",
    "test_zlib",
    "test_gzip",
];

/// What became of the tests of some modules.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    excused: usize,
}

impl Tally {
    fn add(&mut self, other: &Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.excused += other.excused;
    }
}

pub fn main(words: &[String]) -> Result<bool, String> {
    let mut options = Options::new(words);
    let python = options.value("--python")?;
    let seconds: f64 = options.number("--timeout", 300.0)?;
    let binary = project::binary(options.value("--bin")?)?;
    let only = options.value("--only")?;
    let mut names = Vec::new();
    while let Some(name) = options.word() {
        names.push(name);
    }
    options.done()?;
    if names.is_empty() {
        names.extend(MODULES.iter().map(|name| name.to_string()));
    }
    let library = library(python)?;
    println!("tests of {}", library.display());
    let excused = Excused::read()?;
    let mut all = Tally::default();
    for name in &names {
        let tally = run(&binary, &library, name, only.as_deref(), &excused, seconds)?;
        println!(
            "{name}: {} passed, {} failed, {} excused",
            tally.passed, tally.failed, tally.excused
        );
        all.add(&tally);
    }
    println!(
        "{} passed, {} failed, {} excused",
        all.passed, all.failed, all.excused
    );
    Ok(all.failed == 0)
}

/// The library directory of a CPython 3.13 that has its tests: the one given, or one that is installed.
fn library(given: Option<String>) -> Result<PathBuf, String> {
    let asked = |python: &str| {
        let code = "import sys, sysconfig; assert sys.version_info[:2] == (3, 13); print(sysconfig.get_path('stdlib'))";
        let out = std::process::Command::new(python)
            .args(["-c", code])
            .output();
        let out = out.ok().filter(|out| out.status.success())?;
        let path = PathBuf::from(String::from_utf8(out.stdout).ok()?.trim());
        path.join("test/test_gc.py").is_file().then_some(path)
    };
    if let Some(python) = given {
        return asked(&python)
            .ok_or_else(|| format!("{python}: not a CPython 3.13 with its tests"));
    }
    let home = std::env::var("HOME").unwrap_or_default();
    let mut candidates = vec!["python3.13".to_string(), "python3".to_string()];
    let versions = Path::new(&home).join(".pyenv/versions");
    for entry in std::fs::read_dir(versions).into_iter().flatten().flatten() {
        candidates.push(entry.path().join("bin/python3.13").display().to_string());
    }
    candidates
        .iter()
        .find_map(|python| asked(python))
        .ok_or_else(|| "no CPython 3.13 with its tests found: name one with --python PATH".into())
}

/// What can't apply, by module: prefixes of test names with the reason.
struct Excused(BTreeMap<String, Vec<(String, String)>>);

impl Excused {
    fn read() -> Result<Excused, String> {
        let path = project::root().join("conformance/CPYTHON_TESTS");
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(why) => return Err(format!("{}: {why}", path.display())),
        };
        let mut found: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, reason)) = line.split_once(": ") else {
                continue;
            };
            let (module, test) = name.split_once('.').unwrap_or((name, ""));
            let entry = (test.to_string(), reason.to_string());
            found.entry(module.to_string()).or_default().push(entry);
        }
        Ok(Excused(found))
    }

    fn reason(&self, module: &str, test: &str) -> Option<&str> {
        let entries = self.0.get(module)?;
        let applies = |name: &str| {
            let rest = test.strip_prefix(name)?;
            (rest.is_empty() || name.is_empty() || rest.starts_with(['.', ' '])).then_some(())
        };
        entries
            .iter()
            .find(|(name, _)| applies(name).is_some())
            .map(|(_, reason)| reason.as_str())
    }
}

fn run(
    binary: &Path,
    library: &Path,
    module: &str,
    only: Option<&str>,
    excused: &Excused,
    seconds: f64,
) -> Result<Tally, String> {
    let mut words = vec![
        "-c".to_string(),
        DRIVER.to_string(),
        library.display().to_string(),
        module.to_string(),
    ];
    words.extend(only.map(str::to_string));
    let dir = std::env::temp_dir();
    let ran = child::run(
        child::clean(binary, &words, &dir),
        Duration::from_secs_f64(seconds),
    )?;
    let mut tally = Tally::default();
    let mut whole = false;
    for line in String::from_utf8_lossy(&ran.stdout).lines() {
        let Some((word, rest)) = line.split_once(' ') else {
            continue;
        };
        let (test, why) = rest
            .split_once(" | ")
            .unwrap_or((rest.trim_end_matches(" |"), ""));
        let reason = excused.reason(module, test);
        match (word, reason) {
            ("ok", None) => tally.passed += 1,
            ("ok", Some(_)) => {
                tally.passed += 1;
                println!("PASS {module}.{test}: stands in CPYTHON_TESTS and passes now");
            }
            ("skip" | "fail" | "error", Some(_)) => tally.excused += 1,
            ("skip", None) => {
                tally.failed += 1;
                println!("FAIL {module}.{test}: skipped, and not in CPYTHON_TESTS: {why}");
            }
            ("fail" | "error", None) => {
                tally.failed += 1;
                println!("FAIL {module}.{test}: {why}");
            }
            ("done", _) => whole = true,
            _ => {}
        }
    }
    if !whole && excused.reason(module, "").is_none() {
        tally.failed += 1;
        println!("FAIL {module}: {:?}: {}", ran.end, ran.last_error());
    }
    Ok(tally)
}
