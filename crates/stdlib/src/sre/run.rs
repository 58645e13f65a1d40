//! Text for the engine, and one run of it.
//!
//! Strings with one byte a character, and bytes, are shown to the engine as they are; wider strings as WTF-8. Offsets count
//! characters in either case. The engine runs no Python.

use object::{Buf, Object, Ref, Result, Thread};
use rustpython_sre_engine::{Request, State, StrDrive};
use rustpython_wtf8::Wtf8;
use types::{Bytes, Str, buffer, copy_view};

/// How a pattern is applied.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Match,
    FullMatch,
    Search,
}

/// Where a match and its groups are, in characters.
pub struct Found {
    /// Start and end of the whole match and of each group; `None` for a group that took no part.
    pub spans: Vec<Option<(usize, usize)>>,
    pub lastindex: Option<usize>,
}

/// The subject of a run.
pub enum Subject<'t> {
    Text(Ref<Str>),
    Bytes(Ref<Bytes>),
    /// The bytes of some other object.
    Copied(Buf<'t, u8>),
}

impl<'t> Subject<'t> {
    pub fn new(thread: &'t Thread, object: &Object) -> Result<Subject<'t>> {
        let object = match object.to_ref().downcast_into::<Str>() {
            Ok(text) => return Ok(Subject::Text(text)),
            Err(other) => other,
        };
        let other = match object.downcast_into::<Bytes>() {
            Ok(bytes) => return Ok(Subject::Bytes(bytes)),
            Err(other) => other,
        };
        if other.ty().slots().buffer.is_none() {
            return Err(thread.type_error(format_args!(
                "expected string or bytes-like object, got '{}'",
                other.ty().name()
            )));
        }
        let view = buffer(thread, &other, false)?;
        Ok(Subject::Copied(copy_view(thread, &view)?))
    }

    pub fn is_text(&self) -> bool {
        matches!(self, Subject::Text(_))
    }

    pub fn len(&self) -> usize {
        match self {
            Subject::Text(text) => text.len(),
            Subject::Bytes(bytes) => bytes.as_slice().len(),
            Subject::Copied(bytes) => bytes.len(),
        }
    }

    /// A part as an object of the subject's kind.
    pub fn slice(&self, thread: &Thread, from: usize, to: usize) -> Result<Ref> {
        match self {
            Subject::Text(text) => Ok(text.substring(thread, from, to)?.into_object()),
            Subject::Bytes(bytes) => {
                Ok(Bytes::new(thread, &bytes.as_slice()[from..to])?.into_object())
            }
            Subject::Copied(bytes) => Ok(Bytes::new(thread, &bytes[from..to])?.into_object()),
        }
    }
}

/// Runs code words over the subject from `start` to `end`.
pub fn run(
    thread: &Thread,
    codes: &[u32],
    subject: &Subject<'_>,
    (start, end): (usize, usize),
    way: Way,
    must_advance: bool,
    groups: usize,
) -> Result<Option<Found>> {
    let go = Go {
        codes,
        start,
        end,
        way,
        must_advance,
        groups,
    };
    match subject {
        Subject::Text(text) if text.kind() == 1 => Ok(go.over(text.data_bytes())),
        Subject::Text(text) => {
            let wtf8 = text.wtf8_buf(thread)?;
            match Wtf8::from_bytes(&wtf8) {
                Some(text) => Ok(go.over(text)),
                None => Err(thread.system_error(format_args!("a string that isn't WTF-8"))),
            }
        }
        Subject::Bytes(bytes) => Ok(go.over(bytes.as_slice())),
        Subject::Copied(bytes) => Ok(go.over(&bytes[..])),
    }
}

struct Go<'a> {
    codes: &'a [u32],
    start: usize,
    end: usize,
    way: Way,
    must_advance: bool,
    groups: usize,
}

impl Go<'_> {
    fn over<S: StrDrive>(&self, text: S) -> Option<Found> {
        let full = self.way == Way::FullMatch;
        let mut request = Request::new(text, self.start, self.end, self.codes, full);
        request.must_advance = self.must_advance;
        let mut state = State::default();
        state.reset(&request, request.start);
        let hit = match self.way {
            Way::Search => state.search(request),
            Way::Match | Way::FullMatch => state.py_match(&request),
        };
        if !hit {
            return None;
        }
        let mut spans = vec![Some((state.start, state.cursor.position))];
        for group in 0..self.groups {
            let (from, to) = state.marks.get(group);
            spans.push(from.into_option().zip(to.into_option()));
        }
        Some(Found {
            spans,
            lastindex: usize::try_from(state.marks.last_index())
                .ok()
                .filter(|&i| i > 0),
        })
    }
}
