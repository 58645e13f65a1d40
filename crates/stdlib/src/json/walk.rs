//! Going through values and writing them.
//!
//! What 3.13 makes as strings of their own before it writes them (numbers, strings in quotes) is made where somebody watches what
//! memory is taken, and written at once otherwise.

use super::encoder::Encoder;
use super::escape::Plan;
use object::{Builtin, Object, Raised, Ref, Result, Thread};
use types::protocol::Row;
use types::str::Writer;
use types::{Dict, Float, Int, List, Str, Tuple, protocol};

/// A document in the making.
pub(super) struct Walk<'a> {
    thread: &'a Thread,
    encoder: &'a Encoder,
    out: Writer<'a>,
    /// What is being written and may not come up again inside; none where nobody looks.
    markers: Option<Ref<Dict>>,
    indent: Option<Ref>,
    default: Ref,
    key_separator: Ref<Str>,
    item_separator: Ref<Str>,
}

/// What stands between the items of a list or dictionary that is spread over lines.
struct Lines {
    newline: Ref<Str>,
    separator: Ref<Str>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(thread: &'a Thread, encoder: &'a Encoder) -> Result<Walk<'a>> {
        let some = |slot: &object::Slot| slot.get().filter(|it| !it.is_exactly(Builtin::NoneType));
        let lost = || thread.system_error(format_args!("an encoder without its parts"));
        Ok(Walk {
            thread,
            encoder,
            out: Writer::new(thread),
            markers: some(&encoder.markers).and_then(|it| it.downcast_into::<Dict>().ok()),
            indent: some(&encoder.indent),
            default: encoder.default.get().ok_or_else(lost)?,
            key_separator: encoder.key_separator.get().ok_or_else(lost)?,
            item_separator: encoder.item_separator.get().ok_or_else(lost)?,
        })
    }

    pub(super) fn finish(self) -> Result<Ref<Str>> {
        self.out.finish()
    }

    /// The start of a line at a level; none where all is one line.
    pub(super) fn newline(&self, level: isize) -> Result<Option<Ref<Str>>> {
        let Some(indent) = &self.indent else {
            return Ok(None);
        };
        let newline = types::str::latin1(self.thread, b'\n');
        if level == 0 {
            return Ok(Some(newline));
        }
        let repeated = repeat(self.thread, indent, level)?;
        match repeated.downcast::<Str>() {
            Some(repeated) => types::str::concat(self.thread, &newline, repeated).map(Some),
            None => Err(self
                .thread
                .system_error(format_args!("an indentation that is no text"))),
        }
    }

    /// Writes a value. `newline` starts a line at its level.
    pub(super) fn value(&mut self, value: &Object, newline: Option<&Str>) -> Result<()> {
        match value.builtin() {
            Builtin::NoneType => return self.out.push_ascii(b"null"),
            Builtin::Bool => return self.out.push_ascii(self.word(value)),
            _ => {}
        }
        if let Some(text) = value.downcast::<Str>() {
            return self.text(text);
        }
        if let Some(int) = Int::of(value) {
            return self.int(int);
        }
        if let Some(float) = Float::of(value) {
            return self.float(float);
        }
        if value.downcast::<List>().is_some() || value.downcast::<Tuple>().is_some() {
            let _deeper = self.deeper()?;
            return self.list(value, newline);
        }
        if let Some(dict) = value.downcast::<Dict>() {
            let _deeper = self.deeper()?;
            return self.dict(dict, newline);
        }
        self.other(value, newline)
    }

    fn deeper(&self) -> Result<object::NativeCall<'a>> {
        self.thread.enter(" while encoding a JSON object")
    }

    fn word(&self, value: &Object) -> &'static [u8] {
        match value.is(&self.thread.heap().bool(true)) {
            true => b"true",
            false => b"false",
        }
    }

    /// What the hook says of a value that JSON doesn't know.
    fn other(&mut self, value: &Object, newline: Option<&Str>) -> Result<()> {
        let mark = self.mark(value)?;
        let made = protocol::call(self.thread, &self.default, Ref::borrowed(&[value]))?;
        let deeper = self.deeper()?;
        self.value(&made, newline)?;
        drop(deeper);
        drop(made);
        self.unmark(mark)
    }

    /// Notes that a value is being written; an error if it is already.
    fn mark(&self, value: &Object) -> Result<Option<Ref>> {
        let Some(markers) = &self.markers else {
            return Ok(None);
        };
        let mark = Int::from_usize(self.thread, value.id())?;
        if markers.contains(self.thread, &mark)? {
            let text = format_args!("Circular reference detected");
            return Err(self.thread.value_error(text));
        }
        markers.set(self.thread, &mark, value)?;
        Ok(Some(mark))
    }

    fn unmark(&self, mark: Option<Ref>) -> Result<()> {
        let (Some(markers), Some(mark)) = (&self.markers, mark) else {
            return Ok(());
        };
        match markers.remove(self.thread, &mark)? {
            Some(_) => Ok(()),
            None => Err(types::exception::key_error(self.thread, &mark)),
        }
    }

    fn text(&mut self, text: &Str) -> Result<()> {
        let ascii = match self.encoder.known.get() {
            0 => return self.text_by_hook(text),
            known => known == 1,
        };
        let plan = Plan::of(self.thread, text, ascii)?;
        if self.thread.heap().is_watched() {
            let whole = plan.whole(self.thread)?;
            return self.out.push(&whole);
        }
        plan.write(self.out.room(plan.len, plan.widest)?);
        Ok(())
    }

    #[cold]
    fn text_by_hook(&mut self, text: &Str) -> Result<()> {
        let Some(encoder) = self.encoder.encoder.get() else {
            return Err(self
                .thread
                .system_error(format_args!("an encoder without its parts")));
        };
        let made = protocol::call(self.thread, &encoder, Ref::borrowed(&[text.as_object()]))?;
        match made.downcast::<Str>() {
            Some(made) => self.out.push(made),
            None => {
                let name = made.ty().name();
                Err(self
                    .thread
                    .type_error(format_args!("encoder() must return a string, not {name}")))
            }
        }
    }

    fn int(&mut self, int: &Int) -> Result<()> {
        if let Some(value) = int.as_isize()
            && !self.thread.heap().is_watched()
        {
            types::int::text::ask_for_signals(self.thread, int);
            let mut room = itoa::Buffer::new();
            return self.out.push_ascii(room.format(value).as_bytes());
        }
        let text = types::int::text::to_str(self.thread, int)?;
        self.out.push(&text)
    }

    fn float(&mut self, float: &Float) -> Result<()> {
        let value = float.value();
        if value.is_finite() {
            let text = types::float::text(self.thread, value)?;
            return self.out.push(&text);
        }
        let word = self.infinite(float)?;
        let watched = self.thread.heap().is_watched();
        let _text = watched
            .then(|| Str::from_ascii(self.thread, word))
            .transpose()?;
        self.out.push_ascii(word)
    }

    /// The word for what isn't finite.
    fn infinite(&self, float: &Float) -> Result<&'static [u8]> {
        if self.encoder.allow_nan.get() == 0 {
            let shown = protocol::repr(self.thread, float.as_object())?;
            return Err(self.thread.value_error(format_args!(
                "Out of range float values are not JSON compliant: {shown}"
            )));
        }
        Ok(match float.value() {
            value if value > 0.0 => b"Infinity",
            value if value < 0.0 => b"-Infinity",
            _ => b"NaN",
        })
    }

    /// Starts the lines of what stands in brackets.
    fn lines(&mut self, newline: Option<&Str>) -> Result<Option<Lines>> {
        let (Some(indent), Some(newline)) = (&self.indent, newline) else {
            return Ok(None);
        };
        let Some(indent) = indent.downcast::<Str>() else {
            let name = indent.ty().name();
            return Err(self.thread.type_error(format_args!(
                "can only concatenate str (not \"{name}\") to str"
            )));
        };
        let newline = types::str::concat(self.thread, newline, indent)?;
        let separator = types::str::concat(self.thread, &self.item_separator, &newline)?;
        self.out.push(&newline)?;
        Ok(Some(Lines { newline, separator }))
    }

    /// Ends them.
    fn last_line(&mut self, lines: Option<Lines>, newline: Option<&Str>) -> Result<()> {
        let spread = lines.is_some();
        drop(lines);
        match newline {
            Some(newline) if spread => self.out.push(newline),
            _ => Ok(()),
        }
    }

    fn separate(&mut self, lines: Option<&Lines>) -> Result<()> {
        match lines {
            Some(lines) => self.out.push(&lines.separator),
            None => self.out.push(&self.item_separator),
        }
    }

    fn list(&mut self, value: &Object, newline: Option<&Str>) -> Result<()> {
        let items = protocol::items_of(self.thread, value.to_ref())?;
        if items.peek().is_empty() {
            return self.out.push_ascii(b"[]");
        }
        let mark = self.mark(value)?;
        self.out.push_point(u32::from(b'['))?;
        let lines = self.lines(newline)?;
        let inner = lines.as_ref().map(|lines| &*lines.newline);
        let mut at = 0;
        while let Some(item) = item(&items, at) {
            if at > 0 {
                self.separate(lines.as_ref())?;
            }
            self.value(&item, inner)?;
            at += 1;
        }
        self.unmark(mark)?;
        self.last_line(lines, newline)?;
        self.out.push_point(u32::from(b']'))
    }

    fn dict(&mut self, dict: &Dict, newline: Option<&Str>) -> Result<()> {
        if dict.is_empty() {
            return self.out.push_ascii(b"{}");
        }
        let mark = self.mark(dict.as_object())?;
        self.out.push_point(u32::from(b'{'))?;
        let lines = self.lines(newline)?;
        if self.encoder.sort_keys.get() || !dict.as_object().is_exactly(Builtin::Dict) {
            self.sorted(dict, lines.as_ref())?;
        } else {
            let (mut at, mut first) = (0, true);
            while let Some((key, value)) = dict.next(&mut at) {
                self.entry(&mut first, &key, &value, lines.as_ref())?;
            }
        }
        self.unmark(mark)?;
        self.last_line(lines, newline)?;
        self.out.push_point(u32::from(b'}'))
    }

    /// Writes the entries that the dictionary tells of itself.
    fn sorted(&mut self, dict: &Dict, lines: Option<&Lines>) -> Result<()> {
        let thread = self.thread;
        let items = protocol::mapping_items(thread, dict.as_object())?;
        if self.encoder.sort_keys.get() {
            types::list::sort(thread, &items, None, false)?;
        }
        let (mut at, mut first) = (0, true);
        while let Some(item) = items.get(at) {
            let pair = item.downcast::<Tuple>().map(Tuple::items);
            let Some([key, value]) = pair else {
                return Err(thread.value_error(format_args!("items must return 2-tuples")));
            };
            self.entry(&mut first, key, value, lines)?;
            at += 1;
        }
        Ok(())
    }

    fn entry(
        &mut self,
        first: &mut bool,
        key: &Object,
        value: &Object,
        lines: Option<&Lines>,
    ) -> Result<()> {
        let Some(text) = self.key(key)? else {
            return Ok(());
        };
        match std::mem::take(first) {
            true => {}
            false => self.separate(lines)?,
        }
        self.key_in_quotes(text)?;
        self.out.push(&self.key_separator)?;
        self.value(value, lines.map(|lines| &*lines.newline))
    }

    /// Writes a key, which lasts no longer than until it stands in quotes.
    fn key_in_quotes(&mut self, text: Ref<Str>) -> Result<()> {
        if self.encoder.known.get() == 0 || !self.thread.heap().is_watched() {
            return self.text(&text);
        }
        let whole =
            Plan::of(self.thread, &text, self.encoder.known.get() == 1)?.whole(self.thread)?;
        drop(text);
        self.out.push(&whole)
    }

    /// A key as text; none where it is passed over.
    fn key(&self, key: &Object) -> Result<Option<Ref<Str>>> {
        let thread = self.thread;
        if let Some(text) = key.downcast::<Str>() {
            return Ok(Some(Ref::new(text)));
        }
        if let Some(float) = Float::of(key) {
            return match float.value().is_finite() {
                true => types::float::text(thread, float.value()).map(Some),
                false => self.word_text(self.infinite(float)?).map(Some),
            };
        }
        match key.builtin() {
            Builtin::NoneType => return self.word_text(b"null").map(Some),
            Builtin::Bool => return self.word_text(self.word(key)).map(Some),
            _ => {}
        }
        if let Some(int) = Int::of(key) {
            return types::int::text::to_str(thread, int).map(Some);
        }
        if self.encoder.skip_keys.get() {
            return Ok(None);
        }
        Err(self.unknown_key(key))
    }

    fn word_text(&self, word: &[u8]) -> Result<Ref<Str>> {
        let text = Str::from_ascii(self.thread, word)?;
        types::str::intern(self.thread, text)
    }

    #[cold]
    fn unknown_key(&self, key: &Object) -> Raised {
        let name = key.ty().name();
        self.thread.type_error(format_args!(
            "keys must be str, int, float, bool or None, not {name}"
        ))
    }
}

/// An item, as long as the list has it.
fn item(items: &Row, at: usize) -> Option<Ref> {
    items.peek().get(at).cloned()
}

/// `object * count`, for sequences alone.
fn repeat(thread: &Thread, object: &Object, count: isize) -> Result<Ref> {
    match object.ty().number().repeat {
        Some(repeat) => repeat(thread, object, count),
        None => {
            let name = object.ty().name();
            Err(thread.type_error(format_args!("'{name}' object can't be repeated")))
        }
    }
}
