//! Keys from passwords: PBKDF2 (RFC 8018) and scrypt (RFC 7914).

use super::state::{Keyed, LONGEST, State};
use object::{Buf, Result, Thread};

/// Fills `out` block by block, each the sum of `iterations` keyed hashes of what stands before.
pub fn pbkdf2(keyed: &Keyed, salt: &[u8], iterations: u64, out: &mut [u8]) {
    let size = keyed.about().1;
    for (index, block) in out.chunks_mut(size).enumerate() {
        let mut turn = [0; LONGEST];
        let mut sum = [0; LONGEST];
        let mut first = keyed.clone();
        first.update(salt);
        first.update(&(index as u32 + 1).to_be_bytes());
        first.finish(&mut turn[..size]);
        sum[..size].copy_from_slice(&turn[..size]);
        for _ in 1..iterations {
            let mut next = keyed.clone();
            next.update(&turn[..size]);
            next.finish(&mut turn[..size]);
            for (to, from) in sum.iter_mut().zip(&turn) {
                *to ^= from;
            }
        }
        block.copy_from_slice(&sum[..block.len()]);
    }
}

/// What scrypt costs.
pub struct Cost {
    pub n: usize,
    pub r: usize,
    pub p: usize,
}

/// Fills `out`; the memory that makes it hard is the heap's. `None` where the system has no such hash.
pub fn scrypt(
    thread: &Thread,
    password: &[u8],
    salt: &[u8],
    cost: &Cost,
    out: &mut [u8],
) -> Result<()> {
    let Some(keyed) = State::start("sha256").and_then(|hash| Keyed::new(&hash, password)) else {
        return Err(thread.system_error(format_args!("there is no sha256")));
    };
    let heap = thread.heap();
    let row = 32 * cost.r;
    let mut blocks = Buf::filled(heap, 0u8, 128 * cost.r * cost.p)?;
    pbkdf2(&keyed, salt, 1, &mut blocks);
    let mut table = Buf::filled(heap, 0u32, row * cost.n)?;
    let mut words = Buf::filled(heap, 0u32, row)?;
    let mut spare = Buf::filled(heap, 0u32, row)?;
    for block in blocks.chunks_exact_mut(128 * cost.r) {
        for (word, bytes) in words.iter_mut().zip(block.as_chunks::<4>().0) {
            *word = u32::from_le_bytes(*bytes);
        }
        for saved in table.chunks_exact_mut(row) {
            saved.copy_from_slice(&words);
            mix(&mut words, &mut spare);
        }
        for _ in 0..cost.n {
            let which = words[row - 16] as usize & (cost.n - 1);
            let saved = &table[which * row..(which + 1) * row];
            words.iter_mut().zip(saved).for_each(|(w, s)| *w ^= s);
            mix(&mut words, &mut spare);
        }
        for (word, bytes) in words.iter().zip(block.as_chunks_mut::<4>().0) {
            *bytes = word.to_le_bytes();
        }
    }
    pbkdf2(&keyed, &blocks, 1, out);
    Ok(())
}

/// Mixes the chunks of 16 words one into the next; even ones come to the front.
fn mix(words: &mut [u32], spare: &mut [u32]) {
    let chunks = words.len() / 16;
    let mut turn = [0; 16];
    turn.copy_from_slice(&words[words.len() - 16..]);
    for (index, chunk) in words.chunks_exact(16).enumerate() {
        turn.iter_mut().zip(chunk).for_each(|(t, c)| *t ^= c);
        salsa(&mut turn);
        let place = index / 2 + index % 2 * (chunks / 2);
        spare[place * 16..(place + 1) * 16].copy_from_slice(&turn);
    }
    words.copy_from_slice(spare);
}

/// Salsa20/8.
fn salsa(block: &mut [u32; 16]) {
    const QUARTERS: [[usize; 4]; 8] = [
        [0, 4, 8, 12],
        [5, 9, 13, 1],
        [10, 14, 2, 6],
        [15, 3, 7, 11],
        [0, 1, 2, 3],
        [5, 6, 7, 4],
        [10, 11, 8, 9],
        [15, 12, 13, 14],
    ];
    let mut x = *block;
    for _ in 0..4 {
        for [a, b, c, d] in QUARTERS {
            x[b] ^= x[a].wrapping_add(x[d]).rotate_left(7);
            x[c] ^= x[b].wrapping_add(x[a]).rotate_left(9);
            x[d] ^= x[c].wrapping_add(x[b]).rotate_left(13);
            x[a] ^= x[d].wrapping_add(x[c]).rotate_left(18);
        }
    }
    block
        .iter_mut()
        .zip(x)
        .for_each(|(to, from)| *to = to.wrapping_add(from));
}
