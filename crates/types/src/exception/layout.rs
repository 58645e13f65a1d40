//! Layouts of exceptions.
//!
//! ```text
//! BaseException (72):  0 header  16 dict  24 args  32 notes  40 traceback  48 context  56 cause  64 suppress context (bool)
//! one more field (80): 72 value (StopIteration) · code (SystemExit) · name (NameError)
//! two more (88):       72 obj, 80 name (AttributeError) · 72 message, 80 exceptions (groups)
//! ImportError (104):   72 msg  80 name  88 path  96 name_from
//! OSError (112):       72 errno  80 strerror  88 filename  96 filename2  104 characters written (-1 unset)
//! UnicodeError (112):  72 encoding  80 object  88 start  96 end  104 reason     (the three with details; UnicodeError itself 72)
//! SyntaxError (136):   72 msg  80 filename  88 lineno  96 offset  104 end_lineno  112 end_offset  120 text  128 print_file_and_line
//! ```

use object::{Layout, LayoutInfo, Object, Slot, clear_references, traverse::clear_fields};
use std::cell::Cell;

/// What every exception starts with.
#[repr(C)]
pub struct BaseException {
    header: Object,
    pub(crate) dict: Slot,
    pub(crate) args: Slot,
    pub(crate) notes: Slot,
    pub(crate) traceback: Slot,
    pub(crate) context: Slot,
    pub(crate) cause: Slot,
    pub(crate) suppress_context: Cell<bool>,
}

const _: () = assert!(size_of::<BaseException>() == 72);

/// `BaseException` and every exception without fields of its own.
pub static BASE_EXCEPTION_LAYOUT: LayoutInfo = LayoutInfo {
    fields: &[16, 24, 32, 40, 56, 48],
    clear: Some(clear_base),
    ..LayoutInfo::new("BaseException", 72)
};

fn clear_base(object: &Object) {
    clear_fields(object, &BASE_EXCEPTION_LAYOUT);
}

// SAFETY: header first; zero is an empty exception; all references are described.
unsafe impl Layout for BaseException {
    const INFO: &'static LayoutInfo = &BASE_EXCEPTION_LAYOUT;
}

impl BaseException {
    /// The exception as any object.
    pub fn as_object(&self) -> &Object {
        &self.header
    }
}

/// An exception with `N` reference fields after the common part; `W` words of plain data after those.
#[repr(C)]
pub struct Extended<const N: usize, const W: usize> {
    pub(crate) base: BaseException,
    pub(crate) fields: [Slot; N],
    pub(crate) words: [Cell<isize>; W],
}

macro_rules! extended {
    ($($(#[$doc:meta])* $alias:ident = Extended<$n:literal, $w:literal>, $info:ident, $name:literal, $fields:expr;)*) => { $(
        $(#[$doc])*
        pub type $alias = Extended<$n, $w>;
        $(#[$doc])*
        pub static $info: LayoutInfo = LayoutInfo {
            base: Some(&BASE_EXCEPTION_LAYOUT),
            fields: &$fields,
            clear: Some(clear_references),
            ..LayoutInfo::new($name, size_of::<$alias>())
        };
        // SAFETY: starts with the common part; zero is valid; the extra references are described.
        unsafe impl Layout for $alias { const INFO: &'static LayoutInfo = &$info; }
    )* };
}

extended! {
    /// One field: `StopIteration`, `SystemExit`, `NameError`.
    OneField = Extended<1, 0>, ONE_FIELD, "exception with one field", [72];
    /// Two fields: `AttributeError`, `BaseExceptionGroup`.
    TwoFields = Extended<2, 0>, TWO_FIELDS, "exception with two fields", [72, 80];
    /// `ImportError`.
    FourFields = Extended<4, 0>, FOUR_FIELDS, "exception with four fields", [72, 80, 88, 96];
    /// `OSError`.
    OsError = Extended<4, 1>, OS_ERROR, "OSError", [72, 80, 88, 96];
    /// `SyntaxError`.
    EightFields = Extended<8, 0>, EIGHT_FIELDS, "SyntaxError", [72, 80, 88, 96, 104, 112, 120, 128];
}

/// `UnicodeEncodeError` and its kin: two references, two numbers, one reference.
#[repr(C)]
pub struct UnicodeDetails {
    pub(crate) base: BaseException,
    pub(crate) encoding: Slot,
    pub(crate) object: Slot,
    pub(crate) start: Cell<isize>,
    pub(crate) end: Cell<isize>,
    pub(crate) reason: Slot,
}

/// `UnicodeEncodeError` and its kin.
pub static UNICODE_DETAILS: LayoutInfo = LayoutInfo {
    base: Some(&BASE_EXCEPTION_LAYOUT),
    fields: &[72, 80, 104],
    clear: Some(clear_references),
    ..LayoutInfo::new("UnicodeError with details", size_of::<UnicodeDetails>())
};

// SAFETY: starts with the common part; zero is valid; the extra references are described.
unsafe impl Layout for UnicodeDetails {
    const INFO: &'static LayoutInfo = &UNICODE_DETAILS;
}

const _: () = assert!(size_of::<OneField>() == 80 && size_of::<TwoFields>() == 88);
const _: () = assert!(size_of::<FourFields>() == 104 && size_of::<OsError>() == 112);
const _: () = assert!(size_of::<EightFields>() == 136 && size_of::<UnicodeDetails>() == 112);
