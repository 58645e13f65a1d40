//! A place in running code: the one door through which handlers reach registers, constants and cache words.
//!
//! An `At` is made only by the dispatch, from code that the compiler made: the operands of its instruction name registers of
//! the frame's window of the kind that the instruction table says, and constants and names that the code has. On that
//! rests every `unsafe` here.

use super::dispatch::{Flow, Step};
use super::vm::Vm;
use object::{Object, Ref, Slot, Thread};
use std::mem::ManuallyDrop;
use std::ptr::NonNull;
use types::Str;

/// Where an instruction word stands.
pub type Pc = *const u64;
/// The first register of a window.
pub type Base = *const Slot;

/// See the file's head.
#[derive(Clone, Copy)]
pub struct At<'v> {
    pub vm: &'v Vm,
    pub pc: Pc,
    pub base: Base,
}

impl<'v> At<'v> {
    /// The place of an instruction that is about to run.
    ///
    /// # Safety
    /// `pc` is an instruction of the running code and `base` the first register of its window.
    #[inline(always)]
    pub unsafe fn new(vm: &'v Vm, pc: Pc, base: Base) -> At<'v> {
        At { vm, pc, base }
    }

    /// The instruction word.
    #[inline(always)]
    pub fn word(&self) -> u64 {
        // SAFETY: see the file's head.
        unsafe { *self.pc }
    }

    /// Operand a.
    #[inline(always)]
    pub fn a(&self) -> usize {
        (self.word() >> 16) as u16 as usize
    }

    /// Operand b.
    #[inline(always)]
    pub fn b(&self) -> usize {
        (self.word() >> 32) as u16 as usize
    }

    /// Operand c.
    #[inline(always)]
    pub fn c(&self) -> usize {
        (self.word() >> 48) as usize
    }

    /// Operands b and c as one number.
    #[inline(always)]
    pub fn wide(&self) -> u32 {
        (self.word() >> 32) as u32
    }

    /// A cache word.
    #[inline(always)]
    pub fn cache(&self, index: usize) -> u64 {
        // SAFETY: the instruction has as many cache words as its row says.
        unsafe { *self.pc.add(1 + index) }
    }

    /// Writes a cache word.
    #[inline(always)]
    pub fn set_cache(&self, index: usize, to: u64) {
        // SAFETY: as above; code words are only read through raw pointers.
        unsafe { *self.pc.add(1 + index).cast_mut() = to };
    }

    /// Rewrites the instruction's opcode.
    #[inline(always)]
    pub fn become_op(&self, op: bytecode::Op) {
        let word = (self.word() & !0xffff) | op as u64;
        // SAFETY: the new instruction has the same operands and cache words: it specialises the same row.
        unsafe { *self.pc.cast_mut() = word };
    }

    /// A register.
    #[inline(always)]
    pub fn slot(&self, index: usize) -> &'v Slot {
        // SAFETY: operands name registers of the window, which lives as long as the frame runs.
        unsafe { &*self.base.add(index) }
    }

    /// The object in a register that can't be null.
    #[inline(always)]
    pub fn peek(&self, index: usize) -> NonNull<Object> {
        // SAFETY: locals that are borrowed are bound, and live temporaries aren't null unless the row says so.
        unsafe { self.slot(index).peek().unwrap_unchecked() }
    }

    /// Borrows the object in a register. Nothing may run between this and the last use that could change the register.
    #[inline(always)]
    pub fn borrow(&self, index: usize) -> &'v Object {
        // SAFETY: the register owns the object.
        unsafe { &*self.peek(index).as_ptr() }
    }

    /// Consumes a temporary. The register keeps a stale word.
    #[inline(always)]
    pub fn take(&self, index: usize) -> Ref {
        // SAFETY: the temporary's reference moves to the handle.
        unsafe { Ref::from_raw(self.peek(index)) }
    }

    /// Moves a bound local out.
    #[inline(always)]
    pub fn take_local(&self, index: usize) -> Ref {
        let value = self.take(index);
        std::mem::forget(self.slot(index).replace(None));
        value
    }

    /// Consumes a temporary that may be null.
    #[inline(always)]
    pub fn take_nullable(&self, index: usize) -> Option<Ref> {
        // SAFETY: as above.
        self.slot(index).peek().map(|p| unsafe { Ref::from_raw(p) })
    }

    /// Writes a temporary whose old word is stale.
    #[inline(always)]
    pub fn put(&self, index: usize, value: Ref) {
        self.put_nullable(index, Some(value));
    }

    /// As `put`, and null is possible.
    #[inline(always)]
    pub fn put_nullable(&self, index: usize, value: Option<Ref>) {
        std::mem::forget(self.slot(index).replace(value));
    }

    /// Stores to a local; the old value is dropped after the store.
    #[inline(always)]
    pub fn store(&self, index: usize, value: Ref) {
        self.slot(index).set(Some(value));
    }

    /// A constant.
    #[inline(always)]
    pub fn constant(&self, index: usize) -> &'v Object {
        // SAFETY: the code owns its constants and is kept by the frame.
        unsafe { &*self.vm.constant(index).as_ptr() }
    }

    /// Consecutive temporaries as handles; they stay owned by their registers.
    pub fn run(&self, first: usize, count: usize) -> &'v [Ref] {
        // SAFETY: live temporaries that the row doesn't allow to be null.
        unsafe {
            Ref::slice_from_raw(
                self.slot(first) as *const Slot as *const NonNull<Object>,
                count,
            )
        }
    }

    /// Drops consecutive temporaries in order.
    pub fn drop_run(&self, first: usize, count: usize) {
        for index in first..first + count {
            drop(self.take_nullable(index));
        }
    }

    /// A name of the code.
    pub fn name(&self, index: usize) -> ManuallyDrop<Ref<Str>> {
        // SAFETY: the compiler emits only indices of the code's names, and all of them are text that the code owns.
        unsafe {
            let names = self.vm.code().names.borrow().unwrap_unchecked();
            let name = names.items().get_unchecked(index);
            ManuallyDrop::new(Ref::from_raw(name.as_ptr().cast()))
        }
    }

    /// The thread.
    #[inline(always)]
    pub fn thread(&self) -> &'v Thread {
        self.vm.thread()
    }

    /// On with the instruction after this one, which has this many cache words.
    #[inline(always)]
    pub fn next(&self, cache: usize) -> Flow {
        Ok(self.step(cache))
    }

    /// As `next`, for exits.
    #[inline(always)]
    pub fn step(&self, cache: usize) -> Step {
        Step {
            pc: self.pc.wrapping_add(1 + cache),
            base: self.base,
        }
    }

    /// On at a jump target: an offset from the end of this instruction.
    #[inline(always)]
    pub fn jump(&self, cache: usize, offset: isize) -> Step {
        Step {
            pc: self.pc.wrapping_add(1 + cache).wrapping_offset(offset),
            base: self.base,
        }
    }

    /// On at the target in operand c.
    #[inline(always)]
    pub fn jump_c(&self, cache: usize) -> Step {
        self.jump(cache, self.c() as u16 as i16 as isize)
    }
}
