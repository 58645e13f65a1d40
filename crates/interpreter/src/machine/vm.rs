//! The state of a thread's machine. Each Python thread has one.
//!
//! Invariant: `top` is the record of the innermost Python frame; its window starts at `saved.base` and everything on the
//! data stack above `saved.base + window` is free.

use super::stack::Region;
use crate::call::Held;
use object::{Builtin, Heap, Object, Ref, Result, Slot, Thread};
use std::cell::{Cell, RefCell};
use std::ptr::NonNull;
use std::sync::atomic::Ordering;
use types::code::Code;
use types::frame::Record;

/// Addresses for registers: 128 Mi of them.
const REGISTER_BYTES: usize = 1 << 30;
/// Addresses for records: more than any recursion limit that a machine can serve.
const RECORD_BYTES: usize = 1 << 30;

/// What the stacks grow by; the first step of each belongs to the machine.
const STEP_BYTES: usize = 256 << 10;

/// Which of the two a block of the heap is paid for.
const REGISTERS: usize = 0;
const RECORDS: usize = 1;

/// See the file's head.
pub struct Vm {
    thread: *const Thread,
    pub top: Cell<*const Record>,
    bottom: *const Record,
    registers_end: *const Slot,
    records_end: *const Record,
    /// How far the two stacks may be used: what lies below is paid for.
    registers_granted: Cell<*const Slot>,
    records_granted: Cell<*const Record>,
    /// Blocks of the heap that stand for what each stack takes beyond its first part, and their sizes.
    paid: [RefCell<Vec<(NonNull<u8>, usize)>>; 2],
    /// Registers below this are being bound for a frame that isn't there yet; null when none are.
    floor: Cell<*const Slot>,
    /// What the frame that native code waits for has returned.
    pub result: Slot,
    /// What calls of classes hold: see `call/packed.rs`.
    pub held: RefCell<Held>,
    /// What it yielded, when it is a generator's.
    pub yielded: Cell<bool>,
    registers: Region,
    records: Region,
}

impl Vm {
    /// A machine for the thread, installed in it.
    pub fn install(thread: &Thread) -> Option<&Vm> {
        let vm = Vm::make(thread)?;
        thread.interpreter.set(vm.as_ptr().cast());
        // SAFETY: just made; lives until `remove`.
        Some(unsafe { vm.as_ref() })
    }

    /// A machine for a thread that doesn't run yet.
    pub(crate) fn make(thread: &Thread) -> Option<NonNull<Vm>> {
        let registers = Region::new(REGISTER_BYTES)?;
        let records = Region::new(RECORD_BYTES)?;
        let bottom = records.start().cast::<Record>();
        let vm = Box::new(Vm {
            thread,
            top: Cell::new(bottom),
            bottom,
            registers_end: registers.end().cast(),
            records_end: records.end().cast::<Record>().wrapping_sub(2),
            registers_granted: Cell::new(registers.start().wrapping_add(STEP_BYTES).cast()),
            records_granted: Cell::new(records.start().wrapping_add(STEP_BYTES).cast()),
            paid: Default::default(),
            floor: Cell::new(std::ptr::null()),
            result: Slot::empty(),
            held: RefCell::default(),
            yielded: Cell::new(false),
            registers,
            records,
        });
        NonNull::new(Box::into_raw(vm))
    }

    /// Takes the machine from a thread that ends, empty as it was at the start. Nothing when it isn't.
    pub(crate) fn leave(thread: &Thread) -> Option<NonNull<Vm>> {
        let vm = NonNull::from(Vm::try_of(thread)?);
        // SAFETY: the thread's machine, which is there until it is taken.
        let machine = unsafe { vm.as_ref() };
        machine.shrink();
        let paid = machine.paid.iter().any(|paid| !paid.borrow().is_empty());
        if !machine.is_idle() || paid {
            Vm::remove(thread);
            return None;
        }
        thread.interpreter.set(std::ptr::null_mut());
        Some(vm)
    }

    /// Frees a machine that no thread has got.
    ///
    /// # Safety
    /// `make` made it and nobody uses it.
    pub(crate) unsafe fn discard(vm: NonNull<Vm>) {
        // SAFETY: the caller's promise.
        drop(unsafe { Box::from_raw(vm.as_ptr()) });
    }

    /// The machine of the thread.
    #[inline(always)]
    pub fn of(thread: &Thread) -> &Vm {
        // SAFETY: `install` ran before any code did.
        unsafe { &*thread.interpreter.get().cast::<Vm>() }
    }

    /// The machine, if the thread has one.
    pub fn try_of(thread: &Thread) -> Option<&Vm> {
        // SAFETY: null or what `install` made.
        unsafe { thread.interpreter.get().cast::<Vm>().as_ref() }
    }

    /// Frees the thread's machine. Nothing runs on it any more.
    pub fn remove(thread: &Thread) {
        let vm = thread
            .interpreter
            .replace(std::ptr::null_mut())
            .cast::<Vm>();
        if !vm.is_null() {
            // SAFETY: made by `install`, removed once.
            let vm = unsafe { Box::from_raw(vm) };
            for (block, _) in vm.paid.iter().flat_map(RefCell::take) {
                // SAFETY: made by `pay`, and nobody else knows of it.
                unsafe { thread.heap().free_buffer(block) };
            }
        }
    }

    /// Drops what the latest call of a class that holds something holds.
    pub fn release_held(&self) {
        loop {
            let last = self.held.borrow_mut().pop();
            if !matches!(last, Some(Some(_))) {
                return;
            }
        }
    }

    /// The thread.
    #[inline(always)]
    pub fn thread(&self) -> &Thread {
        // SAFETY: the thread owns the machine and outlives it.
        unsafe { &*self.thread }
    }

    /// The heap.
    #[inline(always)]
    pub fn heap(&self) -> &Heap {
        self.thread().heap()
    }

    /// The innermost record.
    #[inline(always)]
    pub fn record(&self) -> &Record {
        // SAFETY: `top` is always an entry of the record stack.
        unsafe { &*self.top.get() }
    }

    /// Whether no Python code runs.
    #[inline(always)]
    pub fn is_idle(&self) -> bool {
        std::ptr::eq(self.top.get(), self.bottom)
    }

    /// The innermost record of code that runs or calls, `None` when there is none.
    pub fn innermost(&self) -> Option<&Record> {
        if self.is_idle() {
            return None;
        }
        let record = self.record();
        if record.dying.get() {
            record.previous()
        } else {
            Some(record)
        }
    }

    /// The running code.
    #[inline(always)]
    pub fn code(&self) -> &Code {
        // SAFETY: a record on the stack has code; at the bottom nothing asks.
        unsafe { self.record().saved.code.borrow().unwrap_unchecked() }
    }

    /// The first free register above the innermost window and those that are being bound.
    #[inline(always)]
    pub fn free(&self) -> *const Slot {
        if self.is_idle() {
            return self.registers.start().cast();
        }
        let base = self.record().saved.base.get();
        let above = base.wrapping_add(self.code().window.get() as usize);
        above.max(self.floor.get())
    }

    /// Keeps the registers below `end` from new frames; returns what to set the floor to afterwards.
    pub fn raise_floor(&self, end: *const Slot) -> *const Slot {
        self.floor.replace(end.max(self.floor.get()))
    }

    /// Gives registers free again.
    pub fn set_floor(&self, floor: *const Slot) {
        self.floor.set(floor);
    }

    /// Whether a window of `size` registers fits at `base`, and a record above the top.
    #[inline(always)]
    pub fn fits(&self, base: *const Slot, size: usize) -> bool {
        let end = self.registers_granted.get() as usize;
        let room = end.saturating_sub(base as usize) / size_of::<Slot>();
        size < room && self.top.get() < self.records_granted.get()
    }

    /// Makes the window fit: the stacks grow in steps that are charged to the heap, so that deep recursion meets its limit.
    #[inline]
    pub fn make_room(&self, base: *const Slot, size: usize) -> Result<()> {
        match self.fits(base, size) {
            true => Ok(()),
            false => self.grow(base.wrapping_add(size + 1)),
        }
    }

    #[cold]
    fn grow(&self, wanted: *const Slot) -> Result<()> {
        if wanted >= self.registers_end || self.top.get() >= self.records_end {
            let text = format_args!("maximum recursion depth exceeded");
            return Err(self.thread().raise(Builtin::RecursionError, text));
        }
        let granted = self.registers_granted.get();
        if wanted >= granted {
            let more = (wanted as usize - granted as usize + 1).next_multiple_of(STEP_BYTES);
            self.pay(REGISTERS, more)?;
            let end = granted.wrapping_byte_add(more).min(self.registers_end);
            self.registers_granted.set(end);
        }
        let granted = self.records_granted.get();
        if self.top.get() >= granted {
            self.pay(RECORDS, STEP_BYTES)?;
            let end = granted.wrapping_byte_add(STEP_BYTES).min(self.records_end);
            self.records_granted.set(end);
        }
        Ok(())
    }

    fn pay(&self, which: usize, bytes: usize) -> Result<()> {
        let block = self.heap().alloc_buffer(bytes)?;
        self.paid[which].borrow_mut().push((block, bytes));
        Ok(())
    }

    /// Gives back what the stacks don't use any more, a step or two aside: deep recursion is over.
    pub fn shrink(&self) {
        let end = self.registers_granted.get();
        let end = self.give_back(REGISTERS, &self.registers, end.cast(), self.free().cast());
        self.registers_granted.set(end.cast());
        let end = self.records_granted.get();
        let end = self.give_back(RECORDS, &self.records, end.cast(), self.top.get().cast());
        self.records_granted.set(end.cast());
    }

    fn give_back(
        &self,
        which: usize,
        region: &Region,
        end: *const u8,
        used: *const u8,
    ) -> *const u8 {
        let keep = used.wrapping_add(2 * STEP_BYTES);
        let mut to = end;
        let mut paid = self.paid[which].borrow_mut();
        while let Some((block, bytes)) = paid.pop_if(|(_, bytes)| to.wrapping_sub(*bytes) > keep) {
            to = to.wrapping_sub(bytes);
            // SAFETY: made by `pay`, and nobody else knows of it.
            unsafe { self.heap().free_buffer(block) };
        }
        region.forget(to, end);
        to
    }

    /// A constant of the running code.
    #[inline(always)]
    pub fn constant(&self, index: usize) -> NonNull<Object> {
        // SAFETY: the compiler emits only indices of the code's constants.
        unsafe { *self.record().consts.get().add(index) }
    }

    /// Whether something waits for a safe point.
    #[inline(always)]
    pub fn interrupted(&self) -> bool {
        self.thread().breaker.load(Ordering::Relaxed) != 0
    }

    /// `None`.
    #[inline(always)]
    pub fn none(&self) -> Ref {
        self.heap().none()
    }

    /// The lowest record, below the outermost frame.
    pub fn bottom(&self) -> *const Record {
        self.bottom
    }
}
