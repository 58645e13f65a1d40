//! The layout of `generator`, `coroutine` and `async_generator`.
//!
//! ```text
//!   0 header  16 weak list  24 name  32 qualname  40 handled exception (value, previous)  56 origin or finalizer
//!  64 hooks inited, closed, running async, state  72 Saved (see frame)  128 record while running  136 reserved
//! 144 registers: localsplus, then 3.13's stack slots
//! ```
//! 144 bytes and a word for each register, as 3.13. A running generator's registers are on the data stack: its own are
//! empty then. Invariant: `saved.base` leads to the registers behind this header while the generator is suspended and is null otherwise.

use crate::frame::{Owner, Record, Saved};
use crate::str::Str;
use object::{Handled, Heap, Layout, LayoutInfo, Object, Slot, Visit};
use std::cell::Cell;
use std::mem::offset_of;

/// Where a generator stands; the numbers are 3.13's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Debug)]
#[repr(i8)]
pub enum State {
    Created = -3,
    Suspended = -2,
    SuspendedYieldFrom = -1,
    Executing = 0,
    Completed = 1,
    Cleared = 4,
}

/// A generator, coroutine or asynchronous generator.
#[repr(C)]
pub struct Generator {
    header: Object,
    weaklist: Cell<*mut Object>,
    pub name: Slot<Str>,
    pub qualname: Slot<Str>,
    pub handled: Handled,
    pub origin: Slot,
    pub hooks_inited: Cell<bool>,
    pub closed: Cell<bool>,
    pub running_async: Cell<bool>,
    pub state: Cell<State>,
    pub saved: Saved,
    pub record: Cell<*const Record>,
    reserved: Cell<usize>,
}

const _: () = assert!(size_of::<Generator>() == 144 && offset_of!(Generator, saved) == 72);

/// The layout of all three types.
pub static GENERATOR_LAYOUT: LayoutInfo = LayoutInfo {
    itemsize: 8,
    fields: &[
        offset_of!(Generator, name) as u16,
        offset_of!(Generator, qualname) as u16,
        offset_of!(Generator, origin) as u16,
    ],
    traverse: Some(traverse),
    release: Some(release),
    weak_first: true,
    ..LayoutInfo::new("generator", size_of::<Generator>())
};

// SAFETY: starts with the header; zero is a generator that runs nothing; `traverse` visits what `fields` doesn't.
unsafe impl Layout for Generator {
    const INFO: &'static LayoutInfo = &GENERATOR_LAYOUT;
}

fn traverse(object: &Object, visit: Visit) {
    let Some(it) = object.downcast::<Generator>() else {
        return;
    };
    it.saved.visit(visit);
    if let Some(value) = it.handled.value.peek() {
        // SAFETY: an owned reference is alive while its holder is.
        visit(unsafe { value.as_ref() });
    }
}

fn release(object: &Object, _: &Heap) {
    if let Some(it) = object.downcast::<Generator>() {
        it.clear_frame();
        it.handled.value.set(None);
        it.saved.code.set(None);
    }
}

impl Generator {
    /// Where the saved frame stands in the object.
    pub const SAVED: usize = offset_of!(Generator, saved);

    /// The generator as any object.
    #[inline(always)]
    pub fn as_object(&self) -> &Object {
        &self.header
    }

    /// The first register.
    #[inline(always)]
    pub fn registers(&self) -> *const Slot {
        (self as *const Generator).wrapping_add(1).cast()
    }

    /// The frame: in the object itself, or on the control stack while it runs.
    pub fn frame_part(&self) -> &Saved {
        // SAFETY: set while the generator runs, cleared before the record goes.
        match unsafe { self.record.get().as_ref() } {
            Some(record) => &record.saved,
            None => &self.saved,
        }
    }

    /// Drops what the frame's registers hold: the function, with its closure and defaults, stays until the generator goes.
    pub(super) fn clear_locals(&self) {
        self.state.set(State::Completed);
        for slot in self.saved.registers() {
            slot.set(None);
        }
        self.saved.depth.set(0);
    }

    /// Drops everything that a suspended frame holds but its code: the frame object goes first, and takes the rest over where
    /// somebody else holds it.
    pub(super) fn clear_frame(&self) {
        if let Some(frame) = self.saved.frame.get() {
            if frame.as_object().refcount() > 2 {
                self.state.set(State::Cleared);
                self.saved.drop_temporaries();
                frame.take_over(&self.saved);
                frame.as_object().track();
                return;
            }
            self.saved.frame.set(None);
            frame.detach();
        }
        self.clear_locals();
        self.state.set(State::Cleared);
        self.saved.locals.set(None);
        self.saved.function.set(None);
        self.saved.owner.set(Owner::Generator);
    }
}
