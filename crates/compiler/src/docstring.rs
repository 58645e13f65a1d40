//! Docstrings lose their common indentation when they are compiled (since 3.13).

use std::sync::Arc;

use bytecode::Const;

/// Tabs become spaces, the margin of all lines but the first goes, trailing newlines stay.
pub fn clean(doc: &Arc<Const>) -> Arc<Const> {
    let Const::Str(text) = &**doc else {
        return doc.clone();
    };
    if !text.contains(&b'\n') && !text.contains(&b'\t') && text.first() != Some(&b' ') {
        return doc.clone();
    }
    let expanded = expand_tabs(text);
    let lines: Vec<&[u8]> = expanded.split(|&byte| byte == b'\n').collect();
    let indent = |line: &[u8]| line.iter().take_while(|&&byte| byte == b' ').count();
    let margin = lines[1..]
        .iter()
        .filter(|line| indent(line) < line.len())
        .map(|line| indent(line))
        .min();
    let mut out = Vec::with_capacity(expanded.len());
    out.extend_from_slice(&lines[0][indent(lines[0])..]);
    for line in &lines[1..] {
        out.push(b'\n');
        let cut = margin.unwrap_or(0).min(indent(line));
        out.extend_from_slice(&line[cut..]);
    }
    Arc::new(Const::Str(out.into()))
}

fn expand_tabs(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut column = 0;
    for &byte in text {
        match byte {
            b'\t' => {
                let width = 8 - column % 8;
                out.resize(out.len() + width, b' ');
                column += width;
            }
            b'\n' | b'\r' => {
                out.push(byte);
                column = 0;
            }
            _ => {
                out.push(byte);
                column += usize::from(byte & 0xC0 != 0x80);
            }
        }
    }
    out
}
