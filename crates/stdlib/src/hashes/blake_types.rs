//! `_blake2`: `blake2b` and `blake2s` as types that are called.

use super::blake2::{Blake2b, Blake2s, Parameters};
use super::state::State;
use super::{BLAKE_GETSETS, LAYOUT, called, finished, hashable, plain};
use object::{Args, Builtin, LayoutInfo, Object, Raised, Ref, Result, Thread, Type, TypeSpec};
use types::module::Module;
use types::{Int, Signature, protocol};

static BLAKE2B_LAYOUT: LayoutInfo = LayoutInfo::with_room(&LAYOUT, "blake2b", 440);
static BLAKE2S_LAYOUT: LayoutInfo = LayoutInfo::with_room(&LAYOUT, "blake2s", 232);

macro_rules! text {
    ($name:literal) => {
        concat!($name, "(data=b\'\', /, *, digest_size=_blake2.", $name,
            ".MAX_DIGEST_SIZE,\n        key=b\'\', salt=b\'\', person=b\'\', fanout=1, depth=1, leaf_size=0,\n        node_offset=0, node_depth=0, inner_size=0, last_node=False,\n        usedforsecurity=True)\n--\n\nReturn a new BLAKE2 hash object.")
    };
}

pub(super) static BLAKE2B: TypeSpec = TypeSpec {
    getsets: BLAKE_GETSETS,
    doc: Some(text!("blake2b")),
    ..called(
        plain("_blake2.blake2b", &BLAKE2B_LAYOUT),
        |thread, ty, args| new(thread, ty, "blake2b", &args),
    )
};
pub(super) static BLAKE2S: TypeSpec = TypeSpec {
    getsets: BLAKE_GETSETS,
    doc: Some(text!("blake2s")),
    ..called(
        plain("_blake2.blake2s", &BLAKE2S_LAYOUT),
        |thread, ty, args| new(thread, ty, "blake2s", &args),
    )
};

/// What lengths the parameters may have, as attributes of the types and of the module.
pub(super) fn fill(thread: &Thread, module: &Module) -> Result<()> {
    for (spec, prefix, [salt, person, key, digest]) in [
        (&BLAKE2B, "BLAKE2B_", [16, 16, 64, 64]),
        (&BLAKE2S, "BLAKE2S_", [8, 8, 32, 32]),
    ] {
        module.add_type(thread, spec)?;
        let ty = types::type_of(thread, spec)?;
        for (name, size) in [
            ("SALT_SIZE", salt),
            ("PERSON_SIZE", person),
            ("MAX_KEY_SIZE", key),
            ("MAX_DIGEST_SIZE", digest),
        ] {
            let size = Int::new(thread, size)?;
            if let Some(dict) = types::typeobj::dict_of(ty) {
                dict.set_text(thread, name, &size)?;
            }
            module.add(thread, &format!("{prefix}{name}"), &size)?;
        }
        types::typeobj::modified(ty);
    }
    Ok(())
}

/// The arguments, by place.
struct Given<'a> {
    thread: &'a Thread,
    bound: types::Bound<'a, 13>,
}

impl Given<'_> {
    /// Copies bytes, at most as many as there is room for: what, and how the limit is told.
    fn bytes(&self, index: usize, what: &str, most: usize, into: &mut [u8]) -> Result<usize> {
        let Some(given) = self.bound.get(index) else {
            return Ok(0);
        };
        let view = protocol::buffer(self.thread, given, false)?;
        let bytes = view.bytes();
        if bytes.len() > most {
            return Err(self.refuse(format_args!("maximum {what} length is {most} bytes")));
        }
        into[..bytes.len()].copy_from_slice(bytes);
        Ok(bytes.len())
    }

    fn refuse(&self, message: std::fmt::Arguments<'_>) -> Raised {
        self.thread.value_error(message)
    }

    fn number(&self, index: usize, default: i32) -> Result<i32> {
        match self.bound.get(index) {
            Some(given) => {
                let number = protocol::as_isize(self.thread, given, Builtin::OverflowError)?;
                i32::try_from(number).map_err(|_| {
                    let text = format_args!("Python int too large to convert to C int");
                    self.thread.raise(Builtin::OverflowError, text)
                })
            }
            None => Ok(default),
        }
    }

    fn within(&self, value: i32, least: i32, most: i32, text: &str) -> Result<u8> {
        match (least..=most).contains(&value) {
            true => Ok(value as u8),
            false => Err(self.refuse(format_args!("{text} {most}"))),
        }
    }

    fn long(&self, index: usize, too_big: &str) -> Result<u64> {
        let Some(given) = self.bound.get(index) else {
            return Ok(0);
        };
        let Some(number) = given.downcast::<Int>() else {
            return Err(self
                .thread
                .type_error(format_args!("an integer is required")));
        };
        if number.is_negative() {
            return Err(self.refuse(format_args!("value must be positive")));
        }
        match number.as_usize() {
            Some(number) => Ok(number as u64),
            None => Err(self
                .thread
                .raise(Builtin::OverflowError, format_args!("{too_big}"))),
        }
    }
}

fn bind<'a>(thread: &'a Thread, name: &'static str, args: &Args<'a>) -> Result<Given<'a>> {
    let signature = Signature {
        function: name,
        names: [
            "",
            "digest_size",
            "key",
            "salt",
            "person",
            "fanout",
            "depth",
            "leaf_size",
            "node_offset",
            "node_depth",
            "inner_size",
            "last_node",
            "usedforsecurity",
        ],
        required: 0,
        positional: 1,
    };
    let bound = signature.bind(thread, args)?;
    Ok(Given { thread, bound })
}

fn parameters(given: &Given<'_>, big: bool) -> Result<Parameters> {
    let thread = given.thread;
    let (most, short) = if big { (64, 16) } else { (32, 8) };
    let digest_size = given.number(1, most)?;
    let [fanout, depth] = [given.number(5, 1)?, given.number(6, 1)?];
    let [node_depth, inner_size] = [given.number(9, 0)?, given.number(10, 0)?];
    let last_node = match given.bound.get(11) {
        Some(flag) => protocol::is_true(thread, flag)?,
        None => false,
    };
    if !(1..=most).contains(&digest_size) {
        return Err(given.refuse(format_args!(
            "digest_size must be between 1 and {most} bytes"
        )));
    }
    let mut with = Parameters {
        last_node,
        ..Parameters::plain(digest_size as usize)
    };
    let mut room = [0; 16];
    given.bytes(3, "salt", short, &mut room)?;
    with.salt = std::mem::take(&mut room);
    given.bytes(4, "person", short, &mut room)?;
    with.person = room;
    with.fanout = given.within(fanout, 0, 255, "fanout must be between 0 and")?;
    with.depth = given.within(depth, 1, 255, "depth must be between 1 and")?;
    let leaf = given.long(7, "Python int too large to convert to C unsigned long")?;
    with.leaf_size = u32::try_from(leaf).map_err(|_| too_large(thread, "leaf_size"))?;
    with.node_offset = given.long(8, "int too big to convert")?;
    if !big && with.node_offset >> 48 != 0 {
        return Err(too_large(thread, "node_offset"));
    }
    with.node_depth = given.within(node_depth, 0, 255, "node_depth must be between 0 and")?;
    with.inner_size = given.within(inner_size, 0, most, "inner_size must be between 0 and is")?;
    let mut key = [0; 64];
    with.key_size = given.bytes(2, "key", most as usize, &mut key)?;
    with.key = key;
    Ok(with)
}

fn too_large(thread: &Thread, what: &str) -> Raised {
    thread.raise(Builtin::OverflowError, format_args!("{what} is too large"))
}

fn new(thread: &Thread, ty: &Type, name: &'static str, args: &Args<'_>) -> Result<Ref> {
    let given = bind(thread, name, args)?;
    let big = name == "blake2b";
    let with = parameters(&given, big)?;
    let mut state = match big {
        true => State::Blake2b(Box::new(Blake2b::new(&with))),
        false => State::Blake2s(Box::new(Blake2s::new(&with))),
    };
    let data: Option<&Object> = given.bound.get(0);
    if let Some(data) = data {
        let bytes = hashable(thread, data)?;
        state.update(bytes.bytes());
    }
    finished(thread, ty, state)
}
