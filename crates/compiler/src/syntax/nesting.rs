//! Brackets nested too deeply are refused before the parser sees them.

use super::Spot;
use crate::error::SyntaxError;
use crate::source::Source;

/// Brackets that may be open at once, as in 3.13.
const MAX_OPEN: u32 = 200;

pub fn check(source: &Source<'_>) -> Result<(), SyntaxError> {
    let bytes = source.text.as_bytes();
    let naive = bytes.iter().filter(|byte| b"([{".contains(byte)).count();
    if naive <= MAX_OPEN as usize {
        return Ok(());
    }
    let mut depth = 0u32;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'#' => {
                at += bytes[at..]
                    .iter()
                    .position(|&b| b == b'\n')
                    .unwrap_or(bytes.len() - at)
            }
            b'\'' | b'"' => at = skip_string(bytes, at),
            b'(' | b'[' | b'{' => {
                depth += 1;
                if depth > MAX_OPEN {
                    let spot = Spot::new(source, "too many nested parentheses");
                    return Err(spot.span(at as u32, at as u32).error());
                }
            }
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    Ok(())
}

/// The last byte of the string that starts at `start`.
fn skip_string(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let triple = bytes[start..].starts_with(&[quote; 3]);
    let mut at = start + if triple { 3 } else { 1 };
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'\n' if !triple => return at,
            _ if byte == quote && !triple => return at,
            _ if byte == quote && bytes[at..].starts_with(&[quote; 3]) => return at + 2,
            _ => {}
        }
        at += 1;
    }
    at
}
