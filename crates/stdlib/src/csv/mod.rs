//! `_csv`: rows of fields from lines and into them.
//!
//! `dialect.rs` says how they are written, `reader.rs` and `writer.rs` do it.

mod dialect;
mod reader;
mod writer;

use object::{
    Args, Builtin, LayoutInfo, MethodDef, Object, Raised, Ref, Result, Slot, Thread, TypeFlags,
    TypeShown, TypeSpec,
};
use std::cell::Cell;
use types::exception::BASE_EXCEPTION_LAYOUT;
use types::module::{Module, ModuleSpec};
use types::{Dict, Int, Signature, Str, protocol};

/// How fields are quoted.
mod quoting {
    pub const MINIMAL: i32 = 0;
    pub const ALL: i32 = 1;
    pub const NON_NUMERIC: i32 = 2;
    pub const NONE: i32 = 3;
    pub const STRINGS: i32 = 4;
    pub const NOT_NULL: i32 = 5;
}

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_csv",
    doc: Some("CSV parsing and writing.\n"),
    functions: &[
        MethodDef::keywords("reader", reader::new).varargs().doc(
            "    csv_reader = reader(iterable [, dialect='excel']\n                       [optional keyword args])\n\nAn iterator over the rows of the lines that the iterable gives.",
        ),
        MethodDef::keywords("writer", writer::new).varargs().doc(
            "    csv_writer = csv.writer(fileobj [, dialect='excel']\n                            [optional keyword args])\n\nWrites rows to an object with a method write.",
        ),
        MethodDef::keywords("register_dialect", register).varargs().doc(
            "Create a mapping from a string name to a dialect class.\n    dialect = csv.register_dialect(name[, dialect[, **fmtparams]])",
        ),
        MethodDef::no_args("list_dialects", |thread, _| {
            Ok(protocol::to_list(thread, known(thread)?.as_object())?.into_object())
        })
        .doc("list_dialects($module, /)\n--\n\nReturn a list of all known dialect names."),
        MethodDef::keywords("unregister_dialect", unregister)
            .doc("unregister_dialect($module, /, name)\n--\n\nDelete the name/dialect mapping associated with a string name."),
        MethodDef::keywords("get_dialect", get)
            .doc("get_dialect($module, /, name)\n--\n\nReturn the dialect instance associated with name."),
        MethodDef::keywords("field_size_limit", limit)
            .doc("field_size_limit($module, /, new_limit=<unrepresentable>)\n--\n\nSets an upper limit on parsed fields. Returns the old one; without an argument it stays."),
    ],
    types: &[&dialect::DIALECT],
    unnamed: &[],
    init: Some(fill),
};

/// `Error`, which unlike a program's classes has no weak references.
static ERROR: TypeSpec = TypeSpec {
    flags: TypeFlags::HEAP
        .with(TypeFlags::BASETYPE)
        .with(TypeFlags::HAVE_GC),
    base: Builtin::Exception,
    ..TypeSpec::new("_csv.Error", Builtin::Other, &ERROR_LAYOUT)
};

/// 3.13 doesn't show the type of an instance.
static ERROR_LAYOUT: LayoutInfo = LayoutInfo {
    type_shown: TypeShown::Never,
    ..LayoutInfo::with_room(
        &BASE_EXCEPTION_LAYOUT,
        "csv.Error",
        BASE_EXCEPTION_LAYOUT.basicsize,
    )
};

/// What the module keeps.
struct State {
    error: Slot,
    dialects: Slot<Dict>,
    limit: Cell<isize>,
}

impl Default for State {
    fn default() -> State {
        State {
            error: Slot::empty(),
            dialects: Slot::empty(),
            limit: Cell::new(128 * 1024),
        }
    }
}

impl types::Room for State {
    fn visit(&self, visit: object::Visit) {
        types::visit_slot(&self.error, visit);
        types::visit_slot(&self.dialects, visit);
    }
}

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    for (name, spec) in [("Reader", &reader::READER), ("Writer", &writer::WRITER)] {
        module.add_type_as(thread, name, spec)?;
    }
    let state = types::room::<State>(thread);
    let dialects = Dict::new(thread)?;
    module.add(thread, "_dialects", dialects.as_object())?;
    state.dialects.set(Some(dialects));
    for (name, value) in [
        ("QUOTE_MINIMAL", quoting::MINIMAL),
        ("QUOTE_ALL", quoting::ALL),
        ("QUOTE_NONNUMERIC", quoting::NON_NUMERIC),
        ("QUOTE_NONE", quoting::NONE),
        ("QUOTE_STRINGS", quoting::STRINGS),
        ("QUOTE_NOTNULL", quoting::NOT_NULL),
    ] {
        let value = Int::new(thread, value as isize)?;
        module.add(thread, name, &value)?;
    }
    module.add_type(thread, &ERROR)?;
    let error = types::type_of(thread, &ERROR)?.as_object().to_ref();
    state.error.set(Some(error));
    Ok(())
}

/// Raises `csv.Error`.
fn error(thread: &Thread, message: std::fmt::Arguments<'_>) -> Raised {
    match types::room::<State>(thread).error.get() {
        Some(class) => crate::errors::raise(thread, &class, message),
        None => thread.value_error(message),
    }
}

/// The dialects by name.
fn known(thread: &Thread) -> Result<Ref<Dict>> {
    match types::room::<State>(thread).dialects.get() {
        Some(dialects) => Ok(dialects),
        None => Err(thread.system_error(format_args!("lost the dialects"))),
    }
}

/// A dialect by its name.
fn find(thread: &Thread, name: &Object) -> Result<Ref> {
    match known(thread)?.get(thread, name)? {
        Some(dialect) => Ok(dialect),
        None => Err(error(thread, format_args!("unknown dialect"))),
    }
}

/// One or two positional arguments, as `PyArg_UnpackTuple` takes them.
fn one_or_two<'a>(thread: &Thread, args: &Args<'a>) -> Result<(&'a Object, Option<&'a Object>)> {
    let given = args.positional();
    let number = given.len();
    match given {
        [first] => Ok((first, None)),
        [first, second] => Ok((first, Some(second))),
        [] => Err(thread.type_error(format_args!(" expected at least 1 argument, got 0"))),
        _ => Err(thread.type_error(format_args!(" expected at most 2 arguments, got {number}"))),
    }
}

fn register(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    let (name, base) = one_or_two(thread, &args)?;
    if name.downcast::<Str>().is_none() {
        return Err(thread.type_error(format_args!("dialect name must be a string")));
    }
    let dialect = dialect::called(thread, base, &args)?;
    known(thread)?.set(thread, name, &dialect)?;
    Ok(thread.heap().none())
}

/// The only argument of a function.
fn name_of<'a>(thread: &Thread, function: &'static str, args: &Args<'a>) -> Result<&'a Object> {
    let signature = Signature {
        function,
        names: ["name"],
        required: 1,
        positional: 1,
    };
    match signature.bind(thread, args)?.get(0) {
        Some(name) => Ok(name),
        None => Err(thread.system_error(format_args!("{function}() without its argument"))),
    }
}

fn unregister(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    let name = name_of(thread, "unregister_dialect", &args)?;
    match known(thread)?.remove(thread, name)? {
        Some(_) => Ok(thread.heap().none()),
        None => Err(error(thread, format_args!("unknown dialect"))),
    }
}

fn get(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    find(thread, name_of(thread, "get_dialect", &args)?)
}

fn limit(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<1> = Signature {
        function: "field_size_limit",
        names: ["new_limit"],
        required: 0,
        positional: 1,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let state = types::room::<State>(thread);
    let old = state.limit.get();
    if let Some(new) = bound.get(0) {
        if !new.is_exactly(Builtin::Int) {
            return Err(thread.type_error(format_args!("limit must be an integer")));
        }
        let new = new.downcast::<Int>().and_then(Int::as_isize);
        let Some(new) = new else {
            return Err(thread.raise(
                Builtin::OverflowError,
                format_args!("Python int too large to convert to C long"),
            ));
        };
        state.limit.set(new);
    }
    Int::new(thread, old)
}
