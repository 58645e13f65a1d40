//! Where modules come from.

use super::finders;
use crate::run;
use crate::start::state;
use bytecode::packed::Packed;
use compiler::Mode;
use object::{Ref, Result, Thread};
use std::borrow::Cow;
use std::path::Path;
use types::code::Code;
use types::{List, Str, protocol};

/// What the room above provides: native modules and the embedded library.
#[derive(Clone, Copy)]
pub struct Library {
    /// A native module, freshly made; `None` when there is none of that name.
    pub native: fn(&Thread, &str) -> Result<Option<Ref>>,
    /// Whether the embedded library has a path below its root, such as `json/__init__.py`.
    pub has: fn(&str) -> bool,
    /// Its source.
    pub source: fn(&str) -> Option<Cow<'static, str>>,
    /// Its code, compiled without optimisation and packed, when the library was built.
    pub code: fn(&str) -> Option<Packed<&'static [u8]>>,
    /// Decodes source bytes (byte order mark, encoding cookie).
    pub decode: fn(&Thread, &[u8]) -> Result<Ref<Str>>,
}

impl Library {
    /// No library at all.
    pub const EMPTY: Library = Library {
        native: |_, _| Ok(None),
        has: |_| false,
        source: |_| None,
        code: |_| None,
        decode: |thread, bytes| Str::from_wtf8(thread, bytes),
    };
}

/// The directory name that stands for the embedded library in `sys.path` and `__file__`.
pub const EMBEDDED: &str = "<pellucid>";

/// A module that was found.
pub struct Found {
    pub text: Text,
    pub file: String,
    /// The directory, for a package.
    pub package: Option<String>,
}

/// What a module is made from.
pub enum Text {
    /// A file that was read.
    File(Ref<Str>),
    /// A path in the embedded library, not read yet.
    Library(String),
}

/// The code of a module of the embedded library, under a file name.
pub fn embedded_code(thread: &Thread, path: &str, filename: Ref<Str>) -> Result<Ref<Code>> {
    Text::Library(path.to_owned()).code(thread, filename)
}

impl Found {
    /// The module's code object.
    pub fn code(&self, thread: &Thread) -> Result<Ref<Code>> {
        self.text.code(thread, Str::new(thread, &self.file)?)
    }
}

impl Text {
    fn code(&self, thread: &Thread, filename: Ref<Str>) -> Result<Ref<Code>> {
        let optimize = state(thread).optimize;
        let compile = |source: &str, library: bool| {
            let flags = match library {
                true => compiler::Options::LIBRARY.flags,
                false => 0,
            };
            let mode = Mode::Exec;
            run::compile_as(
                thread, source, &filename, mode, flags, optimize, library, None,
            )
        };
        let path = match self {
            Text::File(source) => return compile(source.to_utf8(thread)?, false),
            Text::Library(path) => path,
        };
        let library = state(thread).library;
        match (library.code)(path).filter(|_| optimize == 0) {
            Some(packed) => types::code::unpack(thread, filename, packed),
            None => compile(&(library.source)(path).unwrap_or_default(), true),
        }
    }
}

/// What was found.
pub enum Place {
    Module(Found),
    /// What a finder from `sys.path_hooks` says, or that of a namespace package: directories without `__init__.py`.
    Spec(Ref),
    Nowhere,
}

fn entries(thread: &Thread, path: Option<&object::Object>) -> Result<Vec<String>> {
    let list = match path {
        Some(path) => protocol::to_list(thread, path)?,
        None => {
            let sys = super::modules(thread)?.get_text(thread, "sys")?;
            let found = match sys {
                Some(sys) => protocol::getattr_opt(thread, &sys, types::names(thread).path())?,
                None => None,
            };
            match found {
                Some(path) => protocol::to_list(thread, &path)?,
                None => List::new(thread)?,
            }
        }
    };
    let texts = (0..list.len()).filter_map(|i| list.get(i));
    Ok(texts
        .filter_map(|t| t.downcast::<Str>().map(|t| t.to_string()))
        .collect())
}

/// Modules that 3.13 has loaded before a program runs, so that no file beside the program can take their place.
const STARTED_WITH: &[&str] = &[
    "_collections_abc",
    "_sitebuiltins",
    "abc",
    "codecs",
    "encodings",
    "genericpath",
    "importlib",
    "io",
    "os",
    "posixpath",
    "site",
    "stat",
    "zipimport",
];

/// Looks for the module with this name, and this last part of it, along a path.
pub fn find(
    thread: &Thread,
    full: &str,
    tail: &str,
    path: Option<&object::Object>,
) -> Result<Place> {
    if path.is_none()
        && STARTED_WITH.contains(&tail)
        && let Some(found) = embedded(thread, "", tail)
    {
        return Ok(Place::Module(found));
    }
    let hooked = finders::hooked(thread)?;
    let mut is_namespace = false;
    let mut all = entries(thread, path)?;
    if path.is_none() && !all.iter().any(|e| e == EMBEDDED) {
        all.push(EMBEDDED.to_string());
    }
    for entry in all {
        if let Some(root) = entry.strip_prefix(EMBEDDED) {
            if let Some(found) = embedded(thread, root, tail) {
                return Ok(Place::Module(found));
            }
            continue;
        }
        let directory = if entry.is_empty() {
            Path::new(".")
        } else {
            Path::new(&entry)
        };
        if (hooked || directory.is_file())
            && let Some(spec) = finders::at_entry(thread, full, &entry)?
        {
            return Ok(Place::Spec(spec));
        }
        if let Some(found) = on_disk(thread, directory, tail)? {
            return Ok(Place::Module(found));
        }
        is_namespace = is_namespace || directory.join(tail).is_dir();
    }
    let spec = match is_namespace {
        true => finders::on_path(thread, full, path)?,
        false => None,
    };
    Ok(spec.map_or(Place::Nowhere, Place::Spec))
}

fn embedded(thread: &Thread, root: &str, tail: &str) -> Option<Found> {
    let library = state(thread).library;
    let root = root.trim_start_matches('/');
    let inside = |rest: &str| {
        if root.is_empty() {
            rest.to_string()
        } else {
            format!("{root}/{rest}")
        }
    };
    let tries = [
        (inside(&format!("{tail}/__init__.py")), true),
        (inside(&format!("{tail}.py")), false),
    ];
    for (path, is_package) in tries {
        if (library.has)(&path) {
            let directory = is_package.then(|| format!("{EMBEDDED}/{}", inside(tail)));
            return Some(Found {
                file: format!("{EMBEDDED}/{path}"),
                text: Text::Library(path),
                package: directory,
            });
        }
    }
    None
}

fn on_disk(thread: &Thread, directory: &Path, tail: &str) -> Result<Option<Found>> {
    let package = directory.join(tail);
    let tries = [
        (package.join("__init__.py"), Some(&package)),
        (directory.join(format!("{tail}.py")), None),
    ];
    for (path, package) in tries {
        if !path.is_file() {
            continue;
        }
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        let source = (state(thread).library.decode)(thread, &bytes)?;
        let package = package.map(|p| p.to_string_lossy().into_owned());
        let file = path.to_string_lossy().into_owned();
        return Ok(Some(Found {
            text: Text::File(source),
            file,
            package,
        }));
    }
    Ok(None)
}
