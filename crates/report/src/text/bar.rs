//! Bars and fill signs of block characters.

const EIGHTHS: [char; 8] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A bar of this many columns, filled to an eighth of a column. What isn't nothing shows.
pub fn bar(fraction: f64, width: usize) -> String {
    let full = width * 8;
    let mut eighths = (fraction.clamp(0.0, 1.0) * full as f64).round() as usize;
    if eighths == 0 && fraction > 0.0 {
        eighths = 1;
    }
    let mut text = "█".repeat(eighths / 8);
    if !eighths.is_multiple_of(8) {
        text.push(EIGHTHS[eighths % 8]);
    }
    text
}

/// One sign for a fill from 0 to 1. Only what is full gets the full sign.
pub fn sign(fraction: f64) -> char {
    match fraction {
        f if f >= 1.0 => HEIGHTS[7],
        f => HEIGHTS[((f.max(0.0) * 7.0) as usize).min(6)],
    }
}
