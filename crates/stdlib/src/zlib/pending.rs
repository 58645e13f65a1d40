//! Compressed bytes on their way: bits that make no byte yet, bytes that wait for room, and where the caller wants them.

/// Where output goes, and how far it is filled.
pub struct Room<'a> {
    bytes: &'a mut [u8],
    used: usize,
}

impl<'a> Room<'a> {
    pub fn new(bytes: &'a mut [u8]) -> Room<'a> {
        Room { bytes, used: 0 }
    }

    /// Bytes that are there.
    pub fn used(&self) -> usize {
        self.used
    }

    /// Bytes that still fit.
    pub fn left(&self) -> usize {
        self.bytes.len() - self.used
    }

    /// What is there.
    pub fn written(&self) -> &[u8] {
        &self.bytes[..self.used]
    }

    /// Appends bytes, of which there are no more than fit.
    pub fn push(&mut self, more: &[u8]) {
        self.bytes[self.used..self.used + more.len()].copy_from_slice(more);
        self.used += more.len();
    }

    /// Appends what stands `distance` bytes back, so many times over; both fit.
    pub fn repeat(&mut self, distance: usize, count: usize) {
        let (from, end) = (self.used - distance, self.used + count);
        if distance >= count {
            self.bytes.copy_within(from..from + count, self.used);
        } else {
            for at in self.used..end {
                self.bytes[at] = self.bytes[at - distance];
            }
        }
        self.used = end;
    }
}

/// Bytes that wait: `from..to` of the memory for them. Bits are written from the lowest on.
#[derive(Clone, Default)]
pub struct Pending {
    from: usize,
    to: usize,
    bits: u64,
    count: u32,
}

impl Pending {
    /// Bytes that wait.
    pub fn len(&self) -> usize {
        self.to - self.from
    }

    /// Bits that make no byte yet.
    pub fn bits(&self) -> usize {
        self.count as usize
    }

    /// Writes bits.
    #[inline]
    pub fn put(&mut self, memory: &mut [u8], value: usize, count: u32) {
        self.bits |= (value as u64) << self.count;
        self.count += count;
        if self.count >= 32 {
            self.put_bytes(memory, &(self.bits as u32).to_le_bytes());
            self.bits >>= 32;
            self.count -= 32;
        }
    }

    /// Writes bytes, no bits being left.
    pub fn put_bytes(&mut self, memory: &mut [u8], bytes: &[u8]) {
        memory[self.to..self.to + bytes.len()].copy_from_slice(bytes);
        self.to += bytes.len();
    }

    /// Writes the whole bytes of the bits.
    pub fn settle(&mut self, memory: &mut [u8]) {
        while self.count >= 8 {
            self.put_bytes(memory, &[self.bits as u8]);
            self.bits >>= 8;
            self.count -= 8;
        }
    }

    /// Writes all bits; the last byte is filled with zeros.
    pub fn align(&mut self, memory: &mut [u8]) {
        self.settle(memory);
        if self.count > 0 {
            self.put_bytes(memory, &[self.bits as u8]);
        }
        self.bits = 0;
        self.count = 0;
    }

    /// Replaces the last bytes.
    pub fn replace(&mut self, memory: &mut [u8], bytes: &[u8]) {
        memory[self.to - bytes.len()..self.to].copy_from_slice(bytes);
    }

    /// Hands over what fits.
    pub fn flush(&mut self, memory: &mut [u8], room: &mut Room<'_>) {
        self.settle(memory);
        let count = self.len().min(room.left());
        room.push(&memory[self.from..self.from + count]);
        self.from += count;
        if self.from == self.to {
            self.from = 0;
            self.to = 0;
        }
    }
}
