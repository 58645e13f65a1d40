//! The state of one algorithm, whichever it is.

use super::blake2::{Blake2b, Blake2s, Parameters};
use digest::{Digest, ExtendableOutput, Update, XofReader};

macro_rules! algorithms {
    ($($name:ident $text:literal $ty:ty, $block:literal [$($also:literal)*];)*) => {
        /// The state of an algorithm.
        #[derive(Clone)]
        pub enum State {
            $($name(Box<$ty>),)*
            Shake128(Box<sha3::Shake128>),
            Shake256(Box<sha3::Shake256>),
            Blake2b(Box<Blake2b>),
            Blake2s(Box<Blake2s>),
            /// Two digests behind each other.
            Md5Sha1(Box<(md5::Md5, sha1::Sha1)>),
        }

        impl State {
            /// A fresh state by the name that Python uses.
            pub fn start(name: &str) -> Option<State> {
                Some(match name {
                    $($text => State::$name(Box::default()),)*
                    "shake_128" => State::Shake128(Box::default()),
                    "shake_256" => State::Shake256(Box::default()),
                    "blake2b" => State::Blake2b(Box::new(Blake2b::new(&Parameters::plain(64)))),
                    "blake2s" => State::Blake2s(Box::new(Blake2s::new(&Parameters::plain(32)))),
                    "md5-sha1" => State::Md5Sha1(Box::default()),
                    _ => return None,
                })
            }

            /// Python's name for what OpenSSL knows by this one.
            pub fn named(name: &str) -> Option<&'static str> {
                let small = name.to_ascii_lowercase();
                Some(match small.as_str() {
                    $($text $(| $also)* => $text,)*
                    "shake_128" | "shake128" | "shake-128" => "shake_128",
                    "shake_256" | "shake256" | "shake-256" => "shake_256",
                    "blake2b" | "blake2b512" | "blake2b-512" => "blake2b",
                    "blake2s" | "blake2s256" | "blake2s-256" => "blake2s",
                    "md5-sha1" => "md5-sha1",
                    _ => return None,
                })
            }

            /// Takes bytes in.
            pub fn update(&mut self, bytes: &[u8]) {
                match self {
                    $(State::$name(state) => Digest::update(state.as_mut(), bytes),)*
                    State::Shake128(state) => state.update(bytes),
                    State::Shake256(state) => state.update(bytes),
                    State::Blake2b(state) => state.update(bytes),
                    State::Blake2s(state) => state.update(bytes),
                    State::Md5Sha1(both) => {
                        Digest::update(&mut both.0, bytes);
                        Digest::update(&mut both.1, bytes);
                    }
                }
            }

            /// Writes the digest; the length matters to those of any length.
            pub fn finish(self, out: &mut [u8]) {
                match self {
                    $(State::$name(state) => out.copy_from_slice(&state.finalize()),)*
                    State::Shake128(state) => state.finalize_xof().read(out),
                    State::Shake256(state) => state.finalize_xof().read(out),
                    State::Blake2b(state) => state.finish(out),
                    State::Blake2s(state) => state.finish(out),
                    State::Md5Sha1(both) => {
                        out[..16].copy_from_slice(&both.0.finalize());
                        out[16..].copy_from_slice(&both.1.finalize());
                    }
                }
            }

            /// The algorithm's name, the length of its digest, its block size.
            pub fn about(&self) -> (&'static str, usize, usize) {
                match self {
                    $(State::$name(_) => ($text, <$ty as Digest>::output_size(), $block),)*
                    State::Shake128(_) => ("shake_128", 0, 168),
                    State::Shake256(_) => ("shake_256", 0, 136),
                    State::Blake2b(state) => ("blake2b", state.size(), 128),
                    State::Blake2s(state) => ("blake2s", state.size(), 64),
                    State::Md5Sha1(_) => ("md5-sha1", 36, 64),
                }
            }
        }
    };
}

algorithms! {
    Md5 "md5" md5::Md5, 64 ["ssl3-md5"];
    Sha1 "sha1" sha1::Sha1, 64 ["sha-1" "ssl3-sha1"];
    Sha224 "sha224" sha2::Sha224, 64 ["sha-224" "sha2-224"];
    Sha256 "sha256" sha2::Sha256, 64 ["sha-256" "sha2-256"];
    Sha384 "sha384" sha2::Sha384, 128 ["sha-384" "sha2-384"];
    Sha512 "sha512" sha2::Sha512, 128 ["sha-512" "sha2-512"];
    Sha512x224 "sha512_224" sha2::Sha512_224, 128 ["sha512-224" "sha-512/224" "sha2-512/224"];
    Sha512x256 "sha512_256" sha2::Sha512_256, 128 ["sha512-256" "sha-512/256" "sha2-512/256"];
    Sha3x224 "sha3_224" sha3::Sha3_224, 144 ["sha3-224"];
    Sha3x256 "sha3_256" sha3::Sha3_256, 136 ["sha3-256"];
    Sha3x384 "sha3_384" sha3::Sha3_384, 104 ["sha3-384"];
    Sha3x512 "sha3_512" sha3::Sha3_512, 72 ["sha3-512"];
}

impl State {
    /// Whether the digest has any length that is asked for.
    pub fn is_xof(&self) -> bool {
        matches!(self, State::Shake128(_) | State::Shake256(_))
    }
}

/// The longest digest of a fixed length.
pub const LONGEST: usize = 64;

/// A keyed hash (RFC 2104).
#[derive(Clone)]
pub struct Keyed {
    inner: State,
    outer: State,
}

impl Keyed {
    /// With a key of any length. `None` for algorithms that have no digest of their own length.
    pub fn new(hash: &State, key: &[u8]) -> Option<Keyed> {
        let (_, size, block) = hash.about();
        if hash.is_xof() || block > 256 {
            return None;
        }
        let mut pad = [0; 256];
        if key.len() > block {
            let mut state = hash.clone();
            state.update(key);
            state.finish(&mut pad[..size]);
        } else {
            pad[..key.len()].copy_from_slice(key);
        }
        let start = |with: u8| {
            let mut state = hash.clone();
            let mixed = pad.map(|byte| byte ^ with);
            state.update(&mixed[..block]);
            state
        };
        Some(Keyed {
            inner: start(0x36),
            outer: start(0x5c),
        })
    }

    /// Takes bytes in.
    pub fn update(&mut self, bytes: &[u8]) {
        self.inner.update(bytes);
    }

    /// Writes the digest.
    pub fn finish(self, out: &mut [u8]) {
        let mut outer = self.outer;
        self.inner.finish(out);
        outer.update(out);
        outer.finish(out);
    }

    /// As of the hash.
    pub fn about(&self) -> (&'static str, usize, usize) {
        self.inner.about()
    }
}
