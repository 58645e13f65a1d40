//! Writing numbers, bytes and text.

use super::opcodes::*;
use super::save::Saver;
use object::{Builtin, Object, Raised, Result};
use types::bytearray::ByteArray;
use types::memoryview::PickleBuffer;
use types::str::Data;
use types::str::codec::encode;
use types::{Bytes, Float, Int, Str, Tuple, protocol};

impl Saver<'_> {
    pub(super) fn save_bool(&self, value: bool) -> Result<()> {
        match (self.proto() >= 2, value) {
            (true, true) => self.write(&[NEWTRUE]),
            (true, false) => self.write(&[NEWFALSE]),
            (false, true) => self.write(b"I01\n"),
            (false, false) => self.write(b"I00\n"),
        }
    }

    pub(super) fn save_int(&self, object: &Object) -> Result<()> {
        let Some(int) = object.downcast::<Int>() else {
            return Err(self.lost());
        };
        if let Some(small) = int.as_isize().and_then(|value| i32::try_from(value).ok()) {
            return self.save_small(small);
        }
        if self.proto() < 2 {
            let text = protocol::repr(self.thread, object)?;
            self.write(&[LONG])?;
            self.write(text.as_ascii().unwrap_or("").as_bytes())?;
            return self.write(b"L\n");
        }
        self.save_long(int)
    }

    fn save_small(&self, value: i32) -> Result<()> {
        if !self.is_binary() {
            self.write(&[INT])?;
            return self.write_decimal(i64::from(value));
        }
        match value.to_le_bytes() {
            [a, 0, 0, 0] => self.write(&[BININT1, a]),
            [a, b, 0, 0] => self.write(&[BININT2, a, b]),
            [a, b, c, d] => self.write(&[BININT, a, b, c, d]),
        }
    }

    /// Two's complement, the lowest byte first, no longer than it has to be.
    fn save_long(&self, int: &Int) -> Result<()> {
        let len = (types::int::bits::bit_length(int) >> 3) as usize + 1;
        if len > i32::MAX as usize {
            return Err(self.thread.raise(
                Builtin::OverflowError,
                format_args!("int too large to pickle"),
            ));
        }
        let mut room = object::Buf::filled(self.thread.heap(), 0u8, len)?;
        types::int::octets::write_little(self.thread, int, true, &mut room)?;
        let mut bytes = &room[..];
        if let [rest @ .., before, 0xFF] = bytes
            && before & 0x80 != 0
        {
            bytes = &bytes[..rest.len() + 1];
        }
        match u8::try_from(bytes.len()) {
            Ok(len) => self.write(&[LONG1, len])?,
            Err(_) => self.write_sized(LONG4, bytes.len())?,
        }
        self.write(bytes)
    }

    /// An opcode with a length of four bytes.
    fn write_sized(&self, opcode: u8, len: usize) -> Result<()> {
        let [a, b, c, d] = (len as u32).to_le_bytes();
        self.write(&[opcode, a, b, c, d])
    }

    pub(super) fn save_float(&self, object: &Object) -> Result<()> {
        let Some(float) = object.downcast::<Float>() else {
            return Err(self.lost());
        };
        if self.is_binary() {
            let mut all = [BINFLOAT; 9];
            all[1..].copy_from_slice(&float.value().to_be_bytes());
            return self.write(&all);
        }
        let text = protocol::repr(self.thread, object)?;
        self.write(&[FLOAT])?;
        self.write(text.as_ascii().unwrap_or("").as_bytes())?;
        self.write(b"\n")
    }

    #[cold]
    pub(super) fn lost(&self) -> Raised {
        self.thread
            .system_error(format_args!("a value without its layout"))
    }

    pub(super) fn save_bytes(&self, object: &Object) -> Result<()> {
        let Some(bytes) = object.downcast::<Bytes>() else {
            return Err(self.lost());
        };
        if self.proto() >= 3 {
            return self.save_octets(object, bytes.len(), || bytes.as_slice());
        }
        // Older protocols know text only.
        let heap = self.thread.heap();
        let parts = match bytes.is_empty() {
            true => [
                heap.builtin(Builtin::Bytes).as_object().to_ref(),
                heap.empty_tuple(),
            ],
            false => {
                let units = Data::One(bytes.as_slice());
                let text = Str::from_units(self.thread, units)?.into_object();
                let latin1 = types::str::intern_static(self.thread, "latin1")?.into_object();
                let args = Tuple::from_array(self.thread, [text, latin1])?.into_object();
                [self.state.kept(self.thread, &self.state.encode)?, args]
            }
        };
        let parts = Tuple::from_array(self.thread, parts)?;
        self.save_reduce(&parts, Some(object))
    }

    /// The bytes of an object, which is remembered.
    fn save_octets<'b>(
        &self,
        object: &Object,
        len: usize,
        bytes: impl Fn() -> &'b [u8],
    ) -> Result<()> {
        let wide = (len as u64).to_le_bytes();
        let mut header = [0; 9];
        header[1..].copy_from_slice(&wide);
        let header = if len <= 0xFF {
            header[0] = SHORT_BINBYTES;
            &header[..2]
        } else if u32::try_from(len).is_ok() {
            header[0] = BINBYTES;
            &header[..5]
        } else if self.proto() >= 4 {
            header[0] = BINBYTES8;
            &header[..]
        } else {
            return Err(self.thread.raise(
                Builtin::OverflowError,
                format_args!(
                    "serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher"
                ),
            ));
        };
        self.it
            .write_value(self.thread, header, len, Some(object), bytes)?;
        self.memoize(object)
    }

    pub(super) fn save_bytearray(&self, object: &Object) -> Result<()> {
        let Some(array) = object.downcast::<ByteArray>() else {
            return Err(self.lost());
        };
        if self.proto() >= 5 {
            return self.save_array(object, array.len(), || array.peek());
        }
        let heap = self.thread.heap();
        let class = heap.builtin(Builtin::ByteArray).as_object().to_ref();
        let args = match array.is_empty() {
            true => heap.empty_tuple(),
            false => {
                // Of one byte too: never the object that all share.
                let bytes = Bytes::unshared(self.thread, array.peek())?.into_object();
                Tuple::from_array(self.thread, [bytes])?.into_object()
            }
        };
        let parts = Tuple::from_array(self.thread, [class, args])?;
        self.save_reduce(&parts, Some(object))
    }

    fn save_array<'b>(
        &self,
        object: &Object,
        len: usize,
        bytes: impl Fn() -> &'b [u8],
    ) -> Result<()> {
        let mut header = [BYTEARRAY8; 9];
        header[1..].copy_from_slice(&(len as u64).to_le_bytes());
        self.it
            .write_value(self.thread, &header, len, Some(object), bytes)?;
        self.memoize(object)
    }

    pub(super) fn save_buffer(&self, object: &Object) -> Result<()> {
        let thread = self.thread;
        if self.proto() < 5 {
            let text = format_args!("PickleBuffer can only be pickled with protocol >= 5");
            return Err(self.state.pickling(thread, text));
        }
        let Some(buffer) = object.downcast::<PickleBuffer>() else {
            return Err(self.lost());
        };
        buffer.check(thread)?;
        if !buffer.is_contiguous() {
            let text = format_args!(
                "PickleBuffer can not be pickled when pointing to a non-contiguous buffer"
            );
            return Err(self.state.pickling(thread, text));
        }
        let inside = match self.it.buffer_callback.get() {
            None => true,
            Some(callback) => {
                let answer = protocol::call_one(thread, &callback, object)?;
                protocol::is_true(thread, &answer)?
            }
        };
        if !inside {
            self.write(&[NEXT_BUFFER])?;
            return match buffer.is_readonly() {
                true => self.write(&[READONLY_BUFFER]),
                false => Ok(()),
            };
        }
        // The callback may have released it.
        buffer.check(thread)?;
        match buffer.is_readonly() {
            true => self.save_octets(object, buffer.bytes().len(), || buffer.bytes()),
            false => self.save_array(object, buffer.bytes().len(), || buffer.bytes()),
        }
    }

    pub(super) fn save_str(&self, object: &Object) -> Result<()> {
        let Some(text) = object.downcast::<Str>() else {
            return Err(self.lost());
        };
        match self.is_binary() {
            true => self.save_text(text)?,
            false => {
                self.write(&[UNICODE])?;
                let plain = |&byte: &u8| !matches!(byte, 0 | b'\n' | b'\r' | 0x1A | b'\\');
                match text.data() {
                    Data::One(units) if units.iter().all(plain) => self.write(units)?,
                    _ => self.write(&self.raw_escape(text)?)?,
                }
                self.write(b"\n")?;
            }
        }
        self.memoize(object)
    }

    fn save_text(&self, text: &Str) -> Result<()> {
        if let Some(ascii) = text.as_ascii() {
            return self.save_utf8(ascii.as_bytes(), None);
        }
        if text.first_surrogate().is_none() {
            return self.save_utf8(text.to_utf8(self.thread)?.as_bytes(), None);
        }
        let pass = Str::new(self.thread, "surrogatepass")?;
        let encoded = encode(self.thread, text, None, Some(&pass))?;
        self.save_utf8(encoded.as_slice(), Some(encoded.as_object()))
    }

    fn save_utf8(&self, bytes: &[u8], payload: Option<&Object>) -> Result<()> {
        let len = bytes.len();
        let mut header = [0; 9];
        header[1..].copy_from_slice(&(len as u64).to_le_bytes());
        let header = if len <= 0xFF && self.proto() >= 4 {
            header[0] = SHORT_BINUNICODE;
            &header[..2]
        } else if u32::try_from(len).is_ok() {
            header[0] = BINUNICODE;
            &header[..5]
        } else if self.proto() >= 4 {
            header[0] = BINUNICODE8;
            &header[..]
        } else {
            return Err(self.thread.raise(
                Builtin::OverflowError,
                format_args!(
                    "serializing a string larger than 4 GiB requires pickle protocol 4 or higher"
                ),
            ));
        };
        self.it
            .write_value(self.thread, header, len, payload, || bytes)
    }

    /// The text as one line: what ends lines, and backslashes, are escapes as well.
    fn raw_escape(&self, text: &Str) -> Result<object::Buf<'_, u8>> {
        use std::fmt::Write;
        let mut out = object::Buf::with_capacity(self.thread.heap(), text.len())?;
        for point in text.code_points() {
            let done = match point {
                0x10000.. => write!(out, "\\U{point:08x}"),
                0x100.. | 0 | 0x0A | 0x0D | 0x1A | 0x5C => write!(out, "\\u{point:04x}"),
                _ => out.push(point as u8).map_err(|_| std::fmt::Error),
            };
            if done.is_err() {
                return Err(self.thread.no_memory());
            }
        }
        Ok(out)
    }
}
