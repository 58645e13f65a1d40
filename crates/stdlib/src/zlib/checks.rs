//! The sums that tell whether text is whole.

use super::deflate::Wrap;

/// A sum in the making.
#[derive(Clone)]
pub enum Check {
    None,
    Adler(u32),
    Crc(u32),
}

impl Check {
    /// The sum of nothing.
    pub fn of(wrap: Wrap) -> Check {
        match wrap {
            Wrap::Raw => Check::None,
            Wrap::Zlib => Check::Adler(1),
            Wrap::Gzip => Check::Crc(0),
        }
    }

    pub fn add(&mut self, bytes: &[u8]) {
        match self {
            Check::None => {}
            Check::Adler(sum) => *sum = adler32(*sum, bytes),
            Check::Crc(sum) => *sum = crc32(*sum, bytes),
        }
    }

    pub fn sum(&self) -> u32 {
        match *self {
            Check::None => 0,
            Check::Adler(sum) | Check::Crc(sum) => sum,
        }
    }
}

/// Adler-32 of more bytes.
pub fn adler32(sum: u32, bytes: &[u8]) -> u32 {
    let mut hasher = simd_adler32::Adler32::from_checksum(sum);
    hasher.write(bytes);
    hasher.finish()
}

/// CRC-32 of more bytes.
pub fn crc32(sum: u32, bytes: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new_with_initial(sum);
    hasher.update(bytes);
    hasher.finalize()
}
