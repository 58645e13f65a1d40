//! Lines of source for tracebacks: from files, from the embedded library, or from texts that were remembered (`-c`).

use object::Thread;
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

/// What looking for a line takes from the free lists and leaves there: 3.13 opens the file with `io.open`, for a reader, a buffer, a
/// text over it and a decoder, whose `__init__` and `getstate` are Python functions, so safe points.
pub fn touch(thread: &Thread, name: &str) {
    if name.starts_with('<') && name.ends_with('>') && !name.starts_with("<pellucid>/") {
        return;
    }
    let heap = thread.heap();
    let tried = [1, 2, 4].map(|arguments| heap.hold_call(arguments, 0));
    if read(name).is_none() {
        heap.touch_slice();
        drop(tried);
        collector::collect_if_due(thread);
        return;
    }
    let objects = heap.hold_objects::<4>();
    let named = heap.hold_call(0, 1);
    collector::collect_if_due(thread);
    let state = heap.hold_call(2, 0);
    heap.touch_slice();
    collector::collect_if_due(thread);
    drop((tried, objects, named, state));
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
