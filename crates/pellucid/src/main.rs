//! The command: reads its arguments, runs a program, shows an x-ray.
//!
//! `options.rs` and `size.rs` understand the command line, `help.rs` has its texts. Running and showing is glue: what a
//! program means is the interpreter's business, what a page says the report's.
//! `twins.rs` splits a run for tests that fail each of its requests for memory.
#![forbid(unsafe_code)]

mod help;
mod options;
#[cfg(test)]
mod options_tests;
mod program;
mod run;
mod size;
mod twins;
mod xray;

use options::{Command, Usage};
use std::process::ExitCode;

fn main() -> ExitCode {
    match options::parse(std::env::args_os().skip(1)) {
        Ok(Command::Help) => say(help::HELP),
        Ok(Command::XrayHelp) => say(help::XRAY_HELP),
        Ok(Command::Version) => say(concat!(
            "Python 3.13 (Pellucid ",
            env!("CARGO_PKG_VERSION"),
            ")\n"
        )),
        Ok(Command::Run(options)) => ExitCode::from(run::run(*options)),
        Err(Usage(why)) => {
            eprintln!("pellucid: {why}\ntry 'pellucid --help'");
            ExitCode::from(2)
        }
    }
}

fn say(text: &str) -> ExitCode {
    use std::io::Write;
    // A reader that went away is no error of ours.
    let _ = std::io::stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}
