//! Hashes of text and bytes: SipHash-1-3 over the stored bytes, with the key that 3.13 derives from `PYTHONHASHSEED`.

/// The key for a seed: 0 gives the zero key, other seeds are stretched by the generator that CPython uses for this.
pub fn hash_key(seed: u32) -> [u64; 2] {
    if seed == 0 {
        return [0, 0];
    }
    let mut state = seed;
    [0; 2].map(|_: u64| {
        let mut word = 0;
        for shift in (0..64).step_by(8) {
            state = state.wrapping_mul(214_013).wrapping_add(2_531_011);
            word |= u64::from(state >> 16 & 0xFF) << shift;
        }
        word
    })
}

/// The hash of bytes under a key: 0 for no bytes, never -1.
#[inline]
pub fn hash_bytes(key: [u64; 2], bytes: &[u8]) -> isize {
    if bytes.is_empty() {
        return 0;
    }
    match siphash13(key, bytes) as isize {
        -1 => -2,
        hash => hash,
    }
}

/// The four words that a message is mixed into.
struct Lanes([u64; 4]);

impl Lanes {
    #[inline(always)]
    fn round(&mut self) {
        let [a, b, c, d] = &mut self.0;
        *a = a.wrapping_add(*b);
        *c = c.wrapping_add(*d);
        *b = b.rotate_left(13) ^ *a;
        *d = d.rotate_left(16) ^ *c;
        *a = a.rotate_left(32);
        *c = c.wrapping_add(*b);
        *a = a.wrapping_add(*d);
        *b = b.rotate_left(17) ^ *c;
        *d = d.rotate_left(21) ^ *a;
        *c = c.rotate_left(32);
    }

    #[inline(always)]
    fn absorb(&mut self, word: u64) {
        self.0[3] ^= word;
        self.round();
        self.0[0] ^= word;
    }
}

fn siphash13([k0, k1]: [u64; 2], bytes: &[u8]) -> u64 {
    let mut lanes = Lanes([
        k0 ^ 0x736f_6d65_7073_6575,
        k1 ^ 0x646f_7261_6e64_6f6d,
        k0 ^ 0x6c79_6765_6e65_7261,
        k1 ^ 0x7465_6462_7974_6573,
    ]);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        lanes.absorb(u64::from_le_bytes(*word));
    }
    let mut last = (bytes.len() as u64) << 56;
    for (i, &byte) in rest.iter().enumerate() {
        last |= u64::from(byte) << (8 * i);
    }
    lanes.absorb(last);
    lanes.0[2] ^= 0xFF;
    for _ in 0..3 {
        lanes.round();
    }
    lanes.0.into_iter().fold(0, |all, lane| all ^ lane)
}
