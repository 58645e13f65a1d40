//! The named tuples: `version_info`, `flags`, `float_info`, `int_info`, `hash_info`, `thread_info`.

use super::Options;
use crate::structseq::{closed_spec, field, hiding, layouts, make, spec};
use object::{MemberDef, Ref, Result, Thread, TypeSpec};
use types::{Float, Int, Str};

/// 3.13.0 final as `sys.hexversion`.
pub const HEXVERSION: usize = 0x030d_00f0;

static VERSION_INFO: TypeSpec = closed_spec(
    "sys.version_info",
    "sys.version_info\n\nVersion information as a named tuple.",
    &[
        field(0, "major", "Major release number"),
        field(1, "minor", "Minor release number"),
        field(2, "micro", "Patch release number"),
        field(
            3,
            "releaselevel",
            "'alpha', 'beta', 'candidate', or 'final'",
        ),
        field(4, "serial", "Serial release number"),
    ],
);

static FLAGS: TypeSpec = hiding(
    closed_spec(
        "sys.flags",
        "sys.flags\n\nFlags provided through command line arguments or environment vars.",
        FLAG_FIELDS,
    ),
    &layouts::ONE,
);

const FLAG_FIELDS: &[MemberDef] = &[
    field(0, "debug", "-d"),
    field(1, "inspect", "-i"),
    field(2, "interactive", "-i"),
    field(3, "optimize", "-O or -OO"),
    field(4, "dont_write_bytecode", "-B"),
    field(5, "no_user_site", "-s"),
    field(6, "no_site", "-S"),
    field(7, "ignore_environment", "-E"),
    field(8, "verbose", "-v"),
    field(9, "bytes_warning", "-b"),
    field(10, "quiet", "-q"),
    field(11, "hash_randomization", "-R"),
    field(12, "isolated", "-I"),
    field(13, "dev_mode", "-X dev"),
    field(14, "utf8_mode", "-X utf8"),
    field(15, "warn_default_encoding", "-X warn_default_encoding"),
    field(16, "safe_path", "-P"),
    field(17, "int_max_str_digits", "-X int_max_str_digits"),
    field(18, "gil", "-X gil"),
];

static FLOAT_INFO: TypeSpec = spec(
    "sys.float_info",
    "sys.float_info\n\nA named tuple with the parameters of the float type.",
    &[
        field(0, "max", "DBL_MAX -- maximum representable finite float"),
        field(
            1,
            "max_exp",
            "DBL_MAX_EXP -- maximum int e such that radix**(e-1) is representable",
        ),
        field(
            2,
            "max_10_exp",
            "DBL_MAX_10_EXP -- maximum int e such that 10**e is representable",
        ),
        field(3, "min", "DBL_MIN -- Minimum positive normalized float"),
        field(
            4,
            "min_exp",
            "DBL_MIN_EXP -- minimum int e such that radix**(e-1) is a normalized float",
        ),
        field(
            5,
            "min_10_exp",
            "DBL_MIN_10_EXP -- minimum int e such that 10**e is a normalized float",
        ),
        field(
            6,
            "dig",
            "DBL_DIG -- maximum number of decimal digits that can be faithfully represented in a float",
        ),
        field(7, "mant_dig", "DBL_MANT_DIG -- mantissa digits"),
        field(
            8,
            "epsilon",
            "DBL_EPSILON -- Difference between 1 and the next representable float",
        ),
        field(9, "radix", "FLT_RADIX -- radix of exponent"),
        field(
            10,
            "rounds",
            "FLT_ROUNDS -- rounding mode used for arithmetic operations",
        ),
    ],
);

static INT_INFO: TypeSpec = spec(
    "sys.int_info",
    "sys.int_info\n\nA named tuple that holds information about Python's\ninternal representation of integers.  The attributes are read only.",
    &[
        field(0, "bits_per_digit", "size of a digit in bits"),
        field(
            1,
            "sizeof_digit",
            "size in bytes of the C type used to represent a digit",
        ),
        field(
            2,
            "default_max_str_digits",
            "maximum string conversion digits limitation",
        ),
        field(
            3,
            "str_digits_check_threshold",
            "minimum positive value for int_max_str_digits",
        ),
    ],
);

static HASH_INFO: TypeSpec = spec(
    "sys.hash_info",
    "hash_info\n\nA named tuple providing parameters used for computing\nhashes. The attributes are read only.",
    &[
        field(0, "width", "width of the type used for hashing, in bits"),
        field(
            1,
            "modulus",
            "prime number giving the modulus on which the hash function is based",
        ),
        field(2, "inf", "value to be used for hash of a positive infinity"),
        field(3, "nan", "value to be used for hash of a nan"),
        field(
            4,
            "imag",
            "multiplier used for the imaginary part of a complex number",
        ),
        field(
            5,
            "algorithm",
            "name of the algorithm for hashing of str, bytes and memoryviews",
        ),
        field(6, "hash_bits", "internal output size of hash algorithm"),
        field(7, "seed_bits", "seed size of hash algorithm"),
        field(8, "cutoff", "small string optimization cutoff"),
    ],
);

static THREAD_INFO: TypeSpec = spec(
    "sys.thread_info",
    "sys.thread_info\n\nA named tuple holding information about the thread implementation.",
    &[
        field(0, "name", "name of the thread implementation"),
        field(1, "lock", "name of the lock implementation"),
        field(2, "version", "name and version of the thread library"),
    ],
);

/// What `sys.unraisablehook` gets.
pub(super) static UNRAISABLE_ARGS: TypeSpec = spec(
    "UnraisableHookArgs",
    "UnraisableHookArgs\n\nWhat an exception that could not be raised was, and where.",
    &[
        field(0, "exc_type", "Exception type"),
        field(1, "exc_value", "Exception value"),
        field(2, "exc_traceback", "Exception traceback"),
        field(3, "err_msg", "Error message"),
        field(4, "object", "Object causing the exception"),
    ],
);

/// `sys.get_asyncgen_hooks()`.
pub(super) static ASYNCGEN_HOOKS: TypeSpec = spec(
    "asyncgen_hooks",
    "asyncgen_hooks\n\nHooks for async generators.",
    &[field(0, "firstiter", ""), field(1, "finalizer", "")],
);

fn text(thread: &Thread, text: &str) -> Result<Ref> {
    Ok(Str::new(thread, text)?.into_object())
}

pub(super) fn version_info(thread: &Thread) -> Result<Ref> {
    let int = |n| Int::new(thread, n);
    make(
        thread,
        &VERSION_INFO,
        [int(3)?, int(13)?, int(0)?, text(thread, "final")?, int(0)?],
    )
}

pub(super) fn flags(thread: &Thread, options: &Options) -> Result<Ref> {
    let int = |n: isize| Int::new(thread, n);
    let flag = |on: bool| Int::new(thread, isize::from(on));
    let bool = |on: bool| thread.heap().bool(on);
    make(
        thread,
        &FLAGS,
        [
            int(0)?,
            flag(options.inspect)?,
            flag(options.interactive)?,
            int(options.optimize as isize)?,
            flag(options.dont_write_bytecode)?,
            flag(options.isolated)?,
            flag(options.no_site)?,
            flag(options.ignore_environment)?,
            int(options.verbose as isize)?,
            int(0)?,
            flag(options.quiet)?,
            flag(options.hash_randomization)?,
            flag(options.isolated)?,
            bool(false),
            int(0)?,
            int(0)?,
            bool(options.isolated),
            Int::from_usize(thread, types::state(thread).int_max_str_digits.get())?,
            int(1)?,
        ],
    )
}

pub(super) fn float_info(thread: &Thread) -> Result<Ref> {
    let int = |n: i32| Int::new(thread, n as isize);
    let float = |x: f64| Float::new(thread, x);
    make(
        thread,
        &FLOAT_INFO,
        [
            float(f64::MAX)?,
            int(f64::MAX_EXP)?,
            int(f64::MAX_10_EXP)?,
            float(f64::MIN_POSITIVE)?,
            int(f64::MIN_EXP)?,
            int(f64::MIN_10_EXP)?,
            int(f64::DIGITS as i32)?,
            int(f64::MANTISSA_DIGITS as i32)?,
            float(f64::EPSILON)?,
            int(f64::RADIX as i32)?,
            int(1)?,
        ],
    )
}

pub(super) fn int_info(thread: &Thread) -> Result<Ref> {
    let int = |n: isize| Int::new(thread, n);
    make(
        thread,
        &INT_INFO,
        [int(30)?, int(4)?, int(4300)?, int(640)?],
    )
}

pub(super) fn hash_info(thread: &Thread) -> Result<Ref> {
    let int = |n: isize| Int::new(thread, n);
    make(
        thread,
        &HASH_INFO,
        [
            int(64)?,
            int((1 << 61) - 1)?,
            int(314_159)?,
            int(0)?,
            int(1_000_003)?,
            text(thread, "siphash13")?,
            int(64)?,
            int(128)?,
            int(0)?,
        ],
    )
}

pub(super) fn thread_info(thread: &Thread) -> Result<Ref> {
    make(
        thread,
        &THREAD_INFO,
        [
            text(thread, "pthread")?,
            text(thread, "semaphore")?,
            thread.heap().none(),
        ],
    )
}
