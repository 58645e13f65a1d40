//! The layout of `code`.
//!
//! ```text
//!   0 header     16 units (3.13's code units: items of two bytes each follow the body)
//!  24 consts     32 names      40 localsplus names   48 filename  56 name  64 qualname
//!  72 tables (what is kept of the compilation)   80 instruction words   88 constants, first word
//!  96 words  100 localsplus | 104 temporaries  108 window | 112 arguments  116 positional-only | 120 keyword-only  124 flags
//! 128 stack size  132 first line | 136 locals  140 first free | 144 weak list  152 id | 160 varnames  168 cellvars  176 freevars
//! 184 line table  192 exception table, where a constant stands for it
//! ```
//! 200 bytes, then two for each of 3.13's code units: what `sys.getsizeof` says is what the block holds. The instructions
//! that run are Pellucid's own words, in a buffer of their own because they rewrite themselves. Code of the embedded library
//! gets its buffer when it first runs: until then its words are a single instruction that makes it. Not collected, as in 3.13.

use crate::bytes::Bytes;
use crate::str::Str;
use crate::tuple::Tuple;
use bytecode::{Instr, Op, packed::Tables};
use object::{Heap, Layout, LayoutInfo, Object, Ref, Result, Slot};
use std::cell::Cell;
use std::mem::offset_of;
use std::ptr::NonNull;
use std::sync::Arc;

/// A code object. See the file's head.
#[repr(C)]
pub struct Code {
    header: Object,
    pub(super) units: Cell<usize>,
    pub consts: Slot<Tuple>,
    pub names: Slot<Tuple>,
    pub localsplus_names: Slot<Tuple>,
    pub filename: Slot<Str>,
    pub(super) name: Slot<Str>,
    pub(super) qualname: Slot<Str>,
    tables: Cell<*const Tables>,
    words: Cell<*mut u64>,
    first_const: Cell<*const NonNull<Object>>,
    pub word_count: Cell<u32>,
    pub nlocalsplus: Cell<u32>,
    pub temp_count: Cell<u32>,
    /// Registers of a frame: localsplus and temporaries.
    pub window: Cell<u32>,
    pub arg_count: Cell<u32>,
    pub pos_only: Cell<u32>,
    pub kw_only: Cell<u32>,
    pub flags: Cell<u32>,
    pub stack_size: Cell<u32>,
    pub first_line: Cell<u32>,
    pub nlocals: Cell<u32>,
    pub first_free: Cell<u32>,
    pub(super) weaklist: Cell<*mut Object>,
    /// Never used twice in a heap: what caches of callers compare.
    pub id: Cell<u64>,
    pub(super) varnames: Slot<Tuple>,
    pub(super) cellvars: Slot<Tuple>,
    pub(super) freevars: Slot<Tuple>,
    pub(super) line_table: Slot<Bytes>,
    pub(super) exception_table: Slot<Bytes>,
}

const _: () = assert!(size_of::<Code>() == 200);
const _: () = assert!(offset_of!(Code, weaklist) == 144);

macro_rules! offsets {
    ($($field:ident),*) => { &[$(offset_of!(Code, $field) as u16),*] };
}

/// The words of code that hasn't run yet. Never written: the instruction has no other form.
static UNMADE: [u64; 1] = [Op::UNPACK_CODE as u64];

/// The layout of `code`.
pub static CODE_LAYOUT: LayoutInfo = LayoutInfo {
    itemsize: 2,
    fields: offsets!(
        consts,
        names,
        localsplus_names,
        filename,
        exception_table,
        name,
        qualname,
        varnames,
        cellvars,
        freevars,
        line_table
    ),
    release: Some(release),
    buffers: Some(buffers),
    ..LayoutInfo::new("code", size_of::<Code>())
};

// SAFETY: starts with the header; zero is valid (no data, no words); owned references are described.
unsafe impl Layout for Code {
    const INFO: &'static LayoutInfo = &CODE_LAYOUT;
}

fn release(object: &Object, heap: &Heap) {
    let Some(code) = object.downcast::<Code>() else {
        return;
    };
    if let Some(words) = code.buffer() {
        code.words.set(std::ptr::null_mut());
        // SAFETY: `make_words` allocated the buffer; a dying code object runs nowhere.
        unsafe { heap.free_buffer(words.cast()) };
    }
    let tables = code.tables.replace(std::ptr::null());
    if !tables.is_null() {
        // SAFETY: `install` leaked exactly one count.
        drop(unsafe { Arc::from_raw(tables) });
    }
}

fn buffers(object: &Object, visit: &mut dyn FnMut(*const u8)) {
    if let Some(words) = object.downcast::<Code>().and_then(Code::buffer) {
        visit(words.as_ptr().cast());
    }
}

impl Code {
    /// The code object as any object.
    #[inline(always)]
    pub fn as_object(&self) -> &Object {
        &self.header
    }

    /// What is kept of the compilation.
    #[inline(always)]
    pub fn tables(&self) -> &Tables {
        // SAFETY: set by `install` before anybody else sees the object; the count that it leaked keeps the tables.
        unsafe { &*self.tables.get() }
    }

    /// A counted handle on the tables.
    pub(super) fn share_tables(&self) -> Arc<Tables> {
        let tables = self.tables.get();
        // SAFETY: the object owns one count of the pointer that `into_raw` gave.
        unsafe {
            Arc::increment_strong_count(tables);
            Arc::from_raw(tables)
        }
    }

    /// The buffer of the words, once there is one.
    fn buffer(&self) -> Option<NonNull<u64>> {
        NonNull::new(self.words.get()).filter(|_| self.is_unpacked())
    }

    /// Where code that hasn't run yet starts.
    pub(crate) fn unmade() -> *const u64 {
        UNMADE.as_ptr()
    }

    /// Whether the words are there. Where they aren't, nothing has run, so that no handler guards anything.
    pub fn is_unpacked(&self) -> bool {
        !std::ptr::eq(self.words.get(), Code::unmade())
    }

    /// The instruction words.
    #[inline(always)]
    pub fn words(&self) -> *mut u64 {
        self.words.get()
    }

    /// The instruction at a word as it runs, maybe specialised.
    pub fn running(&self, word: usize) -> Option<Instr> {
        if word >= self.word_count.get() as usize || !self.is_unpacked() {
            return None;
        }
        // SAFETY: `make_words` wrote that many words.
        Instr::unpack(unsafe { self.words.get().add(word).read() })
    }

    /// The first constant.
    #[inline(always)]
    pub fn first_const(&self) -> *const NonNull<Object> {
        self.first_const.get()
    }

    /// Takes over the tables. The program's own code gets its words at once: when they are made must not be seen.
    pub(super) fn install(
        &self,
        heap: &Heap,
        tables: Arc<Tables>,
        consts: Ref<Tuple>,
    ) -> Result<()> {
        self.words.set(match tables.is_static() {
            true => Code::unmade().cast_mut(),
            false => make_words(heap, &tables)?.as_ptr(),
        });
        self.tables.set(Arc::into_raw(tables));
        self.first_const.set(consts.items().as_ptr().cast());
        self.consts.set(Some(consts));
        Ok(())
    }

    /// Makes the words of code that is about to run for the first time.
    pub fn unpack_words(&self, heap: &Heap) -> Result<()> {
        if !self.is_unpacked() {
            self.words.set(make_words(heap, self.tables())?.as_ptr());
        }
        Ok(())
    }

    /// Replaces the constants of a code object that has not run yet.
    pub(super) fn set_consts(&self, consts: Ref<Tuple>) {
        self.first_const.set(consts.items().as_ptr().cast());
        self.consts.set(Some(consts));
    }
}

/// The instructions in a buffer of the heap.
fn make_words(heap: &Heap, tables: &Tables) -> Result<NonNull<u64>> {
    let count = tables.word_count().max(1);
    let words = heap.alloc_buffer(count * 8)?.cast::<u64>();
    let mut packed = tables.words();
    for index in 0..count {
        // SAFETY: the buffer holds `count` words.
        unsafe { words.add(index).write(packed.next().unwrap_or(0)) };
    }
    Ok(words)
}
