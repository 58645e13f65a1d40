//! What the format fixes: lengths and distances with their extra bits, the order of code lengths.

/// Symbols of the first alphabet that are bytes; the next ends a block, those behind are lengths.
pub const LITERALS: usize = 256;
pub const END_OF_BLOCK: usize = 256;
/// Symbols of literals and lengths, of distances, of code lengths.
pub const LITERAL_CODES: usize = 286;
pub const DISTANCE_CODES: usize = 30;
pub const LENGTH_CODES: usize = 19;

/// Shortest and longest match.
pub const MIN_MATCH: usize = 3;
pub const MAX_MATCH: usize = 258;

/// Extra bits of the 29 lengths.
pub const LENGTH_EXTRA: [u8; 29] = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
];

/// Extra bits of the distances: none for four of them, then one more for each two.
pub const DISTANCE_EXTRA: [u8; DISTANCE_CODES] = {
    let mut extra = [0; DISTANCE_CODES];
    let mut code = 4;
    while code < DISTANCE_CODES {
        extra[code] = (code / 2 - 1) as u8;
        code += 1;
    }
    extra
};

/// The first match length that a length symbol means.
pub const LENGTH_BASE: [u16; 29] = {
    let mut base = [0; 29];
    let (mut code, mut next) = (0, MIN_MATCH as u16);
    while code < 28 {
        base[code] = next;
        next += 1 << LENGTH_EXTRA[code];
        code += 1;
    }
    base[28] = MAX_MATCH as u16;
    base
};

/// The first distance that a symbol means.
pub const DISTANCE_BASE: [u16; DISTANCE_CODES] = {
    let mut base = [0; DISTANCE_CODES];
    let (mut code, mut next) = (0, 1u32);
    while code < DISTANCE_CODES {
        base[code] = next as u16;
        next += 1 << DISTANCE_EXTRA[code];
        code += 1;
    }
    base
};

/// The symbol of each match length, from the shortest on.
pub static LENGTH_CODE: [u8; MAX_MATCH - MIN_MATCH + 1] = {
    let mut codes = [0; MAX_MATCH - MIN_MATCH + 1];
    let (mut code, mut at) = (0, 0);
    while code < 28 {
        let mut n = 0;
        while n < 1 << LENGTH_EXTRA[code] {
            codes[at] = code as u8;
            at += 1;
            n += 1;
        }
        code += 1;
        // The last of them would overlap the longest match, which has a symbol of its own.
        if code == 28 {
            codes[MAX_MATCH - MIN_MATCH] = 28;
        }
    }
    codes
};

/// The symbol of a distance.
#[inline]
pub fn distance_code(distance: usize) -> usize {
    match distance - 1 {
        below @ 0..4 => below,
        below => {
            let top = below.ilog2() as usize;
            2 * top + (below >> (top - 1) & 1)
        }
    }
}

/// The order in which the lengths of the code length codes are written.
pub const LENGTH_ORDER: [u8; LENGTH_CODES] = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
];

/// Lengths of the fixed codes of literals and match lengths.
pub const fn fixed_length(symbol: usize) -> u8 {
    match symbol {
        0..144 => 8,
        144..256 => 9,
        256..280 => 7,
        _ => 8,
    }
}
