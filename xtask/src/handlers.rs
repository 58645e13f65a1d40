//! `cargo xtask handlers`: in the release build one instruction leads to the next by a jump, so running code takes no native stack.
//!
//! Rust promises no sibling calls, so both sides are looked at:
//! - the disassembly: a handler holds no `ret`, so every way out of it is a jump; the two functions that run slow paths and drops
//!   go on by a jump through the table, and return at most where the run loop ends;
//! - a long run over many kinds of instructions, whose memory must stay small. A single kind that called the next one would
//!   take hundreds of megabytes of stack.

use crate::child;
use crate::options::Options;
use crate::project;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Fewer than that were found only where the symbols are gone or named otherwise.
const FEWEST: usize = 300;
/// What a run may take, in bytes: a small program with room to spare.
const MOST: u64 = 96 << 20;

const PROGRAM: &str = "
class Point:
    __slots__ = ('x',)
    def __init__(self, x): self.x = x
    def moved(self, by): return Point(self.x + by)
class Plain:
    def __init__(self): self.value = 0
def numbers(n):
    for i in range(n): yield i
def total(values):
    result = 0
    for value in values: result += value
    return result
def work(n):
    point, plain, text, items, table = Point(0), Plain(), '', [1, 2, 3], {}
    for i in range(n):
        point = point.moved(i & 3)
        plain.value = plain.value + 1.5
        items[i % 3] = i
        table[i & 63] = items[0], items[-1]
        first, second = table[i & 63]
        text = f'{first}{i:x}' if i & 1 else text + 'a'
        try:
            if i % 7 == 0: raise KeyError(i)
            if i % 5 == 0: table['none']
        except KeyError as error: text = ''
        finally: first = not second
        with_all = [x for x in items if x is not None and x != -1]
        if i % 100 == 0: total(numbers(10)); total(x + 1 for x in with_all)
        plain.value -= -i if first else ~i
        match items:
            case [a, b, c] if a in table: pass
            case _: del items[3:]
    return point.x
print(work(600_000) > 0)
";

pub fn main(words: &[String]) -> Result<bool, String> {
    let mut options = Options::new(words);
    let binary = options.value("--bin")?;
    options.done()?;
    let binary = project::binary(binary)?;
    // First, while this process is small: what it takes when it starts the run counts as the run's.
    let mut wrong: Vec<String> = run_long(&binary)?.into_iter().collect();
    wrong.extend(inspect(&disassemble(&binary)?)?);
    for text in &wrong {
        println!("{text}");
    }
    println!("{} found", wrong.len());
    Ok(wrong.is_empty())
}

fn disassemble(binary: &Path) -> Result<String, String> {
    let output = Command::new("objdump")
        .args(["--disassemble", "--demangle", "--no-show-raw-insn"])
        .arg(binary)
        .output()
        .map_err(|why| format!("objdump (binutils): {why}"))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(format!("objdump: {}", output.status)),
    }
}

/// What a function of the dispatch is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    Handler,
    /// Runs something that may be long, then goes on.
    Detour,
}

fn role(name: &str) -> Option<Role> {
    let name = name.strip_prefix("interpreter::")?;
    if name.ends_with("::handler") {
        return Some(Role::Handler);
    }
    let detour = name.ends_with("dispatch::run_slow") || name.ends_with("dispatch::run_drop");
    detour.then_some(Role::Detour)
}

/// What is wrong with the functions of the dispatch in objdump's text.
pub fn inspect(text: &str) -> Result<Vec<String>, String> {
    let mut wrong = Vec::new();
    let mut handlers = 0;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((address, name)) = heading(line) else {
            continue;
        };
        let Some(role) = role(name) else { continue };
        handlers += usize::from(role == Role::Handler);
        // A handler that is all slow path returns too, but only from the end of the run loop.
        let (mut returns, mut jumps, mut calls) = (false, false, false);
        while let Some(line) = lines.next_if(|line| heading(line).is_none()) {
            let instruction = line.split('\t').nth(1).unwrap_or_default();
            returns |= instruction.starts_with("ret");
            jumps |= instruction.starts_with("jmp") && instruction.contains('*');
            // The table of handlers is indexed by opcode in steps of eight bytes.
            calls |= instruction.starts_with("call")
                && instruction.contains('*')
                && instruction.contains(",8)");
        }
        match role {
            Role::Handler if calls || returns && !jumps => {
                wrong.push(format!(
                    "{name} at {address} returns: it calls the next handler"
                ));
            }
            Role::Detour if !jumps => {
                wrong.push(format!(
                    "{name} at {address} doesn't jump to the next handler"
                ));
            }
            _ => {}
        }
    }
    if handlers < FEWEST {
        return Err(format!(
            "only {handlers} handlers have a symbol: is it a release build?"
        ));
    }
    Ok(wrong)
}

/// `0000000000588360 <name>:`
fn heading(line: &str) -> Option<(&str, &str)> {
    let (address, name) = line.strip_suffix(">:")?.split_once(" <")?;
    Some((address.trim_start_matches('0'), name))
}

fn run_long(binary: &Path) -> Result<Option<String>, String> {
    let words = ["-c".to_owned(), PROGRAM.to_owned()];
    let command = child::clean(binary, &words, &project::root());
    let ran = child::run(command, Duration::from_secs(120))?;
    if !ran.succeeded() {
        return Err(format!("the long run failed: {}", ran.last_error()));
    }
    let took = ran.peak / 1024;
    Ok(
        (ran.peak > MOST)
            .then(|| format!("the long run took {took} KiB: handlers call each other")),
    )
}
