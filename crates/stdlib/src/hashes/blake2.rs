//! BLAKE2b and BLAKE2s (RFC 7693) with keys, salts, names and tree parameters.
//!
//! Both are one construction over words of two sizes; the macro writes it for each.

/// What a hash is parameterised with. Salt and person are padded with zeros to the length of the words they fill.
#[derive(Clone)]
pub struct Parameters {
    pub digest_size: usize,
    pub key: [u8; 64],
    pub key_size: usize,
    pub salt: [u8; 16],
    pub person: [u8; 16],
    pub fanout: u8,
    pub depth: u8,
    pub leaf_size: u32,
    pub node_offset: u64,
    pub node_depth: u8,
    pub inner_size: u8,
    pub last_node: bool,
}

impl Parameters {
    /// A sequential hash without a key.
    pub fn plain(digest_size: usize) -> Parameters {
        Parameters {
            digest_size,
            key: [0; 64],
            key_size: 0,
            salt: [0; 16],
            person: [0; 16],
            fanout: 1,
            depth: 1,
            leaf_size: 0,
            node_offset: 0,
            node_depth: 0,
            inner_size: 0,
            last_node: false,
        }
    }
}

/// In which order the words of a block enter each round.
const SIGMA: [[usize; 16]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
    [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
    [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
    [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
    [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];

/// Which words of the state each step of a round mixes: columns, then diagonals.
const LANES: [[usize; 4]; 8] = [
    [0, 4, 8, 12],
    [1, 5, 9, 13],
    [2, 6, 10, 14],
    [3, 7, 11, 15],
    [0, 5, 10, 15],
    [1, 6, 11, 12],
    [2, 7, 8, 13],
    [3, 4, 9, 14],
];

macro_rules! blake2 {
    ($name:ident, $word:ty, $double:ty, $block:literal, $rounds:literal, $turns:expr, $start:expr, $layout:ident) => {
        /// The state of a hash.
        #[derive(Clone)]
        pub struct $name {
            chain: [$word; 8],
            /// Bytes that went in, in two words.
            count: $double,
            block: [u8; $block],
            filled: usize,
            size: usize,
            last_node: bool,
        }

        impl $name {
            /// A hash with nothing in it but the key.
            pub fn new(with: &Parameters) -> $name {
                const WORD: usize = size_of::<$word>();
                let packed = $layout(with);
                let mut chain: [$word; 8] = $start;
                for (word, bytes) in chain.iter_mut().zip(packed.chunks_exact(WORD)) {
                    let mut own = [0; WORD];
                    own.copy_from_slice(bytes);
                    *word ^= <$word>::from_le_bytes(own);
                }
                let mut fresh = $name {
                    chain,
                    count: 0,
                    block: [0; $block],
                    filled: 0,
                    size: with.digest_size,
                    last_node: with.last_node,
                };
                if with.key_size > 0 {
                    fresh.block[..with.key_size].copy_from_slice(&with.key[..with.key_size]);
                    fresh.filled = $block;
                }
                fresh
            }

            /// Bytes of the digest.
            pub fn size(&self) -> usize {
                self.size
            }

            /// The last block is kept back: only the end tells that it is the last.
            pub fn update(&mut self, mut bytes: &[u8]) {
                while !bytes.is_empty() {
                    if self.filled == $block {
                        self.count = self.count.wrapping_add($block);
                        self.compress(false);
                        self.filled = 0;
                    }
                    let more = bytes.len().min($block - self.filled);
                    self.block[self.filled..self.filled + more].copy_from_slice(&bytes[..more]);
                    self.filled += more;
                    bytes = &bytes[more..];
                }
            }

            /// Writes the digest.
            pub fn finish(mut self, out: &mut [u8]) {
                self.count = self.count.wrapping_add(self.filled as $double);
                self.block[self.filled..].fill(0);
                self.compress(true);
                let bytes = self.chain.iter().flat_map(|word| word.to_le_bytes());
                for (to, from) in out.iter_mut().zip(bytes) {
                    *to = from;
                }
            }

            fn compress(&mut self, last: bool) {
                const WORD: usize = size_of::<$word>();
                let start: [$word; 8] = $start;
                let mut message: [$word; 16] = [0; 16];
                for (word, bytes) in message.iter_mut().zip(self.block.chunks_exact(WORD)) {
                    let mut own = [0; WORD];
                    own.copy_from_slice(bytes);
                    *word = <$word>::from_le_bytes(own);
                }
                let mut v: [$word; 16] = [0; 16];
                v[..8].copy_from_slice(&self.chain);
                v[8..].copy_from_slice(&start);
                v[12] ^= self.count as $word;
                v[13] ^= (self.count >> <$word>::BITS) as $word;
                if last {
                    v[14] = !v[14];
                    if self.last_node {
                        v[15] = !v[15];
                    }
                }
                for round in 0..$rounds {
                    let order = &SIGMA[round % 10];
                    for (step, &[a, b, c, d]) in LANES.iter().enumerate() {
                        let (x, y) = (message[order[2 * step]], message[order[2 * step + 1]]);
                        let [r1, r2, r3, r4]: [u32; 4] = $turns;
                        v[a] = v[a].wrapping_add(v[b]).wrapping_add(x);
                        v[d] = (v[d] ^ v[a]).rotate_right(r1);
                        v[c] = v[c].wrapping_add(v[d]);
                        v[b] = (v[b] ^ v[c]).rotate_right(r2);
                        v[a] = v[a].wrapping_add(v[b]).wrapping_add(y);
                        v[d] = (v[d] ^ v[a]).rotate_right(r3);
                        v[c] = v[c].wrapping_add(v[d]);
                        v[b] = (v[b] ^ v[c]).rotate_right(r4);
                    }
                }
                for (index, word) in self.chain.iter_mut().enumerate() {
                    *word ^= v[index] ^ v[index + 8];
                }
            }
        }
    };
}

blake2! {
    Blake2b, u64, u128, 128, 12, [32, 24, 16, 63],
    [
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    ],
    pack_b
}

blake2! {
    Blake2s, u32, u64, 64, 10, [16, 12, 8, 7],
    [
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    ],
    pack_s
}

/// The parameters as the first words are mixed with them.
fn pack_b(with: &Parameters) -> [u8; 64] {
    let mut out = [0; 64];
    out[0] = with.digest_size as u8;
    out[1] = with.key_size as u8;
    out[2] = with.fanout;
    out[3] = with.depth;
    out[4..8].copy_from_slice(&with.leaf_size.to_le_bytes());
    out[8..16].copy_from_slice(&with.node_offset.to_le_bytes());
    out[16] = with.node_depth;
    out[17] = with.inner_size;
    out[32..48].copy_from_slice(&with.salt);
    out[48..64].copy_from_slice(&with.person);
    out
}

fn pack_s(with: &Parameters) -> [u8; 32] {
    let mut out = [0; 32];
    out[0] = with.digest_size as u8;
    out[1] = with.key_size as u8;
    out[2] = with.fanout;
    out[3] = with.depth;
    out[4..8].copy_from_slice(&with.leaf_size.to_le_bytes());
    out[8..14].copy_from_slice(&with.node_offset.to_le_bytes()[..6]);
    out[14] = with.node_depth;
    out[15] = with.inner_size;
    out[16..24].copy_from_slice(&with.salt[..8]);
    out[24..32].copy_from_slice(&with.person[..8]);
    out
}
