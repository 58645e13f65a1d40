//! Filling `sys` when a heap starts.

use super::{MODULE, State, info};
use crate::MODULES;
use object::{Args, Builtin, Object, Ref, Result, Thread};
use types::module::Module;
use types::{Dict, Int, List, Str, Tuple};

/// What the command line and the environment say. Texts may be any bytes: they are decoded as file names are.
#[derive(Default, Clone)]
pub struct Options {
    pub argv: Vec<Vec<u8>>,
    pub orig_argv: Vec<Vec<u8>>,
    pub executable: Vec<u8>,
    /// `sys.path`; the embedded library needs no entry.
    pub path: Vec<Vec<u8>>,
    pub prefix: Vec<u8>,
    pub warnoptions: Vec<String>,
    /// `-X` arguments in order.
    pub x_options: Vec<String>,
    pub unbuffered: bool,
    /// How the standard input and output treat what can't be encoded or decoded; "strict" when nothing is said.
    pub stream_errors: Option<String>,
    pub inspect: bool,
    pub interactive: bool,
    pub optimize: u8,
    pub dont_write_bytecode: bool,
    pub isolated: bool,
    pub no_site: bool,
    pub ignore_environment: bool,
    pub verbose: u8,
    pub quiet: bool,
    pub hash_randomization: bool,
}

/// Makes the module.
pub fn start(thread: &Thread, options: &Options, modules: &Dict) -> Result<()> {
    let module = Module::from_spec(thread, &MODULE)?;
    modules.set_text(thread, "sys", module.as_object())?;
    types::room::<State>(thread)
        .module
        .set(Some(module.clone()));
    let heap = thread.heap();
    module.add(thread, "modules", modules.as_object())?;
    streams(thread, &module, options)?;
    versions(thread, &module)?;
    numbers(thread, &module)?;
    names(thread, &module)?;
    paths(thread, &module, options)?;
    module.add(thread, "flags", &*info::flags(thread, options)?)?;
    module.add(
        thread,
        "dont_write_bytecode",
        &heap.bool(options.dont_write_bytecode),
    )?;
    let mut hooks = thread.hooks();
    hooks.unraisable = super::unraisable;
    thread.set_hooks(hooks);
    Ok(())
}

fn streams(thread: &Thread, module: &Module, options: &Options) -> Result<()> {
    let streams = [
        (2, "stderr", "<stderr>"),
        (0, "stdin", "<stdin>"),
        (1, "stdout", "<stdout>"),
    ];
    for (fd, name, shown) in streams {
        // A closed descriptor gives `None`, as in 3.13.
        let stream = match nix::sys::stat::fstat(fd) {
            Ok(_) => {
                let errors = match fd {
                    2 => "backslashreplace",
                    _ => options.stream_errors.as_deref().unwrap_or("strict"),
                };
                crate::io::text::standard(thread, fd, shown, errors, options.unbuffered)?
            }
            Err(_) => thread.heap().none(),
        };
        module.add(thread, name, &stream)?;
        module.add(thread, &format!("__{name}__"), &stream)?;
    }
    for hook in [
        "displayhook",
        "excepthook",
        "breakpointhook",
        "unraisablehook",
    ] {
        if let Some(function) = module.dict().get_text(thread, hook)? {
            module.add(thread, &format!("__{hook}__"), &function)?;
        }
    }
    Ok(())
}

/// Gives the standard streams another encoding than UTF-8.
pub fn encode_streams(thread: &Thread, encoding: &str) -> Result<()> {
    if ["utf-8", "utf8", "utf_8"].contains(&encoding.to_ascii_lowercase().as_str()) {
        return Ok(());
    }
    let codecs = types::runtime::import_module(thread, "codecs")?;
    let lookup = types::getattr_text(thread, &codecs, "lookup")?;
    let codec = types::call_one(thread, &lookup, Str::new(thread, encoding)?.as_object())?;
    let encoding = types::getattr_text(thread, &codec, "name")?;
    for name in ["stdin", "stdout", "stderr"] {
        let stream = super::attribute(thread, name)?;
        if let Some(stream) = stream.filter(|s| !s.is_exactly(Builtin::NoneType)) {
            crate::io::encode(thread, &stream, &encoding)?;
        }
    }
    Ok(())
}

fn text(thread: &Thread, text: &str) -> Result<Ref> {
    Ok(Str::new(thread, text)?.into_object())
}

fn versions(thread: &Thread, module: &Module) -> Result<()> {
    let version = concat!("3.13.0 (Pellucid ", env!("CARGO_PKG_VERSION"), ") [Rust]");
    module.add(thread, "version", &*text(thread, version)?)?;
    module.add(
        thread,
        "hexversion",
        &*Int::from_usize(thread, info::HEXVERSION)?,
    )?;
    let git = ["Pellucid", "", ""];
    let git = git.map(|part| text(thread, part));
    let [Ok(name), Ok(branch), Ok(revision)] = git else {
        return Err(thread.no_memory());
    };
    let git = Tuple::from_array(thread, [name, branch, revision])?;
    module.add(thread, "_git", git.as_object())?;
    module.add(thread, "_framework", &*text(thread, "")?)?;
    module.add(thread, "api_version", &*Int::new(thread, 1013)?)?;
    module.add(
        thread,
        "copyright",
        &*text(thread, "Copyright (c) the Pellucid authors.")?,
    )?;
    let version_info = info::version_info(thread)?;
    module.add(thread, "version_info", &version_info)?;
    implementation(thread, module, &version_info)
}

/// `sys.implementation`: a namespace.
fn implementation(thread: &Thread, module: &Module, version: &Object) -> Result<()> {
    let Some(ty) = thread.heap().try_builtin(Builtin::SimpleNamespace) else {
        return Ok(());
    };
    let fields = [
        ("name", text(thread, "pellucid")?),
        ("cache_tag", text(thread, "pellucid-313")?),
        ("version", version.to_ref()),
        ("hexversion", Int::from_usize(thread, info::HEXVERSION)?),
        ("_multiarch", text(thread, "x86_64-linux-gnu")?),
    ];
    let mut names = Vec::with_capacity(fields.len());
    let mut values = Vec::with_capacity(fields.len());
    for (name, value) in fields {
        names.push(types::str::intern_static(thread, name)?.into_object());
        values.push(value);
    }
    let args = Args::new(&values, &names);
    let namespace = types::call_args(thread, ty.as_object(), args)?;
    module.add(thread, "implementation", &namespace)
}

fn numbers(thread: &Thread, module: &Module) -> Result<()> {
    module.add(thread, "maxsize", &*Int::new(thread, isize::MAX)?)?;
    module.add(thread, "maxunicode", &*Int::new(thread, 0x10_ffff)?)?;
    module.add(thread, "float_info", &*info::float_info(thread)?)?;
    module.add(thread, "int_info", &*info::int_info(thread)?)?;
    module.add(thread, "hash_info", &*info::hash_info(thread)?)?;
    module.add(thread, "thread_info", &*info::thread_info(thread)?)?;
    module.add(thread, "float_repr_style", &*text(thread, "short")?)?;
    Ok(())
}

fn names(thread: &Thread, module: &Module) -> Result<()> {
    for (name, value) in [
        ("platform", "linux"),
        ("byteorder", "little"),
        ("abiflags", ""),
        ("platlibdir", "lib"),
    ] {
        module.add(thread, name, &*text(thread, value)?)?;
    }
    let mut native: Vec<&str> = MODULES.iter().map(|spec| spec.name).collect();
    native.sort_unstable();
    let native = strings(thread, native.iter().map(|name| name.as_bytes()))?;
    module.add(
        thread,
        "builtin_module_names",
        native.to_tuple(thread)?.as_object(),
    )?;
    if let Some(ty) = thread.heap().try_builtin(Builtin::FrozenSet) {
        let all = super::names::STDLIB_MODULES.split_whitespace();
        let all = strings(thread, all.map(str::as_bytes))?.into_object();
        let set = types::call(thread, ty.as_object(), &[all])?;
        module.add(thread, "stdlib_module_names", &set)?;
    }
    Ok(())
}

fn strings<'a>(thread: &Thread, texts: impl Iterator<Item = &'a [u8]>) -> Result<Ref<List>> {
    let list = List::new(thread)?;
    for text in texts {
        list.push(thread, crate::paths::decode(thread, text)?.into_object())?;
    }
    Ok(list)
}

fn paths(thread: &Thread, module: &Module, options: &Options) -> Result<()> {
    let none = thread.heap().none();
    let path = |bytes: &[u8]| Ok(crate::paths::decode(thread, bytes)?.into_object());
    let list = |texts: &[Vec<u8>]| strings(thread, texts.iter().map(Vec::as_slice));
    module.add(thread, "argv", list(&options.argv)?.as_object())?;
    module.add(thread, "orig_argv", list(&options.orig_argv)?.as_object())?;
    module.add(thread, "path", list(&options.path)?.as_object())?;
    let warnings = options.warnoptions.iter().map(String::as_bytes);
    module.add(
        thread,
        "warnoptions",
        strings(thread, warnings)?.as_object(),
    )?;
    module.add(thread, "executable", &*path(&options.executable)?)?;
    module.add(thread, "_base_executable", &*path(&options.executable)?)?;
    for name in ["prefix", "base_prefix", "exec_prefix", "base_exec_prefix"] {
        module.add(thread, name, &*path(&options.prefix)?)?;
    }
    for name in ["pycache_prefix", "_home", "_stdlib_dir"] {
        module.add(thread, name, &none)?;
    }
    for name in ["meta_path", "path_hooks"] {
        module.add(thread, name, List::new(thread)?.as_object())?;
    }
    module.add(
        thread,
        "path_importer_cache",
        Dict::new(thread)?.as_object(),
    )?;
    let given = Dict::new(thread)?;
    for option in &options.x_options {
        match option.split_once('=') {
            Some((name, value)) => {
                given.set_text(thread, name, Str::new(thread, value)?.as_object())?;
            }
            None => given.set_text(thread, option, &thread.heap().bool(true))?,
        }
    }
    module.add(thread, "_xoptions", given.as_object())
}
