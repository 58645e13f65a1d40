//! Reading values: objects, arrays, and what stands in them.
//!
//! Invariant: `at` is where the next unit is read; after a value it stands behind it. Where a value should start and none does
//! a `StopIteration` of the place is raised, which the decoder tells in its own words.

use super::scanner::Scanner;
use super::{error, number, text};
use object::{Builtin, Object, Raised, Ref, Result, Thread};
use types::str::Unit;
use types::{Dict, Float, List, Str, Tuple, protocol};

/// A document, and how far it is read.
pub(super) struct Parser<'a, U> {
    pub(super) thread: &'a Thread,
    pub(super) scanner: &'a Scanner,
    document: &'a Str,
    pub(super) units: &'a [U],
    /// The keys of the document so far: equal ones are one object.
    memo: &'a Dict,
    pub(super) at: usize,
}

/// A slot of the scanner that isn't `None`.
fn hook(slot: &object::Slot) -> Option<Ref> {
    slot.get()
        .filter(|hook| !hook.is_exactly(Builtin::NoneType))
}

impl<'a, U: Unit> Parser<'a, U> {
    pub(super) fn new(
        thread: &'a Thread,
        scanner: &'a Scanner,
        document: &'a Str,
        units: &'a [U],
        memo: &'a Dict,
        at: usize,
    ) -> Parser<'a, U> {
        Parser {
            thread,
            scanner,
            document,
            units,
            memo,
            at,
        }
    }

    /// How far it is read.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// The unit at a place, if it is an ASCII character; 0, which stands for nothing, otherwise.
    #[inline(always)]
    pub(super) fn byte(&self, at: usize) -> u8 {
        match self.units.get(at) {
            Some(&unit) => u8::try_from(unit.into()).unwrap_or(0),
            None => 0,
        }
    }

    /// Passes white space and tells what follows.
    #[inline(always)]
    fn skip(&mut self) -> u8 {
        loop {
            match self.byte(self.at) {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                other => return other,
            }
        }
    }

    /// Whether an ASCII word stands at the place.
    fn has(&self, word: &[u8]) -> bool {
        let found = self
            .units
            .get(self.at..)
            .and_then(|rest| rest.get(..word.len()));
        found.is_some_and(|found| {
            found
                .iter()
                .zip(word)
                .all(|(&unit, &byte)| unit.into() == u32::from(byte))
        })
    }

    #[cold]
    fn error(&self, message: &str, place: usize) -> Raised {
        error(self.thread, message, self.document, place as isize)
    }

    /// No value starts at a place.
    #[cold]
    pub(super) fn nothing(&self, place: usize) -> Raised {
        match super::place_of(self.thread, place) {
            Ok(place) => {
                types::exception::raise_with(self.thread, Builtin::StopIteration, &[place])
            }
            Err(raised) => raised,
        }
    }

    /// Reads the value that starts here.
    pub(super) fn value(&mut self) -> Result<Ref> {
        let heap = self.thread.heap();
        if self.at >= self.units.len() {
            return Err(self.nothing(self.at));
        }
        match self.byte(self.at) {
            b'"' => Ok(self.string()?.into_object()),
            b'{' => self.object(),
            b'[' => self.array(),
            b'n' if self.has(b"null") => Ok(self.word(4, heap.none())),
            b't' if self.has(b"true") => Ok(self.word(4, heap.bool(true))),
            b'f' if self.has(b"false") => Ok(self.word(5, heap.bool(false))),
            b'N' if self.has(b"NaN") => self.constant("NaN"),
            b'I' if self.has(b"Infinity") => self.constant("Infinity"),
            b'-' if self.has(b"-Infinity") => self.constant("-Infinity"),
            _ => number::read(self),
        }
    }

    fn word(&mut self, len: usize, value: Ref) -> Ref {
        self.at += len;
        value
    }

    fn constant(&mut self, name: &'static str) -> Result<Ref> {
        let text = types::str::intern(self.thread, Str::new(self.thread, name)?)?;
        self.at += name.len();
        match self.scanner.parse_constant.get() {
            Some(parse) => protocol::call(self.thread, &parse, &[text.into_object()]),
            None => Err(self
                .thread
                .system_error(format_args!("a scanner without its hooks"))),
        }
    }

    fn string(&mut self) -> Result<Ref<Str>> {
        let strict = self.scanner.strict.get();
        let (text, next) = text::scan(self.thread, self.document, self.units, self.at + 1, strict)?;
        self.at = next;
        Ok(text)
    }

    fn array(&mut self) -> Result<Ref> {
        let thread = self.thread;
        let _deeper = thread.enter(" while decoding a JSON array from a unicode string")?;
        let items = List::new(thread)?;
        self.at += 1;
        if self.skip() == b']' {
            self.at += 1;
            return Ok(items.into_object());
        }
        loop {
            let item = self.value()?;
            items.push(thread, item)?;
            match self.skip() {
                b']' => break,
                b',' => {}
                _ => return Err(self.error("Expecting ',' delimiter", self.at)),
            }
            let comma = self.at;
            self.at += 1;
            if self.skip() == b']' {
                return Err(self.error("Illegal trailing comma before end of array", comma));
            }
        }
        self.at += 1;
        Ok(items.into_object())
    }

    fn object(&mut self) -> Result<Ref> {
        let thread = self.thread;
        let _deeper = thread.enter(" while decoding a JSON object from a unicode string")?;
        if let Some(hook) = hook(&self.scanner.object_pairs_hook) {
            let pairs = List::new(thread)?;
            self.entries(|key, value| {
                let pair = Tuple::from_array(thread, [key, value])?;
                pairs.push(thread, pair.into_object())
            })?;
            return protocol::call(thread, &hook, &[pairs.into_object()]);
        }
        let dict = Dict::new(thread)?;
        self.entries(|key, value| dict.set_owned(thread, key, value))?;
        match hook(&self.scanner.object_hook) {
            Some(hook) => protocol::call(thread, &hook, &[dict.into_object()]),
            None => Ok(dict.into_object()),
        }
    }

    /// Reads what stands in braces.
    fn entries(&mut self, mut add: impl FnMut(Ref, Ref) -> Result<()>) -> Result<()> {
        self.at += 1;
        if self.skip() == b'}' {
            self.at += 1;
            return Ok(());
        }
        loop {
            let key = self.key()?;
            let value = self.value()?;
            add(key, value)?;
            match self.skip() {
                b'}' => break,
                b',' => {}
                _ => return Err(self.error("Expecting ',' delimiter", self.at)),
            }
            let comma = self.at;
            self.at += 1;
            if self.skip() == b'}' {
                return Err(self.error("Illegal trailing comma before end of object", comma));
            }
        }
        self.at += 1;
        Ok(())
    }

    /// A key and the colon.
    fn key(&mut self) -> Result<Ref> {
        if self.byte(self.at) != b'"' {
            let message = "Expecting property name enclosed in double quotes";
            return Err(self.error(message, self.at));
        }
        let key = self.string()?;
        let key = self
            .memo
            .set_default(self.thread, key.as_object(), key.as_object())?;
        if self.skip() != b':' {
            return Err(self.error("Expecting ':' delimiter", self.at));
        }
        self.at += 1;
        self.skip();
        Ok(key)
    }

    /// A float as it is, where nobody else makes it.
    pub(super) fn float(&self, value: f64) -> Result<Ref> {
        Float::new(self.thread, value)
    }

    /// Whether the scanner leaves numbers of a kind to the built-in type.
    pub(super) fn is_builtin(&self, parse: &Object, kind: Builtin) -> bool {
        parse.is(self.thread.heap().builtin(kind).as_object())
    }
}
