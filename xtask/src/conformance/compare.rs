//! The first difference between what a program should have printed and what it printed.

/// The mark in a NAME.match that stands for a number that changes from run to run: the same number everywhere.
pub const NUMBER: &str = "<number>";

/// Where two texts differ first; `None` if they are the same bytes.
pub fn first_difference(want: &[u8], got: &[u8]) -> Option<String> {
    if want == got {
        return None;
    }
    let (want, got) = (String::from_utf8_lossy(want), String::from_utf8_lossy(got));
    let (mut wants, mut gots) = (want.split('\n'), got.split('\n'));
    let mut line = 1;
    loop {
        match (wants.next(), gots.next()) {
            (None, None) => return Some("differs only in undecodable bytes".to_owned()),
            (w, g) if w != g => {
                return Some(format!("line {line}: expected {} got {}", show(w), show(g)));
            }
            _ => line += 1,
        }
    }
}

fn show(line: Option<&str>) -> String {
    match line {
        None => "<end>".to_owned(),
        Some(text) => format!("{:?}", cut(text, 110)),
    }
}

/// At most this many characters of a text.
pub fn cut(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}...", &text[..end]),
    }
}

/// A pattern with its marks replaced by the number that stands at the first mark's place in what was printed.
pub fn fill(pattern: &str, got: &str) -> String {
    let Some((before, _)) = pattern.split_once(NUMBER) else {
        return pattern.to_owned();
    };
    let rest = got.strip_prefix(before).unwrap_or_default();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    match digits {
        0 => pattern.to_owned(),
        _ => pattern.replace(NUMBER, &rest[..digits]),
    }
}
