//! From the compiler's plain data to code objects: constants are made once for each compilation.
//!
//! Two uses of one `Arc<Const>` become the same object. Text that looks like a name is interned, names themselves for
//! the life of the heap, both as 3.13's compiler does.

use super::Code;
use crate::bytes::Bytes;
use crate::float::Float;
use crate::int::Int;
use crate::protocol;
use crate::str::{self, Str};
use crate::tuple::Tuple;
use bytecode::{CodeData, Const};
use object::{Builtin, Heap, Object, Ref, Result, Thread};
use std::collections::HashMap;
use std::sync::Arc;

/// Makes the code objects of one compilation.
pub struct CodeBuilder<'t> {
    thread: &'t Thread,
    filename: Ref<Str>,
    made: HashMap<*const Const, Ref>,
}

impl<'t> CodeBuilder<'t> {
    /// A builder whose code objects all share this file name object.
    pub fn new(thread: &'t Thread, filename: Ref<Str>) -> CodeBuilder<'t> {
        CodeBuilder {
            thread,
            filename,
            made: HashMap::new(),
        }
    }

    /// A code object, with those nested in its constants.
    pub fn build(&mut self, data: &Arc<CodeData>) -> Result<Ref<Code>> {
        let thread = self.thread;
        let consts = self.all(&data.consts)?;
        let code = allocate(thread, data)?;
        code.install(thread.heap(), data, consts)?;
        code.names.set(Some(self.names(&data.names)?));
        code.localsplus_names
            .set(Some(self.names(&data.localsplus_names)?));
        code.filename.set(Some(self.filename.clone()));
        code.name.set(Some(str::intern_static(thread, &data.name)?));
        code.qualname
            .set(Some(str::intern_static(thread, &data.qualname)?));
        describe(&code, data);
        Ok(code)
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
            items.push(self.constant(value)?);
        }
        Tuple::from_slice(self.thread, &items)
    }

    fn constant(&mut self, value: &Arc<Const>) -> Result<Ref> {
        let key = Arc::as_ptr(value);
        if let Some(known) = self.made.get(&key) {
            return Ok(known.clone());
        }
        let fresh = self.make(value)?;
        self.made.insert(key, fresh.clone());
        Ok(fresh)
    }

    /// The object of a constant that nothing else uses.
    pub fn make(&mut self, value: &Const) -> Result<Ref> {
        let thread = self.thread;
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
            Const::Str(text) => self.text(text)?,
            Const::Bytes(bytes) => Bytes::new(thread, bytes)?.into_object(),
            Const::Tuple(items) => self.all(items)?.into_object(),
            Const::FrozenSet(items) => {
                let items = self.all(items)?.into_object();
                protocol::call(
                    thread,
                    heap.builtin(Builtin::FrozenSet).as_object(),
                    &[items],
                )?
            }
            Const::Code(data) => self.build(data)?.into_object(),
        })
    }

    fn text(&self, text: &[u8]) -> Result<Ref> {
        let fresh = Str::from_wtf8(self.thread, text)?;
        let is_name = text.iter().all(|&b| b.is_ascii_alphanumeric() || b == b'_');
        let fresh = if is_name {
            str::intern(self.thread, fresh)?
        } else {
            fresh
        };
        Ok(fresh.into_object())
    }
}

fn allocate(thread: &Thread, data: &CodeData) -> Result<Ref<Code>> {
    let units = data.cpython_code_units as usize;
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
fn describe(code: &Code, data: &CodeData) {
    let localsplus = data.nlocalsplus() as u32;
    code.word_count.set(data.code.len() as u32);
    code.nlocalsplus.set(localsplus);
    code.temp_count.set(data.temp_count);
    code.window.set(localsplus + data.temp_count);
    code.arg_count.set(data.arg_count);
    code.pos_only.set(data.pos_only_arg_count);
    code.kw_only.set(data.kw_only_arg_count);
    code.flags.set(data.flags);
    code.stack_size.set(data.cpython_stacksize);
    code.first_line.set(data.first_line);
    code.nlocals.set(data.nlocals() as u32);
    code.first_free.set(data.first_free() as u32);
    code.id.set(super::next_id(code.as_object().heap()));
}

/// A copy of the code object over other tables, sharing every object that the change leaves alone.
pub(super) fn copy(thread: &Thread, old: &Code, data: &Arc<CodeData>) -> Result<Ref<Code>> {
    let consts = old.consts.get();
    let code = allocate(thread, data)?;
    code.install(
        thread.heap(),
        data,
        consts.unwrap_or(Tuple::from_slice(thread, &[])?),
    )?;
    code.names.set(old.names.get());
    code.localsplus_names.set(old.localsplus_names.get());
    code.filename.set(old.filename.get());
    code.name.set(old.name.get());
    code.qualname.set(old.qualname.get());
    describe(&code, data);
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
