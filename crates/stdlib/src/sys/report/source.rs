//! Lines of source for tracebacks: from files, from the embedded library, or from texts that were remembered (`-c`).

use object::{Heap, Thread};
use std::cell::RefCell;

#[derive(Default)]
struct Remembered {
    texts: RefCell<Vec<(String, String)>>,
}

impl types::Room for Remembered {
    fn visit(&self, _: object::Visit) {}
}

/// Keeps the source of a text that no file holds, such as that of `-c` under `<string>`.
pub fn remember(thread: &Thread, name: &str, text: &str) {
    let room = types::room::<Remembered>(thread);
    let mut texts = room.texts.borrow_mut();
    texts.retain(|(known, _)| known != name);
    texts.push((name.to_owned(), text.to_owned()));
}

/// Lines `first ..= last` (from 1) of a source; fewer when it is shorter, none when it can't be read.
pub fn lines(thread: &Thread, name: &str, first: u32, last: u32) -> Vec<String> {
    if types::state(thread).apart.get() {
        return Vec::new();
    }
    let room = types::room::<Remembered>(thread);
    let known = room
        .texts
        .borrow()
        .iter()
        .find(|(known, _)| known == name)
        .map(|(_, text)| text.clone());
    let text = known.or_else(|| read(name)).unwrap_or_default();
    let skip = first.max(1) as usize - 1;
    let take = (last.max(first) as usize + 1).saturating_sub(first as usize);
    text.split('\n')
        .skip(skip)
        .take(take)
        .map(|line| line.strip_suffix('\r').unwrap_or(line).to_owned())
        .collect()
}

/// What looking for a line makes in 3.13, which opens the file with `io.open` and reads it as text: nobody sees the objects, but
/// generation 0 counts them, the free lists lend them, and the decoder is Python code, which has safe points.
pub fn touch(thread: &Thread, name: &str) {
    if types::state(thread).apart.get() {
        return;
    }
    if name.starts_with('<') && name.ends_with('>') && !name.starts_with("<pellucid>/") {
        return;
    }
    let heap = thread.heap();
    // `io` is imported by a call with an empty list of names.
    heap.touch_list();
    match read(name).is_some() {
        true => read_as_text(thread),
        false => fail_to_open(heap),
    }
}

/// The arguments of `FileIO`, of the `TypeError` by which it learns that the name is no number, and of the `OSError`, twice.
fn fail_to_open(heap: &Heap) {
    let _open = heap.may_hold_call(4, 0);
    drop(heap.may_hold_call(1, 0));
    let _error = heap.may_hold_call(3, 0);
    drop(heap.may_hold_call(2, 0));
}

fn read_as_text(thread: &Thread) {
    let heap = thread.heap();
    let open = heap.may_hold_call(4, 0);
    let file = heap.may_hold_objects::<1>();
    // The `TypeError` by which it learns that the name is no number.
    let only = heap.may_hold_call(1, 0);
    drop((heap.may_hold_objects::<1>(), only));
    // It has a dictionary for its `name`.
    let attributes = heap.may_hold_call(0, 1);
    drop(open);
    let arguments = heap.may_hold_call(2, 0);
    let buffer = heap.may_hold_objects::<1>();
    drop(arguments);
    // `fileno`, bound.
    drop(heap.may_hold_objects::<1>());
    let arguments = heap.may_hold_call(2, 0);
    let text = heap.may_hold_objects::<1>();
    let only = heap.may_hold_call(1, 0);
    let decoder = heap.may_hold_objects::<1>();
    // Its `__init__`.
    collector::collect_if_due(thread);
    drop(only);
    let two = heap.may_hold_call(2, 0);
    let newlines = heap.may_hold_objects::<1>();
    drop((two, arguments));
    // Whether the buffer has `read1`.
    drop(heap.may_hold_objects::<1>());
    read_a_chunk(thread);
    // What the text was before it read on.
    let snapshot = heap.may_hold_call(2, 0);
    drop((buffer, decoder, newlines, snapshot, attributes, file, text));
}

fn read_a_chunk(thread: &Thread) {
    let heap = thread.heap();
    // `getstate` of the decoder, whose pair becomes another.
    collector::collect_if_due(thread);
    drop(heap.may_hold_call(2, 0));
    // A view of the buffer that is read into.
    drop(heap.may_hold_objects::<2>());
    // `decode`, which calls a native function for a text and a length.
    collector::collect_if_due(thread);
    let pair = heap.may_hold_call(2, 0);
    collector::collect_if_due(thread);
    drop(pair);
    heap.touch_slice();
}

fn read(name: &str) -> Option<String> {
    if let Some(path) = name.strip_prefix("<pellucid>/") {
        return crate::library::source(path).map(|text| text.into_owned());
    }
    if name.starts_with('<') && name.ends_with('>') {
        return None;
    }
    let bytes = std::fs::read(name).ok()?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(_) => Some(String::from_utf8_lossy(bytes).into_owned()),
    }
}
