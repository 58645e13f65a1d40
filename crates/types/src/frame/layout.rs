//! The layouts of frames: what runs, what is saved, what a program sees.
//!
//! ```text
//! Saved    0 code  8 function  16 locals mapping  24 frame object  32 pc  40 registers  48 live temporaries  52 owner
//! Record   0 Saved  56 globals  64 builtins  72 constants  80 caller's next  88 destination  96 generator  104 kind, dying
//! Frame    0 header  16 back  24 where its Saved is  32 trace  40 line, flags  48 extra locals  56 overwritten  64 Saved
//!        120 reserved  136 registers …
//! ```
//! A [`Record`] is an entry of the interpreter's control stack. A suspended generator keeps the same [`Saved`] part inside
//! itself, and a frame object that outlives its run keeps it too; `Frame::at` leads to the one that is valid.
//! 136 bytes and a word for each local and each slot of 3.13's stack: `sys.getsizeof(frame)` is what the block holds.

use crate::code::Code;
use crate::dict::Dict;
use crate::function::Function;
use crate::generator::Generator;
use crate::list::List;
use object::{Heap, Layout, LayoutInfo, Object, Ref, Slot, Visit};
use std::cell::Cell;
use std::mem::offset_of;
use std::ptr::NonNull;

/// Who holds a [`Saved`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Owner {
    /// An entry of the control stack: it runs, or calls what runs.
    Stack = 0,
    /// A suspended generator.
    Generator = 1,
    /// The frame object itself: the code has finished.
    Frame = 2,
}

/// The part of a frame that moves between stack, generator and frame object.
#[repr(C)]
pub struct Saved {
    pub code: Slot<Code>,
    pub function: Slot<Function>,
    /// The mapping of class and module bodies.
    pub locals: Slot,
    pub frame: Slot<Frame>,
    /// The instruction being executed; for a suspended generator the one to go on with.
    pub pc: Cell<*const u64>,
    /// The first register.
    pub base: Cell<*const Slot>,
    /// Live temporaries; meaningless on the stack, where the instruction says it.
    pub depth: Cell<u32>,
    pub owner: Cell<Owner>,
}

const _: () = assert!(size_of::<Saved>() == 56);

/// What becomes of the value that a frame returns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Return {
    /// It goes to the caller's register.
    Value = 0,
    /// The run loop that native code entered ends with it.
    Leave = 1,
    /// It must be `None` and is dropped: the instance is in the caller's register already.
    Init = 2,
    /// The frame is a generator's: the caller's iteration is exhausted.
    Exhausted = 3,
    /// The frame is a generator's: `yield from` goes on with the value.
    Delegated = 4,
    /// As `Init`, and what the machine holds for the call goes with the frame.
    InitHeld = 5,
}

/// An entry of the control stack.
#[repr(C)]
pub struct Record {
    pub saved: Saved,
    /// Borrowed from the function.
    pub globals: Cell<*const Dict>,
    pub builtins: Cell<*const Dict>,
    pub consts: Cell<*const NonNull<Object>>,
    /// Where the caller goes on.
    pub resume: Cell<*const u64>,
    /// The caller's register for the result.
    pub dest: Cell<*const Slot>,
    /// The generator that runs here, or null.
    pub generator: Cell<*const Generator>,
    pub kind: Cell<Return>,
    /// The code has finished and its locals are being dropped: nobody sees the frame any more.
    pub dying: Cell<bool>,
}

const _: () = assert!(size_of::<Record>() == 112);

/// A frame object. See the file's head.
#[repr(C)]
pub struct Frame {
    header: Object,
    pub(super) back: Slot<Frame>,
    at: Cell<*const Saved>,
    pub trace: Slot,
    pub line: Cell<i32>,
    pub trace_lines: Cell<bool>,
    pub trace_opcodes: Cell<bool>,
    pub(super) extra: Slot<Dict>,
    pub(super) overwritten: Slot<List>,
    own: Saved,
    reserved: [Cell<usize>; 2],
}

const _: () = assert!(size_of::<Frame>() == 136);

/// The layout of `frame`.
pub static FRAME_LAYOUT: LayoutInfo = LayoutInfo {
    itemsize: 8,
    fields: &[
        offset_of!(Frame, back) as u16,
        offset_of!(Frame, trace) as u16,
        offset_of!(Frame, extra) as u16,
        offset_of!(Frame, overwritten) as u16,
    ],
    traverse: Some(traverse),
    clear: Some(clear),
    release: Some(|object, _: &Heap| clear(object)),
    ..LayoutInfo::new("frame", size_of::<Frame>())
};

// SAFETY: starts with the header; zero is a frame of nothing; `traverse` visits what `fields` doesn't.
unsafe impl Layout for Frame {
    const INFO: &'static LayoutInfo = &FRAME_LAYOUT;
}

fn traverse(object: &Object, visit: Visit) {
    if let Some(frame) = object.downcast::<Frame>() {
        frame.own.visit(visit);
    }
}

fn clear(object: &Object) {
    let Some(frame) = object.downcast::<Frame>() else {
        return;
    };
    if frame.own.owner.get() != Owner::Frame {
        return;
    }
    let dying = frame.as_object().refcount() == 0;
    if dying {
        // As in 3.13 the function goes before the variables, its code at the very end.
        frame.own.function.set(None);
        frame.own.locals.set(None);
    }
    for slot in frame.own.registers() {
        slot.set(None);
    }
    frame.own.locals.set(None);
    if dying {
        frame.own.code.set(None);
    }
}

impl Saved {
    /// Locals and live temporaries of a saved frame.
    pub fn registers(&self) -> &[Slot] {
        // SAFETY: a held code object lives while its holder does.
        let Some(code) = (unsafe { self.code.borrow() }) else {
            return &[];
        };
        let base = self.base.get();
        if base.is_null() {
            return &[];
        }
        let live = match self.owner.get() {
            Owner::Stack => 0,
            _ => self.depth.get(),
        };
        // SAFETY: `base` leads to the holder's registers: localsplus, then the temporaries, of which `depth` are live.
        unsafe { std::slice::from_raw_parts(base, (code.nlocalsplus.get() + live) as usize) }
    }

    /// Drops the live temporaries of a saved frame.
    pub fn drop_temporaries(&self) {
        let live = self.depth.replace(0) as usize;
        let locals = self.registers().len();
        for index in locals..locals + live {
            // SAFETY: `base` leads to the locals and as many live temporaries as `depth` said.
            unsafe { (*self.base.get().add(index)).set(None) };
        }
    }

    /// Visits what the frame holds.
    pub fn visit(&self, visit: Visit) {
        let mut one = |target: Option<NonNull<Object>>| {
            if let Some(target) = target {
                // SAFETY: an owned reference is alive while its holder is.
                visit(unsafe { target.as_ref() });
            }
        };
        one(self.frame.peek().map(NonNull::cast));
        one(self.locals.peek());
        one(self.function.peek().map(NonNull::cast));
        one(self.code.peek().map(NonNull::cast));
        for slot in self.registers() {
            one(slot.peek());
        }
    }

    /// The word index of the instruction.
    pub fn word(&self) -> u32 {
        // SAFETY: a held code object lives while its holder does.
        let Some(code) = (unsafe { self.code.borrow() }) else {
            return 0;
        };
        // A frame may have been entered before another made the words.
        if self.pc.get() == Code::unmade() {
            return 0;
        }
        let offset = (self.pc.get() as usize).wrapping_sub(code.words() as usize) / 8;
        u32::try_from(offset)
            .unwrap_or(0)
            .min(code.word_count.get())
    }

    /// Says that the frame stands before its first instruction, on the line of the definition, and that no handler of its own is in force.
    pub fn set_entering(&self, entering: bool) {
        // SAFETY: a held code object lives while its holder does.
        let Some(code) = (unsafe { self.code.borrow() }) else {
            return;
        };
        if self.pc.get() != Code::unmade() {
            let first = code.words();
            let before = first.wrapping_sub(1);
            self.pc.set(if entering { before } else { first });
        }
    }

    /// Whether it does.
    pub fn is_entering(&self) -> bool {
        // SAFETY: a held code object lives while its holder does.
        let code = unsafe { self.code.borrow() };
        code.is_some_and(|code| self.pc.get() == code.words().wrapping_sub(1))
    }

    /// A frame that ends before its first line counts as having come to it, as in 3.13.
    fn pretend_begun(&self) {
        // SAFETY: a held code object lives while its holder does.
        let Some(code) = (unsafe { self.code.borrow() }) else {
            return;
        };
        if self.word() != 0 || code.line_at(0) != 0 || !code.is_unpacked() {
            return;
        }
        if let Some(word) = (1..code.word_count.get()).find(|&word| code.line_at(word) != 0) {
            self.pc.set(code.words().wrapping_add(word as usize));
        }
    }

    /// Moves everything to another place, which is empty; the registers are the caller's to move. The frame object follows.
    #[inline]
    pub fn move_to(&self, to: &Saved, owner: Owner) {
        debug_assert!(to.code.is_none() && to.function.is_none());
        debug_assert!(to.locals.is_none() && to.frame.is_none());
        // Nothing is dropped: the old words are null.
        std::mem::forget(to.code.replace(self.code.take()));
        std::mem::forget(to.function.replace(self.function.take()));
        std::mem::forget(to.locals.replace(self.locals.take()));
        std::mem::forget(to.frame.replace(self.frame.take()));
        to.pc.set(self.pc.get());
        to.depth.set(self.depth.get());
        to.owner.set(owner);
        // SAFETY: the frame object is alive: `to` owns a reference to it.
        if let Some(frame) = unsafe { to.frame.borrow() } {
            frame.at.set(to);
        }
    }
}

impl Frame {
    /// The frame as any object.
    pub fn as_object(&self) -> &Object {
        &self.header
    }

    /// The valid part: on the stack, in the generator, or its own.
    pub fn saved(&self) -> &Saved {
        let at = self.at.get();
        if at.is_null() {
            return &self.own;
        }
        // SAFETY: whoever moves or ends the frame tells its object first.
        unsafe { &*at }
    }

    /// The record on the control stack, while the frame is there.
    pub fn record(&self) -> Option<&Record> {
        let saved = self.saved();
        if saved.owner.get() != Owner::Stack || saved.code.is_none() {
            return None;
        }
        let record: *const Saved = saved;
        // SAFETY: with this owner the saved part is the first field of a record.
        Some(unsafe { &*record.cast::<Record>() })
    }

    /// The generator that holds the frame, while it is suspended.
    pub fn generator(&self) -> Option<&Generator> {
        let saved = self.saved();
        if saved.owner.get() != Owner::Generator {
            return None;
        }
        let part: *const Saved = saved;
        // SAFETY: with this owner the saved part is the field of a generator.
        Some(unsafe { &*part.byte_sub(Generator::SAVED).cast::<Generator>() })
    }

    /// Points a fresh frame object at the part that it shows.
    pub(super) fn attach(&self, saved: &Saved) {
        self.at.set(saved);
        self.own.owner.set(Owner::Frame);
    }

    /// The first of the frame object's own registers.
    fn own_registers(&self) -> *const Slot {
        (self as *const Frame).wrapping_add(1).cast()
    }

    /// Takes locals, code and function of a frame that ends. The temporaries are gone already.
    pub fn take_over(&self, saved: &Saved) {
        let (from, count) = (saved.base.get(), self.local_count());
        let own = self.own_registers();
        for index in 0..count {
            // SAFETY: the window has `count` locals, and so has the frame object, whose registers are still empty.
            unsafe { (*own.add(index)).set((*from.add(index)).take()) };
        }
        saved.depth.set(0);
        saved.pretend_begun();
        let held = saved.frame.take();
        saved.move_to(&self.own, Owner::Frame);
        self.own.base.set(own);
        self.at.set(std::ptr::null());
        drop(held);
    }

    fn local_count(&self) -> usize {
        // SAFETY: a held code object lives while its holder does.
        unsafe { self.saved().code.borrow() }.map_or(0, |code| code.nlocalsplus.get() as usize)
    }

    /// The generator that the frame belonged to ends, and nobody else holds the frame object: it goes before the variables.
    pub fn detach(&self) {
        self.at.set(std::ptr::null());
    }

    /// Every local register, wherever the frame is. Don't keep it across anything that runs Python code.
    pub fn locals(&self) -> &[Slot] {
        let base = self.saved().base.get();
        if base.is_null() {
            return &[];
        }
        // SAFETY: `base` leads to the registers of the frame, of which the first are the locals.
        unsafe { std::slice::from_raw_parts(base, self.local_count()) }
    }
}

impl Record {
    /// The record below, skipping those that are being torn down; `None` at the bottom.
    pub fn previous(&self) -> Option<&Record> {
        let mut at: *const Record = self;
        loop {
            at = at.wrapping_sub(1);
            // SAFETY: the control stack is contiguous and its first entry has no code.
            let record = unsafe { &*at };
            if record.saved.code.is_none() {
                return None;
            }
            if !record.dying.get() {
                return Some(record);
            }
        }
    }

    /// The globals of the running code.
    pub fn globals(&self) -> Option<Ref<Dict>> {
        // SAFETY: borrowed from the function that the record holds.
        unsafe { self.globals.get().as_ref() }.map(Ref::new)
    }

    /// The builtins of the running code.
    pub fn builtins(&self) -> Option<Ref<Dict>> {
        // SAFETY: as above.
        unsafe { self.builtins.get().as_ref() }.map(Ref::new)
    }
}
