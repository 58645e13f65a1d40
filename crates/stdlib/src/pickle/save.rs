//! Taking an object apart: which way each goes.

use super::opcodes::*;
use super::pickler::Pickler;
use super::state::State;
use object::{Builtin, Object, Ref, Result, Thread};
use types::{Int, Str, Tuple, protocol};

/// A pickler at work.
pub(super) struct Saver<'a> {
    pub thread: &'a Thread,
    pub it: &'a Pickler,
    pub state: &'a State,
}

impl<'a> Saver<'a> {
    pub fn new(thread: &'a Thread, it: &'a Pickler, state: &'a State) -> Saver<'a> {
        Saver { thread, it, state }
    }

    #[inline]
    pub fn write(&self, bytes: &[u8]) -> Result<()> {
        self.it.write(self.thread, bytes)
    }

    #[inline]
    pub fn proto(&self) -> i32 {
        self.it.proto.get()
    }

    #[inline]
    pub fn is_binary(&self) -> bool {
        self.it.bin.get() != 0
    }

    /// Writes an object. `named`: it is what `persistent_id` answered, which isn't asked again.
    pub fn save(&self, object: &Object, named: bool) -> Result<()> {
        self.it.boundary(self.thread)?;
        if !named && !self.it.persistent_id.is_none() && self.save_named(object)? {
            return Ok(());
        }
        let kind = object.builtin();
        match kind {
            Builtin::NoneType => return self.write(&[NONE]),
            Builtin::Bool => return self.save_bool(object.is(&self.thread.heap().bool(true))),
            Builtin::Int => return self.save_int(object),
            Builtin::Float => return self.save_float(object),
            _ => {}
        }
        if let Some(index) = self.it.memo.get(object) {
            return self.fetch(index);
        }
        match kind {
            Builtin::Bytes => return self.save_bytes(object),
            Builtin::Str => return self.save_str(object),
            _ => {}
        }
        let _deeper = self.thread.enter(" while pickling an object")?;
        match kind {
            Builtin::Dict => self.save_dict(object),
            Builtin::Set => self.save_set(object),
            Builtin::FrozenSet => self.save_frozenset(object),
            Builtin::List => self.save_list(object),
            Builtin::Tuple => self.save_tuple(object),
            Builtin::ByteArray => self.save_bytearray(object),
            _ => self.save_other(object),
        }
    }

    /// What has no opcodes of its own.
    fn save_other(&self, object: &Object) -> Result<()> {
        if object
            .downcast::<types::memoryview::PickleBuffer>()
            .is_some()
        {
            return self.save_buffer(object);
        }
        if let Some(reducer) = self.it.reducer_override.get() {
            let value = protocol::call_one(self.thread, &reducer, object)?;
            if !value.is_exactly(Builtin::NotImplemented) {
                return self.save_reduced(&value, object);
            }
        }
        match object.builtin() {
            Builtin::Type => return self.save_type(object),
            Builtin::Function => return self.save_global(object, None),
            _ => {}
        }
        match self.reducer(object)? {
            Some(value) => self.save_reduced(&value, object),
            None => self.save_global(object, None),
        }
    }

    /// What the object's reducer answers; none for classes of other metaclasses, which go by their name.
    fn reducer(&self, object: &Object) -> Result<Option<Ref>> {
        let thread = self.thread;
        let class = object.ty().as_object();
        let registered = match self.it.dispatch_table.get() {
            None => self
                .state
                .kept(thread, &self.state.dispatch_table)?
                .get(thread, class)?,
            Some(table) => match protocol::getitem(thread, &table, class) {
                Ok(found) => Some(found),
                Err(raised) if !thread.pending_is(Builtin::KeyError) => return Err(raised),
                Err(_) => {
                    drop(thread.take_pending());
                    None
                }
            },
        };
        if let Some(reduce) = registered {
            return protocol::call_one(thread, &reduce, object).map(Some);
        }
        if object.isinstance(Builtin::Type) {
            return Ok(None);
        }
        let known = types::names(thread);
        if let Some(reduce) = protocol::getattr_opt(thread, object, known.__reduce_ex__())? {
            let proto = Int::new(thread, self.proto() as isize)?;
            return protocol::call(thread, &reduce, &[proto]).map(Some);
        }
        match protocol::getattr_opt(thread, object, known.__reduce__())? {
            Some(reduce) => protocol::call(thread, &reduce, &[]).map(Some),
            None => {
                let shown = protocol::repr(thread, object)?;
                let name = object.ty().name();
                let text = format_args!("can't pickle '{name}' object: {shown}");
                Err(self.state.pickling(thread, text))
            }
        }
    }

    fn save_reduced(&self, value: &Object, object: &Object) -> Result<()> {
        if let Some(name) = value.downcast::<Str>() {
            return self.save_global(object, Some(name));
        }
        match value.downcast::<Tuple>() {
            Some(parts) => self.save_reduce(parts, Some(object)),
            None => {
                let text = format_args!("__reduce__ must return a string or tuple");
                Err(self.state.pickling(self.thread, text))
            }
        }
    }

    /// Asks `persistent_id`; true when it had an answer, which then is written in place of the object.
    fn save_named(&self, object: &Object) -> Result<bool> {
        let thread = self.thread;
        let Some(ask) = self.it.persistent_id.get() else {
            return Ok(false);
        };
        let id = protocol::call_one(thread, &ask, object)?;
        if id.is_exactly(Builtin::NoneType) {
            return Ok(false);
        }
        if self.is_binary() {
            self.save(&id, true)?;
            self.write(&[BINPERSID])?;
            return Ok(true);
        }
        let text = protocol::to_str(thread, &id)?;
        let Some(text) = text.as_ascii() else {
            let text = format_args!("persistent IDs in protocol 0 must be ASCII strings");
            return Err(self.state.pickling(thread, text));
        };
        self.write(&[PERSID])?;
        self.write(text.as_bytes())?;
        self.write(b"\n")?;
        Ok(true)
    }

    /// Refers to an object that was written before.
    pub fn fetch(&self, index: usize) -> Result<()> {
        self.write_index(GET, BINGET, LONG_BINGET, "LONG_BINGET", index)
    }

    /// Remembers an object that has just been written.
    pub fn memoize(&self, object: &Object) -> Result<()> {
        if self.it.fast.get() != 0 {
            return Ok(());
        }
        let index = self.it.memo.len();
        self.it
            .memo
            .set(self.thread.heap(), object.to_ref(), index)?;
        if self.proto() >= 4 {
            return self.write(&[MEMOIZE]);
        }
        self.write_index(PUT, BINPUT, LONG_BINPUT, "LONG_BINPUT", index)
    }

    fn write_index(&self, text: u8, short: u8, long: u8, name: &str, index: usize) -> Result<()> {
        if !self.is_binary() {
            self.write(&[text])?;
            return self.write_decimal(index as i64);
        }
        if let Ok(index) = u8::try_from(index) {
            return self.write(&[short, index]);
        }
        match u32::try_from(index) {
            Ok(index) => {
                let [a, b, c, d] = index.to_le_bytes();
                self.write(&[long, a, b, c, d])
            }
            Err(_) => {
                let text = format_args!("memo id too large for {name}");
                Err(self.state.pickling(self.thread, text))
            }
        }
    }

    /// A number in digits, and the end of the line.
    pub fn write_decimal(&self, number: i64) -> Result<()> {
        let mut text = [0; 24];
        let mut rest = &mut text[..];
        let done = std::io::Write::write_fmt(&mut rest, format_args!("{number}\n"));
        let len = 24 - rest.len();
        debug_assert!(done.is_ok());
        self.write(&text[..len])
    }
}
