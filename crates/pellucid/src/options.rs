//! The command line: what `pellucid` was asked to do.
//!
//! Options are Python's where Python has them; they end at `-c`, `-m`, `-` or the file, and everything after goes to the program.
//! Pellucid's own are long (`--max-heap 64M`).

use crate::size::parse_size;
use object::Stress;
use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};

/// What to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Program {
    File(OsString),
    /// `-c CODE`
    Code(OsString),
    /// `-m MODULE`
    Module(OsString),
    /// `-`, or nothing at all: the program comes on standard input.
    Stdin,
}

/// What an x-ray adds to a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Xray {
    /// `--json FILE`
    pub json: Option<OsString>,
    /// `--no-lines`: don't trace which line made what.
    pub no_lines: bool,
}

/// A run that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub program: Program,
    /// What `sys.argv` has after its first item.
    pub arguments: Vec<OsString>,
    /// Bytes, from `--max-heap`.
    pub max_heap: Option<usize>,
    pub xray: Option<Xray>,
    /// `-E`, `-s`, `-S`, `-I`, `-B`, `-u`, `-q`; `-O` and `-b` count.
    pub ignore_environment: bool,
    pub no_user_site: bool,
    pub no_site: bool,
    pub isolated: bool,
    pub dont_write_bytecode: bool,
    pub unbuffered: bool,
    pub quiet: bool,
    pub inspect: bool,
    pub verbose: u32,
    pub optimize: u32,
    pub bytes_warning: u32,
    pub safe_path: bool,
    /// `-W` arguments in order.
    pub warnings: Vec<OsString>,
    /// `-X` arguments in order.
    pub x_options: Vec<OsString>,
    /// Debug aids of Pellucid: fill freed memory, collect or look for garbage at every safe point, fail the n-th request.
    pub debug_fill: bool,
    pub stress: Option<Stress>,
    pub fail_request: Option<u64>,
    /// Each request that is named at this socket fails in a process of its own.
    pub fail_each: Option<OsString>,
    /// Audit the heap at the end and fail when something is found.
    pub audit: bool,
}

/// What the command line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Run(Box<Run>),
    Help,
    XrayHelp,
    Version,
}

/// Why the command line can't be understood: a line for standard error; the status is 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage(pub String);

impl Default for Run {
    fn default() -> Run {
        Run {
            program: Program::Stdin,
            arguments: Vec::new(),
            max_heap: None,
            xray: None,
            ignore_environment: false,
            no_user_site: false,
            no_site: false,
            isolated: false,
            dont_write_bytecode: false,
            unbuffered: false,
            quiet: false,
            inspect: false,
            verbose: 0,
            optimize: 0,
            bytes_warning: 0,
            safe_path: false,
            warnings: Vec::new(),
            x_options: Vec::new(),
            debug_fill: false,
            stress: None,
            fail_request: None,
            fail_each: None,
            audit: false,
        }
    }
}

/// Reads the arguments after the command's own name.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Usage> {
    let mut rest: Vec<OsString> = arguments.into_iter().collect();
    let mut run = Run::default();
    if rest.first().is_some_and(|first| first == "xray") {
        rest.remove(0);
        run.xray = Some(Xray::default());
    }
    let mut parser = Parser {
        rest: rest.into_iter(),
        run,
    };
    parser.options()
}

struct Parser {
    rest: std::vec::IntoIter<OsString>,
    run: Run,
}

impl Parser {
    fn options(&mut self) -> Result<Command, Usage> {
        while let Some(word) = self.rest.next() {
            let bytes = word.as_bytes();
            match bytes {
                b"-" => return self.finish(Program::Stdin),
                b"--" => match self.rest.next() {
                    Some(file) => return self.finish(Program::File(file)),
                    None => break,
                },
                b"--help" | b"-h" => return Ok(self.help()),
                b"--version" | b"-V" => return Ok(Command::Version),
                [b'-', b'-', ..] => self.long(&word)?,
                [b'-', letters @ ..] => {
                    if let Some(program) = self.short(letters)? {
                        return self.finish(program);
                    }
                }
                _ => return self.finish(Program::File(word)),
            }
        }
        if self.run.xray.is_some() {
            return Err(Usage(
                "xray needs a program: pellucid xray [OPTIONS] FILE [ARGS...]".into(),
            ));
        }
        self.finish(Program::Stdin)
    }

    fn help(&self) -> Command {
        if self.run.xray.is_some() {
            Command::XrayHelp
        } else {
            Command::Help
        }
    }

    fn finish(&mut self, program: Program) -> Result<Command, Usage> {
        self.run.program = program;
        self.run.arguments = self.rest.by_ref().collect();
        Ok(Command::Run(Box::new(std::mem::take(&mut self.run))))
    }

    fn long(&mut self, word: &OsString) -> Result<(), Usage> {
        let text = word.to_string_lossy().into_owned();
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(OsString::from(value))),
            None => (text.clone(), None),
        };
        match name.as_str() {
            "--max-heap" => {
                let value = self.value(&name, value)?;
                let text = value.to_string_lossy();
                self.run.max_heap = Some(
                    parse_size(&text).map_err(|why| Usage(format!("--max-heap {text}: {why}")))?,
                );
            }
            "--json" if self.run.xray.is_some() => {
                let value = self.value(&name, value)?;
                self.xray(|xray| xray.json = Some(value));
            }
            "--no-lines" if self.run.xray.is_some() => self.xray(|xray| xray.no_lines = true),
            "--debug-fill" => self.run.debug_fill = true,
            "--stress-collect" => self.run.stress = Some(Stress::Collect),
            "--stress-look" => self.run.stress = Some(Stress::Look),
            "--audit" => self.run.audit = true,
            "--fail-request" => {
                let value = self.value(&name, value)?;
                let text = value.to_string_lossy();
                let number = text
                    .parse()
                    .map_err(|_| Usage(format!("--fail-request {text}: not a number")))?;
                self.run.fail_request = Some(number);
            }
            "--fail-each" => self.run.fail_each = Some(self.value(&name, value)?),
            "--check-hash-based-pycs" => drop(self.value(&name, value)?),
            _ => return Err(unknown(&text)),
        }
        Ok(())
    }

    fn xray(&mut self, change: impl FnOnce(&mut Xray)) {
        if let Some(xray) = &mut self.run.xray {
            change(xray);
        }
    }

    fn value(&mut self, name: &str, given: Option<OsString>) -> Result<OsString, Usage> {
        given
            .or_else(|| self.rest.next())
            .ok_or_else(|| Usage(format!("Argument expected for the {name} option")))
    }

    /// A word of one-letter options, such as `-Es` or `-Wignore`; a program when it ends in one.
    fn short(&mut self, letters: &[u8]) -> Result<Option<Program>, Usage> {
        let run = &mut self.run;
        for (at, letter) in letters.iter().enumerate() {
            match letter {
                b'E' => run.ignore_environment = true,
                b's' => run.no_user_site = true,
                b'S' => run.no_site = true,
                b'I' => {
                    run.isolated = true;
                    run.ignore_environment = true;
                    run.no_user_site = true;
                    run.safe_path = true;
                }
                b'P' => run.safe_path = true,
                b'B' => run.dont_write_bytecode = true,
                b'u' => run.unbuffered = true,
                b'q' => run.quiet = true,
                b'i' => run.inspect = true,
                b'v' => run.verbose += 1,
                b'b' => run.bytes_warning += 1,
                b'O' => run.optimize += 1,
                b'd' | b'R' | b'x' => {}
                b'c' | b'm' | b'W' | b'X' => {
                    return self.with_argument(*letter, &letters[at + 1..]);
                }
                b'h' | b'?' => return Err(Usage(crate::help::SHORT.into())),
                _ => return Err(unknown(&format!("-{}", char::from(*letter)))),
            }
        }
        Ok(None)
    }

    /// An option whose argument is the rest of its word or the next word.
    fn with_argument(&mut self, letter: u8, rest: &[u8]) -> Result<Option<Program>, Usage> {
        let argument = if rest.is_empty() {
            self.value(&format!("-{}", char::from(letter)), None)?
        } else {
            OsString::from_vec(rest.to_vec())
        };
        match letter {
            b'c' => return Ok(Some(Program::Code(argument))),
            b'm' => return Ok(Some(Program::Module(argument))),
            b'W' => self.run.warnings.push(argument),
            _ => self.run.x_options.push(argument),
        }
        Ok(None)
    }
}

fn unknown(option: &str) -> Usage {
    Usage(format!("unknown option {option}"))
}
