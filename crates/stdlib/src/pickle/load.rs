//! Running a pickle: the stack, its marks, the opcodes.

use super::opcodes::*;
use super::state::State;
use super::unpickler::{Pdata, Unpickler};
use object::{Builtin, Object, Raised, Ref, Result, Thread};
use types::{Int, protocol};

/// An unpickler at work.
pub(super) struct Loader<'a> {
    pub thread: &'a Thread,
    pub it: &'a Unpickler,
    pub state: &'a State,
    pub stack: Ref<Pdata>,
}

/// Reads a pickle and makes its object.
pub(super) fn run(thread: &Thread, it: &Unpickler, state: &State) -> Result<Ref> {
    let stack = it
        .stack
        .get()
        .ok_or_else(|| thread.system_error(format_args!("an unpickler without its stack")))?;
    let loader = Loader {
        thread,
        it,
        state,
        stack,
    };
    let done = loader.run();
    it.persistent_load.set(None);
    done
}

impl Loader<'_> {
    fn run(&self) -> Result<Ref> {
        let thread = self.thread;
        self.it.marks.clear();
        self.stack.marked.set(false);
        self.stack.fence.set(0);
        self.it.proto.set(0);
        self.stack.items.truncate(0);
        let name = self.state.names.persistent_load(thread)?;
        let method = protocol::getattr_opt(thread, self.it.as_object(), &name)?;
        self.it.persistent_load.set(method);
        loop {
            let Ok(opcode) = self.it.take_one(thread) else {
                return Err(self.ran_out());
            };
            if opcode == STOP {
                break;
            }
            self.step(opcode)?;
        }
        self.it.skip_used(thread)?;
        self.pop()
    }

    /// The stream ends where an opcode should stand.
    #[cold]
    fn ran_out(&self) -> Raised {
        let thread = self.thread;
        let class = self.state.unpickling_error.get();
        let pending = thread.pending();
        if let (Some(class), Some(pending)) = (class, pending)
            && matches!(
                protocol::recursive_isinstance(thread, &pending, &class),
                Ok(true)
            )
        {
            drop(thread.take_pending());
            return thread.raise(Builtin::EOFError, format_args!("Ran out of input"));
        }
        Raised
    }

    /// One operation.
    fn step(&self, opcode: u8) -> Result<()> {
        match opcode {
            NONE => self.push(self.thread.heap().none()),
            BININT => self.load_binary_int::<4>(),
            BININT1 => self.load_small_int(),
            BININT2 => self.load_binary_int::<2>(),
            SHORT_BINUNICODE => self.load_text(1),
            BINUNICODE => self.load_text(4),
            BINUNICODE8 => self.load_text(8),
            MEMOIZE => self.load_memoize(),
            BINPUT => self.load_put_binary::<1>(),
            BINGET => self.load_get_binary::<1>(),
            LONG_BINPUT => self.load_put_binary::<4>(),
            LONG_BINGET => self.load_get_binary::<4>(),
            MARK => self.load_mark(),
            BINFLOAT => self.load_binary_float(),
            EMPTY_TUPLE => self.push(self.thread.heap().empty_tuple()),
            TUPLE1 => self.load_short_tuple(1),
            TUPLE2 => self.load_short_tuple(2),
            TUPLE3 => self.load_short_tuple(3),
            TUPLE => self.load_tuple(),
            EMPTY_LIST => self.push(types::List::new(self.thread)?.into_object()),
            EMPTY_DICT => self.push(types::Dict::new(self.thread)?.into_object()),
            EMPTY_SET => self.push(types::set::empty(self.thread)?),
            APPENDS => self.load_appends(),
            APPEND => self.append_from(self.stack.items.len().wrapping_sub(1)),
            SETITEMS => self.load_setitems(),
            SETITEM => self.set_items_from(self.stack.items.len().wrapping_sub(2)),
            BUILD => self.load_build(),
            REDUCE => self.load_reduce(),
            NEWOBJ => self.load_new(false),
            STACK_GLOBAL => self.load_stack_global(),
            NEWTRUE => self.push(self.thread.heap().bool(true)),
            NEWFALSE => self.push(self.thread.heap().bool(false)),
            FRAME => self.load_frame(),
            PROTO => self.load_protocol(),
            _ => self.step_rare(opcode),
        }
    }

    fn step_rare(&self, opcode: u8) -> Result<()> {
        match opcode {
            SHORT_BINBYTES => self.load_bytes(1),
            BINBYTES => self.load_bytes(4),
            BINBYTES8 => self.load_bytes(8),
            BYTEARRAY8 => self.load_bytearray(),
            NEXT_BUFFER => self.load_next_buffer(),
            READONLY_BUFFER => self.load_readonly_buffer(),
            INT => self.load_int(),
            LONG => self.load_long(),
            LONG1 => self.load_counted_long::<1>(),
            LONG4 => self.load_counted_long::<4>(),
            FLOAT => self.load_float(),
            STRING => self.load_string(),
            BINSTRING => self.load_binary_string(4),
            SHORT_BINSTRING => self.load_binary_string(1),
            UNICODE => self.load_unicode(),
            GLOBAL => self.load_global(),
            INST => self.load_inst(),
            OBJ => self.load_obj(),
            NEWOBJ_EX => self.load_new(true),
            LIST => self.load_list(),
            DICT => self.load_dict(),
            FROZENSET => self.load_frozenset(),
            ADDITEMS => self.load_additems(),
            POP => self.load_pop(),
            POP_MARK => {
                let mark = self.mark()?;
                self.stack.items.truncate(mark);
                Ok(())
            }
            DUP => match self.peek() {
                Some(top) => self.push(top),
                None => Err(self.underflow()),
            },
            GET => self.load_get(),
            PUT => self.load_put(),
            PERSID => self.load_persid(),
            BINPERSID => {
                let id = self.pop()?;
                self.load_persistent(&id)
            }
            EXT1 => self.load_extension::<1>(),
            EXT2 => self.load_extension::<2>(),
            EXT4 => self.load_extension::<4>(),
            _ => Err(self.unknown(opcode)),
        }
    }

    #[cold]
    fn unknown(&self, opcode: u8) -> Raised {
        match opcode {
            b'\'' | b'\\' => {}
            b' '..=b'~' => {
                let text = format_args!("invalid load key, '{}'.", char::from(opcode));
                return self.state.unpickling(self.thread, text);
            }
            _ => {}
        }
        let text = format_args!("invalid load key, '\\x{opcode:02x}'.");
        self.state.unpickling(self.thread, text)
    }

    #[inline]
    pub fn push(&self, item: Ref) -> Result<()> {
        self.stack.items.push(self.thread.heap(), item)
    }

    /// Takes the topmost item, unless a mark stands on it.
    #[inline]
    pub fn pop(&self) -> Result<Ref> {
        if self.stack.items.len() > self.stack.fence.get()
            && let Some(item) = self.stack.items.pop()
        {
            return Ok(item);
        }
        Err(self.underflow())
    }

    /// The topmost item, unless a mark stands on it.
    #[inline]
    pub fn peek(&self) -> Option<Ref> {
        let len = self.stack.items.len();
        match len > self.stack.fence.get() {
            true => self.stack.items.get(len - 1),
            false => None,
        }
    }

    #[cold]
    pub fn underflow(&self) -> Raised {
        let text = match self.stack.marked.get() {
            true => "unexpected MARK found",
            false => "unpickling stack underflow",
        };
        self.state.unpickling(self.thread, format_args!("{text}"))
    }

    fn load_mark(&self) -> Result<()> {
        let len = self.stack.items.len();
        self.it.marks.push(self.thread.heap(), len)?;
        self.stack.marked.set(true);
        self.stack.fence.set(len);
        Ok(())
    }

    /// Takes the topmost mark: where on the stack it stands.
    #[inline]
    pub fn mark(&self) -> Result<usize> {
        let Some(mark) = self.it.marks.pop() else {
            return Err(self
                .state
                .unpickling(self.thread, format_args!("could not find MARK")));
        };
        self.fence_again();
        Ok(mark)
    }

    fn fence_again(&self) {
        let below = self.it.marks.last();
        self.stack.marked.set(below.is_some());
        self.stack.fence.set(below.unwrap_or(0));
    }

    /// A mark stands on the same stack as the items: whatever is topmost goes.
    fn load_pop(&self) -> Result<()> {
        let len = self.stack.items.len();
        if self.it.marks.last() == Some(len) {
            self.it.marks.pop();
            self.fence_again();
            return Ok(());
        }
        self.pop().map(drop)
    }

    #[inline]
    fn load_memoize(&self) -> Result<()> {
        match self.peek() {
            Some(top) => self
                .it
                .memo
                .put(self.thread.heap(), self.it.memo.used(), top),
            None => Err(self.underflow()),
        }
    }

    /// A number of so many bytes, the lowest first.
    #[inline]
    pub fn number<const N: usize>(&self) -> Result<u64> {
        let bytes = self.it.take_some::<N>(self.thread)?;
        let mut wide = [0; 8];
        wide[..N].copy_from_slice(&bytes);
        Ok(u64::from_le_bytes(wide))
    }

    /// A length of one, four or eight bytes.
    #[inline]
    pub fn length(&self, bytes: usize, what: &str) -> Result<usize> {
        let length = match bytes {
            1 => self.number::<1>()?,
            4 => self.number::<4>()?,
            _ => self.number::<8>()?,
        };
        match isize::try_from(length) {
            Ok(length) => Ok(length as usize),
            Err(_) => Err(self.thread.raise(
                Builtin::OverflowError,
                format_args!(
                    "{what} exceeds system's maximum {}of {} bytes",
                    if what == "FRAME length" { "" } else { "size " },
                    isize::MAX
                ),
            )),
        }
    }

    fn load_put_binary<const N: usize>(&self) -> Result<()> {
        let index = self.number::<N>()? as usize;
        match self.peek() {
            Some(top) => self.it.memo.put(self.thread.heap(), index, top),
            None => Err(self.underflow()),
        }
    }

    fn load_get_binary<const N: usize>(&self) -> Result<()> {
        let index = self.number::<N>()? as usize;
        self.get(index)
    }

    fn get(&self, index: usize) -> Result<()> {
        match self.it.memo.get(index) {
            Some(value) => self.push(value),
            None => {
                let text = format_args!("Memo value not found at index {index}");
                Err(self.state.unpickling(self.thread, text))
            }
        }
    }

    /// The number of a memo's place on a line.
    fn place(&self) -> Result<isize> {
        let number = self.line_number(10)?;
        match number.downcast::<Int>().and_then(Int::as_isize) {
            Some(place) => Ok(place),
            None => Err(self.thread.raise(
                Builtin::OverflowError,
                format_args!("Python int too large to convert to C ssize_t"),
            )),
        }
    }

    fn load_get(&self) -> Result<()> {
        match self.place()? {
            place @ 0.. => self.get(place as usize),
            place => {
                let text = format_args!("Memo value not found at index {place}");
                Err(self.state.unpickling(self.thread, text))
            }
        }
    }

    fn load_put(&self) -> Result<()> {
        let line = self.line_number_after(10, || match self.peek() {
            Some(_) => Ok(()),
            None => Err(self.underflow()),
        })?;
        let Some(place) = line.downcast::<Int>().and_then(Int::as_isize) else {
            return Err(self.thread.raise(
                Builtin::OverflowError,
                format_args!("Python int too large to convert to C ssize_t"),
            ));
        };
        match (self.peek(), place) {
            (Some(top), 0..) => self.it.memo.put(self.thread.heap(), place as usize, top),
            (None, _) => Err(self.underflow()),
            _ => Err(self
                .thread
                .value_error(format_args!("negative PUT argument"))),
        }
    }

    fn load_protocol(&self) -> Result<()> {
        let proto = self.it.take_one(self.thread)?;
        if i32::from(proto) <= HIGHEST {
            self.it.proto.set(i32::from(proto));
            return Ok(());
        }
        Err(self
            .thread
            .value_error(format_args!("unsupported pickle protocol: {proto}")))
    }

    /// A frame's bytes come at once, and are then read again from its start.
    fn load_frame(&self) -> Result<()> {
        let length = self.length(8, "FRAME length")?;
        self.it.take(self.thread, length)?;
        self.it.next.set(self.it.next.get() - length);
        Ok(())
    }

    fn load_persid(&self) -> Result<()> {
        let thread = self.thread;
        let line = self.it.take_line(thread)?;
        let id = &line[..line.len() - 1];
        if !id.is_ascii() {
            let text = format_args!("persistent IDs in protocol 0 must be ASCII strings");
            return Err(self.state.unpickling(thread, text));
        }
        let id = types::Str::from_ascii(thread, id)?;
        self.load_persistent(id.as_object())
    }

    fn load_persistent(&self, id: &Object) -> Result<()> {
        match self.it.persistent_load.get() {
            Some(load) => self.push(protocol::call_one(self.thread, &load, id)?),
            None => Err(super::unpickler::no_persistent_load(self.thread)),
        }
    }
}
