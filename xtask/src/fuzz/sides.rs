//! The two Pythons: many programs in one process, one by one where a process breaks off.

use super::text;
use crate::child::{self, End, Ran};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What one program did on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Printed(String),
    /// It had to be stopped.
    Endless,
    /// It ended its process: how.
    Broke(String),
}

/// Where one worker runs its programs.
pub struct Sides {
    pub own: PathBuf,
    pub other: Option<PathBuf>,
    pub dir: PathBuf,
    pub audit: bool,
    /// For one process.
    pub limit: Duration,
}

impl Sides {
    /// The folder with the module that every program imports.
    pub fn prepare(&self) -> Result<(), String> {
        let module = self.dir.join("observe");
        let said = |why: std::io::Error| format!("{}: {why}", module.display());
        std::fs::create_dir_all(&module).map_err(said)?;
        std::fs::write(module.join("__init__.py"), text::OBSERVE).map_err(said)
    }

    /// What each program does on both sides; without another Python its outcomes are our own.
    pub fn batch(&self, programs: &[Vec<String>]) -> Result<Vec<(Outcome, Outcome)>, String> {
        std::thread::scope(|scope| {
            let other = self
                .other
                .as_ref()
                .map(|other| scope.spawn(|| self.outcomes(other, &[], programs)));
            let own = self.outcomes(&self.own, self.words(), programs)?;
            let other = match other {
                Some(other) => other.join().map_err(|_| "a run was lost".to_owned())??,
                None => own.clone(),
            };
            Ok(own.into_iter().zip(other).collect())
        })
    }

    /// What one program does as a file of its own.
    pub fn single(&self, statements: &[String]) -> Result<(Outcome, Outcome), String> {
        let text = text::single(statements);
        let own = outcome(self.run(&self.own, self.words(), "single.py", &text)?);
        let other = match &self.other {
            Some(other) => outcome(self.run(other, &[], "single.py", &text)?),
            None => own.clone(),
        };
        Ok((own, other))
    }

    fn words(&self) -> &'static [&'static str] {
        if self.audit { &["--audit"] } else { &[] }
    }

    /// A process for as many programs as it carries; after one that ends it another process goes on.
    fn outcomes(
        &self,
        python: &Path,
        words: &[&str],
        programs: &[Vec<String>],
    ) -> Result<Vec<Outcome>, String> {
        let file = format!("batch_{}.py", python == self.own);
        let mut all = Vec::new();
        while all.len() < programs.len() {
            let rest = &programs[all.len()..];
            let ran = self.run(python, words, &file, &text::batch(rest))?;
            let output = String::from_utf8_lossy(&ran.stdout).into_owned();
            let parts = text::split(&output, rest.len());
            all.extend(
                parts
                    .iter()
                    .map(|part| Outcome::Printed((*part).to_owned())),
            );
            if ran.succeeded() && text::complete(&output, rest.len()) {
                continue;
            }
            if all.pop().is_none() {
                return Err(format!("{}: {}", python.display(), ran.last_error()));
            }
            all.push(broken(&ran));
        }
        Ok(all)
    }

    fn run(&self, python: &Path, words: &[&str], name: &str, text: &str) -> Result<Ran, String> {
        let file = self.dir.join(name);
        std::fs::write(&file, text).map_err(|why| format!("{}: {why}", file.display()))?;
        let mut all: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        all.push(file.to_string_lossy().into_owned());
        let command = child::clean(python, &all, &self.dir);
        child::run(command, self.limit).map_err(|why| format!("{}: {why}", python.display()))
    }
}

fn outcome(ran: Ran) -> Outcome {
    match ran.succeeded() {
        true => Outcome::Printed(String::from_utf8_lossy(&ran.stdout).into_owned()),
        false => broken(&ran),
    }
}

fn broken(ran: &Ran) -> Outcome {
    match ran.end {
        End::TimedOut => Outcome::Endless,
        End::Status(status) => Outcome::Broke(format!("{status}: {}", ran.last_error())),
    }
}
