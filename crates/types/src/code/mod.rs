//! `code`: what the compiler made, as an object.
//!
//! Layout: `layout.rs`; constants: `build.rs`, of packed code `unpack.rs`; `co_*`: `attributes.rs`; copies with changes: `replace.rs`; lines and
//! positions: `lines.rs`.

mod attributes;
mod build;
mod layout;
mod lines;
mod replace;
mod scaffold;
pub mod tree;
mod unpack;

pub use build::{CodeBuilder, Held};
pub use layout::{CODE_LAYOUT, Code};
pub use scaffold::Tables as CodeTables;
pub use unpack::unpack;

use crate::protocol;
use crate::state::state;
use crate::str::Str;
use crate::tuple::Tuple;
use object::{
    Args, Builtin, CompareOp, Heap, MethodDef, Object, Ref, Result, Thread, Type, TypeSlots,
    TypeSpec,
};

/// This folder's well-known types.
pub const SPECS: &[&TypeSpec] = &[&CODE, &lines::LINE_ITERATOR, &lines::POSITIONS_ITERATOR];

static CODE: TypeSpec = TypeSpec {
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(hash),
        richcompare: Some(compare),
        new: Some(new),
        sizeof: Some(sizeof),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("__sizeof__", |thread, code| crate::Int::from_usize(thread, sizeof(thread, code)?))
            .doc("__sizeof__($self, /)\n--\n\n"),
        MethodDef::no_args("co_lines", lines::co_lines).doc("co_lines($self, /)\n--\n\n"),
        MethodDef::no_args("co_positions", lines::co_positions).doc("co_positions($self, /)\n--\n\n"),
        MethodDef::keywords("replace", replace::replace).doc(
            "replace($self, /, **changes)\n--\n\nReturn a copy of the code object in which the given fields have new values.",
        ),
        MethodDef::one("_varname_from_oparg", attributes::varname)
            .doc("_varname_from_oparg($self, /, oparg)\n--\n\n(internal-only) Return the name of the register with this number."),
        MethodDef::keywords("__replace__", replace::replace)
            .doc("__replace__($self, /, **changes)\n--\n\nThe same as replace()."),
    ],
    members: attributes::MEMBERS,
    getsets: attributes::GETSETS,
    weaklist_offset: 144,
    doc: Some(
        "code(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize,\n     flags, codestring, constants, names, \
         varnames, filename, name,\n     qualname, firstlineno, linetable, exceptiontable, freevars=(),\n     cellvars=(), \
         /)\n--\n\nCreate a code object.  Not for the faint of heart.",
    ),
    ..TypeSpec::new("code", Builtin::Code, &CODE_LAYOUT)
};

/// A borrowed code object behind an object.
pub(crate) fn code_of(object: &Object) -> Result<&Code> {
    object.downcast::<Code>().ok_or_else(|| {
        object
            .thread()
            .type_error(format_args!("expected a code object"))
    })
}

/// A fresh id for caches.
fn next_id(heap: &Heap) -> u64 {
    let ids = &state(heap.thread()).code_ids;
    ids.set(ids.get() + 1);
    ids.get()
}

impl Code {
    /// `co_name`.
    pub fn name(&self) -> Option<Ref<Str>> {
        self.name.get()
    }

    /// `co_qualname`.
    pub fn qualname(&self) -> Option<Ref<Str>> {
        self.qualname.get()
    }

    /// How many free variables a closure must supply.
    pub fn free_count(&self) -> usize {
        (self.nlocalsplus.get() - self.first_free.get()) as usize
    }

    /// The docstring or `None`.
    pub fn doc(&self, thread: &Thread) -> Ref {
        build::doc(thread, self)
    }

    /// The line of the instruction at a word, 0 for none.
    pub fn line_at(&self, word: u32) -> u32 {
        self.tables().position(word).line
    }

    /// The name of a register before the temporaries.
    pub fn register_name(&self, index: usize) -> Option<Ref<Str>> {
        let names = self.localsplus_names.get()?;
        let name = names.items().get(index)?.clone();
        name.downcast_into::<Str>().ok()
    }
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = code_of(object)?;
    let (name, file) = (it.name.get(), it.filename.get());
    let (Some(name), Some(file)) = (name, file) else {
        return Ok(Str::new(thread, "<code object>")?.into_object());
    };
    let line = it.first_line.get() as i32;
    let line = if line == 0 { -1 } else { line };
    let text = format_args!(
        "<code object {} at {:#x}, file \"{}\", line {line}>",
        *name,
        object.id(),
        *file
    );
    Ok(Str::format(thread, text)?.into_object())
}

fn sizeof(_: &Thread, object: &Object) -> Result<usize> {
    // Blocks of rows are asked for in whole words.
    Ok((size_of::<Code>() + 2 * code_of(object)?.units.get()).next_multiple_of(8))
}

/// The parts by value that identity and equality rest on.
fn parts(code: &Code) -> [Option<Ref<Tuple>>; 3] {
    [
        code.consts.get(),
        code.names.get(),
        code.localsplus_names.get(),
    ]
}

fn hash(thread: &Thread, object: &Object) -> Result<isize> {
    let code = code_of(object)?;
    let mut mix = code.name.get().map_or(0, |n| n.hash(thread)) as usize;
    let mut add = |value: usize| mix = (mix ^ value).wrapping_mul(0x0100_0000_01b3);
    for part in parts(code).into_iter().flatten() {
        add(protocol::hash(thread, part.as_object())? as usize);
    }
    for number in [
        &code.arg_count,
        &code.pos_only,
        &code.kw_only,
        &code.flags,
        &code.first_line,
        &code.word_count,
    ] {
        add(number.get() as usize);
    }
    Ok(if mix == usize::MAX { -2 } else { mix as isize })
}

fn same(thread: &Thread, a: &Code, b: &Code) -> Result<bool> {
    let numbers = |c: &Code| {
        [
            &c.arg_count,
            &c.pos_only,
            &c.kw_only,
            &c.flags,
            &c.first_line,
            &c.first_free,
        ]
        .map(std::cell::Cell::get)
    };
    let tables = a.tables().same(b.tables());
    if numbers(a) != numbers(b) || !tables {
        return Ok(false);
    }
    match (a.name.get(), b.name.get()) {
        (Some(x), Some(y)) if x.equals(&y) => {}
        _ => return Ok(false),
    }
    for (x, y) in parts(a).into_iter().zip(parts(b)) {
        if let (Some(x), Some(y)) = (x, y)
            && !protocol::equal(thread, x.as_object(), y.as_object())?
        {
            return Ok(false);
        }
    }
    Ok(true)
}

fn compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let (Some(a), Some(b)) = (a.downcast::<Code>(), b.downcast::<Code>()) else {
        return Ok(thread.heap().not_implemented());
    };
    match op {
        CompareOp::Eq => Ok(thread.heap().bool(same(thread, a, b)?)),
        CompareOp::Ne => Ok(thread.heap().bool(!same(thread, a, b)?)),
        _ => Ok(thread.heap().not_implemented()),
    }
}

fn new(thread: &Thread, _ty: &Type, args: Args<'_>) -> Result<Ref> {
    if args.positional().len() < 16 {
        return Err(thread.type_error(format_args!(
            "code expected at least 16 arguments, got {}",
            args.positional().len()
        )));
    }
    Err(thread.raise(
        Builtin::NotImplementedError,
        format_args!("code objects can only be made by compile() and replace()"),
    ))
}
