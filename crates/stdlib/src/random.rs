//! `_random`: the Mersenne twister (MT19937), seeded and read as 3.13 does, so that seeded programs draw the same numbers.

use object::native::make;
use object::{
    Args, Buf, Builtin, MethodDef, Object, Raised, Ref, Result, Thread, Type, TypeFlags, TypeSlots,
    TypeSpec, native_layout,
};
use std::cell::Cell;
use types::module::ModuleSpec;
use types::tuple::Unfinished;
use types::{Float, Int, Tuple, protocol};

/// Words of the state.
const N: usize = 624;
/// Distance of the word that is mixed in.
const M: usize = 397;

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_random",
    doc: Some("Module implements the Mersenne Twister random number generator."),
    functions: &[],
    types: &[&RANDOM],
    unnamed: &[],
    init: None,
};

native_layout! {
    /// A generator: where it stands in its state, and the state.
    pub struct Random: LAYOUT, "Random" { index: Cell<u32>, state: [Cell<u32>; N] }
}

const _: () = assert!(size_of::<Random>() == 2520);

static RANDOM: TypeSpec = TypeSpec {
    flags: TypeFlags::HEAP.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        init: Some(init),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("random", |thread, object| {
            let generator = this(thread, object)?;
            let (high, low) = (generator.next() >> 5, generator.next() >> 6);
            let value = f64::from(high) * 67_108_864.0 + f64::from(low);
            Float::new(thread, value / 9_007_199_254_740_992.0)
        })
        .doc("random($self, /)\n--\n\nrandom() -> x in the interval [0, 1)."),
        MethodDef::fast("seed", |thread, object, args| {
            protocol::check_arity(thread, "seed", args.len(), 0, 1)?;
            seed(thread, this(thread, object)?, args.first().map(|n| &**n))?;
            Ok(thread.heap().none())
        })
        .doc("seed($self, n=None, /)\n--\n\nseed([n]) -> None.\n\nDefaults to use urandom and falls back to the current time."),
        MethodDef::no_args("getstate", getstate)
            .doc("getstate($self, /)\n--\n\ngetstate() -> tuple containing the current state."),
        MethodDef::one("setstate", setstate)
            .doc("setstate($self, state, /)\n--\n\nsetstate(state) -> None.  Restores generator state."),
        MethodDef::one("getrandbits", getrandbits)
            .doc("getrandbits($self, k, /)\n--\n\ngetrandbits(k) -> x.  Generates an int with k random bits."),
    ],
    doc: Some("Random() -> create a random number generator with its own internal state."),
    ..TypeSpec::new("_random.Random", Builtin::Other, &LAYOUT)
};

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Random> {
    match object.downcast::<Random>() {
        Some(generator) => Ok(generator),
        None => Err(thread.type_error(format_args!("expected Random, got {}", object.ty().name()))),
    }
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    check(thread, ty, &args)?;
    match ty.is_class() {
        true => types::typeobj::new_instance(thread, ty),
        false => Ok(make::<Random>(thread.heap(), ty)?.into_object()),
    }
}

fn check(thread: &Thread, ty: &Type, args: &Args<'_>) -> Result<()> {
    if !ty.is_class() {
        protocol::no_keywords(thread, "Random", args)?;
    }
    Ok(())
}

fn init(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    check(thread, object.ty(), &args)?;
    if args.positional().len() > 1 {
        return Err(thread.type_error(format_args!("Random() requires 0 or 1 argument")));
    }
    let first = args.positional().first();
    seed(thread, this(thread, object)?, first.map(|n| &**n))
}

impl Random {
    /// The next word.
    fn next(&self) -> u32 {
        if self.index.get() as usize >= N {
            self.turn();
        }
        let index = self.index.get();
        self.index.set(index + 1);
        let mut word = self.state[index as usize].get();
        word ^= word >> 11;
        word ^= word << 7 & 0x9D2C_5680;
        word ^= word << 15 & 0xEFC6_0000;
        word ^ word >> 18
    }

    /// Makes the next row of words.
    fn turn(&self) {
        for at in 0..N {
            let (own, next) = (self.state[at].get(), self.state[(at + 1) % N].get());
            let joined = own & 0x8000_0000 | next & 0x7FFF_FFFF;
            let mixed = self.state[(at + M) % N].get() ^ joined >> 1;
            let odd = if next & 1 == 1 { 0x9908_B0DF } else { 0 };
            self.state[at].set(mixed ^ odd);
        }
        self.index.set(0);
    }

    /// The state that one word gives.
    fn start(&self, word: u32) {
        self.state[0].set(word);
        for at in 1..N {
            let before = self.state[at - 1].get();
            let mixed = (before ^ before >> 30).wrapping_mul(1_812_433_253);
            self.state[at].set(mixed.wrapping_add(at as u32));
        }
        self.index.set(N as u32);
    }

    /// The state that a row of words gives.
    fn start_from(&self, key: &[u32]) {
        self.start(19_650_218);
        let (mut at, mut from) = (1, 0);
        let mix = |at: usize, factor: u32| {
            let before = self.state[at - 1].get();
            self.state[at].get() ^ (before ^ before >> 30).wrapping_mul(factor)
        };
        let advance = |at: &mut usize| {
            *at += 1;
            if *at >= N {
                self.state[0].set(self.state[N - 1].get());
                *at = 1;
            }
        };
        for _ in 0..key.len().max(N) {
            let word = mix(at, 1_664_525)
                .wrapping_add(key[from])
                .wrapping_add(from as u32);
            self.state[at].set(word);
            advance(&mut at);
            from = (from + 1) % key.len();
        }
        for _ in 1..N {
            self.state[at].set(mix(at, 1_566_083_941).wrapping_sub(at as u32));
            advance(&mut at);
        }
        self.state[0].set(0x8000_0000);
    }
}

/// Seeds from a number's size, from another value's hash, or from the system.
fn seed(thread: &Thread, generator: &Random, from: Option<&Object>) -> Result<()> {
    let mut key = Buf::<u32>::new(thread.heap());
    match from {
        Some(from) if !from.is_exactly(Builtin::NoneType) => match from.downcast::<Int>() {
            Some(int) => words(int, &mut key)?,
            None => {
                let hash = protocol::hash(thread, from)? as u64;
                key.extend(&[hash as u32, (hash >> 32) as u32])?;
            }
        },
        _ => system_words(thread, &mut key)?,
    }
    while key.len() > 1 && key.last() == Some(&0) {
        key.pop();
    }
    if key.is_empty() {
        key.push(0)?;
    }
    generator.start_from(&key);
    Ok(())
}

/// A number's size in words of 32 bits, smallest first.
fn words(int: &Int, out: &mut Buf<'_, u32>) -> Result<()> {
    let (mut held, mut bits) = (0_u64, 0);
    for &digit in int.digits() {
        held |= u64::from(digit) << bits;
        bits += 30;
        if bits >= 32 {
            out.push(held as u32)?;
            held >>= 32;
            bits -= 32;
        }
    }
    if held != 0 {
        out.push(held as u32)?;
    }
    Ok(())
}

fn system_words(thread: &Thread, out: &mut Buf<'_, u32>) -> Result<()> {
    use std::io::Read;
    let mut bytes = [0_u8; 4 * N];
    let read = std::fs::File::open("/dev/urandom").and_then(|mut f| f.read_exact(&mut bytes));
    if read.is_err() {
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        bytes[..16].copy_from_slice(&now.as_nanos().to_le_bytes());
        bytes[16..20].copy_from_slice(&std::process::id().to_le_bytes());
        bytes[20..28].copy_from_slice(&(thread.heap() as *const _ as usize as u64).to_le_bytes());
    }
    for word in bytes.chunks_exact(4) {
        out.push(u32::from_le_bytes([word[0], word[1], word[2], word[3]]))?;
    }
    Ok(())
}

fn getstate(thread: &Thread, object: &Object) -> Result<Ref> {
    let generator = this(thread, object)?;
    let fresh = Unfinished::new(thread, thread.heap().builtin(Builtin::Tuple), N + 1)?;
    for (at, word) in generator.state.iter().chain([&generator.index]).enumerate() {
        fresh.put(at, Int::from_usize(thread, word.get() as usize)?);
    }
    Ok(fresh.finish().into_object())
}

fn setstate(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    let generator = this(thread, object)?;
    let Some(state) = state.downcast::<Tuple>() else {
        return Err(thread.type_error(format_args!("state vector must be a tuple")));
    };
    if state.len() != N + 1 {
        return Err(thread.value_error(format_args!("state vector is the wrong size")));
    }
    let mut words = [0_u32; N];
    for (word, item) in words.iter_mut().zip(state.items()) {
        *word = state_word(thread, item)?;
    }
    let index = protocol::as_isize(thread, &state.items()[N], Builtin::OverflowError)?;
    if !(0..=N as isize).contains(&index) {
        return Err(thread.value_error(format_args!("invalid state")));
    }
    for (cell, word) in generator.state.iter().zip(words) {
        cell.set(word);
    }
    generator.index.set(index as u32);
    Ok(thread.heap().none())
}

fn state_word(thread: &Thread, item: &Object) -> Result<u32> {
    let Some(int) = item.downcast::<Int>() else {
        return Err(thread.type_error(format_args!("an integer is required")));
    };
    let overflow =
        |text: &str| -> Raised { thread.raise(Builtin::OverflowError, format_args!("{text}")) };
    if int.is_negative() {
        return Err(overflow("can't convert negative value to unsigned int"));
    }
    match int.as_usize() {
        Some(word) => Ok(word as u32),
        None => Err(overflow(
            "Python int too large to convert to C unsigned long",
        )),
    }
}

fn getrandbits(thread: &Thread, object: &Object, k: &Object) -> Result<Ref> {
    let generator = this(thread, object)?;
    let k = types::bytes::as_c_int(thread, k)?;
    let Ok(mut k) = u32::try_from(k) else {
        return Err(thread.value_error(format_args!("number of bits must be non-negative")));
    };
    if k == 0 {
        return Int::new(thread, 0);
    }
    if k <= 32 {
        return Int::from_usize(thread, (generator.next() >> (32 - k)) as usize);
    }
    let mut words = Buf::<u32>::with_capacity(thread.heap(), k.div_ceil(32) as usize)?;
    while k > 0 {
        let word = generator.next();
        words.push(if k < 32 { word >> (32 - k) } else { word })?;
        k = k.saturating_sub(32);
    }
    Int::from_u32_digits(thread, false, &words)
}
