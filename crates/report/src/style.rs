//! How wide a page may be, and whether it may be coloured.
//!
//! In a terminal: its width and colours, unless `NO_COLOR` is set. Anywhere else: 80 columns and no escape sequence.

use std::io::IsTerminal;

const WIDTH: usize = 80;
/// Below this a table is no longer a table.
const NARROWEST: usize = 76;
/// Above this the eye loses the line.
const WIDEST: usize = 120;

/// What a piece of text is, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Plain,
    Title,
    Faint,
    Good,
    Bad,
    Warm,
    Cool,
}

impl Ink {
    fn code(self) -> &'static str {
        match self {
            Ink::Plain => "",
            Ink::Title => "1",
            Ink::Faint => "2",
            Ink::Good => "32",
            Ink::Bad => "1;31",
            Ink::Warm => "33",
            Ink::Cool => "36",
        }
    }
}

/// The width and the colours of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    pub width: usize,
    pub colour: bool,
}

impl Style {
    /// For a file or a pipe.
    pub fn plain() -> Style {
        Style {
            width: WIDTH,
            colour: false,
        }
    }

    /// For what standard output is.
    pub fn of_stdout() -> Style {
        Style::of(std::io::stdout().is_terminal())
    }

    /// For what standard error is.
    pub fn of_stderr() -> Style {
        Style::of(std::io::stderr().is_terminal())
    }

    fn of(terminal: bool) -> Style {
        if !terminal {
            return Style::plain();
        }
        let width = terminal_size::terminal_size().map_or(WIDTH, |(width, _)| width.0.into());
        let colour = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Style {
            width: width.clamp(NARROWEST, WIDEST),
            colour,
        }
    }

    /// The text in its colour; the text alone where there are none.
    pub fn paint(&self, ink: Ink, text: &str) -> String {
        if !self.colour || ink == Ink::Plain || text.is_empty() {
            return text.to_owned();
        }
        format!("\x1b[{}m{text}\x1b[0m", ink.code())
    }
}
