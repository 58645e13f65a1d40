//! From the compiler's plain data to code objects: constants are made once for each compilation.
//!
//! Two uses of one `Arc<Const>` become the same object. Text that looks like a name is interned, names themselves for
//! the life of the heap, both as 3.13's compiler does.

use super::Code;
use super::scaffold::{Scaffold, Tables};
use crate::bytes::Bytes;
use crate::float::Float;
use crate::int::Int;
use crate::protocol;
use crate::str::{self, Str};
use crate::tuple::Tuple;
use bytecode::packed::{self, Broken, Numbers};
use bytecode::{CodeData, Const, flags};
use object::{Builtin, Heap, Object, Raised, Ref, Result, Thread};
use std::collections::HashMap;
use std::sync::Arc;

/// Makes the code objects of one compilation.
pub struct CodeBuilder<'t> {
    thread: &'t Thread,
    filename: Ref<Str>,
    made: HashMap<*const Const, Ref>,
    /// Tuples of the same items are one, be they constants, `co_consts` or names.
    tuples: HashMap<Vec<usize>, Ref<Tuple>>,
    /// The empty `bytes` of this compilation where the first was computed, and so new; otherwise it is the one that all share.
    empty_bytes: Option<Ref>,
    scaffold: Option<Scaffold>,
    tree: Vec<Held>,
    /// What the tree holds of the objects made, each as often as it does.
    pub held: Vec<Ref>,
}

/// How often a tree holds a constant, and whether it was computed.
pub struct Held {
    pub value: Arc<Const>,
    pub count: u32,
    pub folded: bool,
}

impl<'t> CodeBuilder<'t> {
    /// A builder whose code objects all share this file name object.
    pub fn new(thread: &'t Thread, filename: Ref<Str>) -> CodeBuilder<'t> {
        CodeBuilder {
            thread,
            filename,
            made: HashMap::new(),
            tuples: HashMap::new(),
            empty_bytes: None,
            scaffold: None,
            tree: Vec::new(),
            held: Vec::new(),
        }
    }

    /// The same with the tree that the code comes from.
    pub fn with_tree(self, tree: Vec<Held>) -> Result<CodeBuilder<'t>> {
        let is_new = |held: &Held| {
            held.folded && matches!(&*held.value, Const::Bytes(bytes) if bytes.is_empty())
        };
        let empty_bytes = match tree.iter().any(is_new) {
            true => Some(Bytes::unshared(self.thread, &[])?.into_object()),
            false => None,
        };
        Ok(CodeBuilder {
            tree,
            empty_bytes,
            ..self
        })
    }

    /// The same with the tables that 3.13's compiler has at hand: see `scaffold.rs`.
    pub fn with_tables(self, tables: Tables) -> Result<CodeBuilder<'t>> {
        let scaffold = Scaffold::new(self.thread, tables)?;
        let mut held = self.held;
        held.push(scaffold.arena.clone());
        Ok(CodeBuilder {
            scaffold: Some(scaffold),
            held,
            ..self
        })
    }

    /// A code object, with those nested in its constants.
    pub fn build(&mut self, data: &Arc<CodeData>) -> Result<Ref<Code>> {
        let thread = self.thread;
        let consts = self.all(&data.consts)?;
        if let Some(scaffold) = &mut self.scaffold {
            scaffold.finish(thread, data)?;
        }
        let names = self.names(&data.names)?;
        let names = self.merged(names)?;
        let consts = self.merged(consts)?;
        let locals = self.names(&data.localsplus_names)?;
        let locals = self.merged(locals)?;
        let tables = packed::Tables::of(data).map_err(|broken| refuse(thread, broken))?;
        let code = complete(thread, tables.into(), &Numbers::of(data), consts)?;
        code.names.set(Some(names));
        code.localsplus_names.set(Some(locals));
        if data.handlers.is_empty() {
            let empty = self.empty_bytes()?;
            code.exception_table.set(empty.downcast_into().ok());
        }
        code.filename.set(Some(self.filename.clone()));
        self.set_names(&code, data)?;
        Ok(code)
    }

    /// A name of a source stays for good. What the compiler puts together is interned only: the name of a scope of type parameters, and a
    /// qualified name, which in a class body is the constant that the body sets.
    fn set_names(&self, code: &Code, data: &CodeData) -> Result<()> {
        let thread = self.thread;
        let name = match data.name.contains(' ') {
            true => str::intern(thread, Str::new(thread, &data.name)?)?,
            false => str::intern_static(thread, &data.name)?,
        };
        let qualname = if data.qualname == data.name {
            name.clone()
        } else {
            let stated = data.consts.iter().find(|value| {
                matches!(&***value, Const::Str(text) if **text == *data.qualname.as_bytes())
            });
            let of_class = stated.filter(|_| data.flags & flags::OPTIMIZED == 0);
            let constant = of_class.and_then(|value| self.made.get(&Arc::as_ptr(value)));
            let text = match constant.and_then(|made| made.downcast::<Str>()) {
                Some(made) => Ref::new(made),
                None => Str::new(thread, &data.qualname)?,
            };
            str::intern(thread, text)?
        };
        code.name.set(Some(name));
        code.qualname.set(Some(qualname));
        Ok(())
    }

    fn names(&self, names: &[Arc<str>]) -> Result<Ref<Tuple>> {
        let mut items = Vec::with_capacity(names.len());
        for name in names {
            items.push(str::intern_static(self.thread, name)?.into_object());
        }
        Tuple::from_slice(self.thread, &items)
    }

    fn all(&mut self, consts: &[Arc<Const>]) -> Result<Ref<Tuple>> {
        let mut items = Vec::with_capacity(consts.len());
        for value in consts {
            let item = self.constant(value)?;
            if let Some(scaffold) = &mut self.scaffold {
                scaffold.constant(self.thread, &item)?;
            }
            items.push(item);
        }
        Tuple::from_slice(self.thread, &items)
    }

    fn constant(&mut self, value: &Arc<Const>) -> Result<Ref> {
        let key = Arc::as_ptr(value);
        if let Some(known) = self.made.get(&key) {
            return Ok(known.clone());
        }
        let known = self
            .tree
            .iter()
            .position(|held| Arc::as_ptr(&held.value) == key);
        let held = known.map(|at| self.tree.swap_remove(at));
        let fresh = match &**value {
            Const::Bytes(bytes) if bytes.is_empty() => self.empty_bytes()?,
            Const::Tuple(items) => {
                let own = self.all(items)?;
                let shared = self.shared(own.clone());
                if shared.as_object().id() != own.as_object().id() {
                    self.made.insert(key, shared.clone().into_object());
                    return Ok(shared.into_object());
                }
                own.into_object()
            }
            _ => self.make(value)?,
        };
        if let Some(held) = held
            && !fresh.is_immortal()
            && !self.is_old_text(&fresh)
        {
            let again = std::iter::repeat_n(&fresh, held.count as usize);
            self.held.extend(again.cloned());
        }
        self.made.insert(key, fresh.clone());
        Ok(fresh)
    }

    /// Whether it is text that was interned before: the tree holds its own copy then.
    fn is_old_text(&self, fresh: &Object) -> bool {
        // What interns it counts no reference: a new one is held by this handle alone.
        fresh.is_exactly(Builtin::Str) && fresh.refcount() > 1
    }

    fn empty_bytes(&mut self) -> Result<Ref> {
        match &self.empty_bytes {
            Some(known) => Ok(known.clone()),
            None => Ok(Bytes::new(self.thread, &[])?.into_object()),
        }
    }

    /// As `shared`, for a row of a finished unit.
    fn merged(&mut self, row: Ref<Tuple>) -> Result<Ref<Tuple>> {
        if let Some(scaffold) = &mut self.scaffold {
            scaffold.row(self.thread, &row)?;
        }
        Ok(self.shared(row))
    }

    /// The tuple that has these items already, or this one.
    fn shared(&mut self, tuple: Ref<Tuple>) -> Ref<Tuple> {
        let key = tuple.items().iter().map(|item| item.id()).collect();
        self.tuples.entry(key).or_insert(tuple).clone()
    }

    /// The object of a constant that nothing else uses.
    pub fn make(&mut self, value: &Const) -> Result<Ref> {
        Ok(match value {
            Const::Tuple(items) => self.all(items)?.into_object(),
            Const::FrozenSet(items) => frozen_set(self.thread, self.all(items)?)?,
            Const::Code(data) => self.build(data)?.into_object(),
            plain => leaf(self.thread, plain)?,
        })
    }
}

/// The object of a constant that holds no other.
pub(super) fn leaf(thread: &Thread, value: &Const) -> Result<Ref> {
    let heap: &Heap = thread.heap();
    Ok(match value {
        Const::None => heap.none(),
        Const::True => heap.bool(true),
        Const::False => heap.bool(false),
        Const::Ellipsis => heap.ellipsis(),
        Const::Int(number) => Int::new(thread, *number as isize)?,
        Const::BigInt { negative, digits } => Int::from_u32_digits(thread, *negative, digits)?,
        Const::Float(number) => Float::new(thread, *number)?,
        Const::Complex { real, imag } => {
            let parts = [Float::new(thread, *real)?, Float::new(thread, *imag)?];
            protocol::call(thread, heap.builtin(Builtin::Complex).as_object(), &parts)?
        }
        Const::Str(text) => self::text(thread, text)?,
        Const::Bytes(bytes) => Bytes::new(thread, bytes)?.into_object(),
        Const::Tuple(_) | Const::FrozenSet(_) | Const::Code(_) => {
            return Err(thread.system_error(format_args!("a constant that holds others")));
        }
    })
}

pub(super) fn frozen_set(thread: &Thread, items: Ref<Tuple>) -> Result<Ref> {
    let kind = thread.heap().builtin(Builtin::FrozenSet);
    protocol::call(thread, kind.as_object(), &[items.into_object()])
}

/// Text that looks like a name is interned.
pub(super) fn text(thread: &Thread, text: &[u8]) -> Result<Ref> {
    let fresh = Str::from_wtf8(thread, text)?;
    let fresh = if looks_like_name(text) {
        str::intern(thread, fresh)?
    } else {
        fresh
    };
    Ok(fresh.into_object())
}

pub(super) fn looks_like_name(text: &[u8]) -> bool {
    text.iter().all(|&b| b.is_ascii_alphanumeric() || b == b'_')
}

/// The error for packed code that can't be read.
pub(super) fn refuse(thread: &Thread, broken: Broken) -> Raised {
    thread.system_error(format_args!("{broken}"))
}

/// A code object without its names.
pub(super) fn complete(
    thread: &Thread,
    tables: Arc<packed::Tables>,
    numbers: &Numbers,
    consts: Ref<Tuple>,
) -> Result<Ref<Code>> {
    let code = allocate(thread, numbers.cpython_code_units as usize)?;
    describe(&code, &tables, numbers);
    code.install(thread.heap(), tables, consts)?;
    Ok(code)
}

fn allocate(thread: &Thread, units: usize) -> Result<Ref<Code>> {
    let fresh = thread
        .heap()
        .alloc(thread.heap().builtin(Builtin::Code), units)?;
    let Ok(code) = fresh.downcast_into::<Code>() else {
        return Err(thread.system_error(format_args!("code type without its layout")));
    };
    code.units.set(units);
    Ok(code)
}

/// Copies the numbers that frames need.
fn describe(code: &Code, tables: &packed::Tables, numbers: &Numbers) {
    let localsplus = tables.nlocalsplus() as u32;
    code.word_count.set(tables.word_count() as u32);
    code.nlocalsplus.set(localsplus);
    code.temp_count.set(numbers.temp_count);
    code.window.set(localsplus + numbers.temp_count);
    code.arg_count.set(numbers.arg_count);
    code.pos_only.set(numbers.pos_only_arg_count);
    code.kw_only.set(numbers.kw_only_arg_count);
    code.flags.set(numbers.flags);
    code.stack_size.set(numbers.cpython_stacksize);
    code.first_line.set(numbers.first_line);
    code.nlocals.set(numbers.nlocals);
    code.first_free.set(numbers.first_free);
    code.id.set(super::next_id(code.as_object().heap()));
}

/// The numbers as they were compiled, or as `replace` last left them.
fn numbers(code: &Code) -> Numbers {
    Numbers {
        arg_count: code.arg_count.get(),
        pos_only_arg_count: code.pos_only.get(),
        kw_only_arg_count: code.kw_only.get(),
        flags: code.flags.get(),
        first_line: code.first_line.get(),
        cpython_stacksize: code.stack_size.get(),
        cpython_code_units: code.units.get() as u32,
        temp_count: code.temp_count.get(),
        nlocals: code.nlocals.get(),
        first_free: code.first_free.get(),
    }
}

/// A copy of the code object, sharing every object and the tables.
pub(super) fn copy(thread: &Thread, old: &Code) -> Result<Ref<Code>> {
    let consts = match old.consts.get() {
        Some(consts) => consts,
        None => Tuple::from_slice(thread, &[])?,
    };
    let code = complete(thread, old.share_tables(), &numbers(old), consts)?;
    code.names.set(old.names.get());
    code.localsplus_names.set(old.localsplus_names.get());
    code.filename.set(old.filename.get());
    code.name.set(old.name.get());
    code.qualname.set(old.qualname.get());
    Ok(code)
}

/// The docstring: the first constant when it is text.
pub(super) fn doc(thread: &Thread, code: &Code) -> Ref {
    let first = code.consts.get().and_then(|c| c.items().first().cloned());
    match first {
        Some(doc) if is_text(&doc) => doc,
        _ => thread.heap().none(),
    }
}

fn is_text(object: &Object) -> bool {
    object.downcast::<Str>().is_some()
}
