//! The words after a task's name: flags, values, and what is left.

/// The words of a task, taken one kind at a time. [`Options::done`] refuses what nobody took.
pub struct Options {
    words: Vec<String>,
    command: Vec<String>,
}

impl Options {
    /// Splits the words at `--`; what follows it is a command and isn't looked at.
    pub fn new(words: &[String]) -> Options {
        let cut = words.iter().position(|word| word == "--");
        let own = &words[..cut.unwrap_or(words.len())];
        let command = cut.map_or(&[][..], |cut| &words[cut + 1..]);
        Options {
            words: own.to_vec(),
            command: command.to_vec(),
        }
    }

    /// Whether this flag was given.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|word| word != name);
        self.words.len() < before
    }

    /// The word after this one, or what follows `name=`.
    pub fn value(&mut self, name: &str) -> Result<Option<String>, String> {
        let joined = format!("{name}=");
        let found = |word: &String| word == name || word.starts_with(&joined);
        let Some(at) = self.words.iter().position(found) else {
            return Ok(None);
        };
        let word = self.words.remove(at);
        if let Some(value) = word.strip_prefix(&joined) {
            return Ok(Some(value.to_owned()));
        }
        if at < self.words.len() {
            return Ok(Some(self.words.remove(at)));
        }
        Err(format!("{name} needs a value"))
    }

    /// The value after this word as a number above zero.
    pub fn number<T: std::str::FromStr + PartialOrd + Default>(
        &mut self,
        name: &str,
        otherwise: T,
    ) -> Result<T, String> {
        let Some(text) = self.value(name)? else {
            return Ok(otherwise);
        };
        match text.parse::<T>() {
            Ok(number) if number > T::default() => Ok(number),
            _ => Err(format!("{name} needs a number above 0, not {text}")),
        }
    }

    /// The next word that isn't an option.
    pub fn word(&mut self) -> Option<String> {
        let at = self.words.iter().position(|word| !word.starts_with('-'))?;
        Some(self.words.remove(at))
    }

    /// The command after `--`. Refuses words that nobody took.
    pub fn done(self) -> Result<Vec<String>, String> {
        match self.words.first() {
            None => Ok(self.command),
            Some(word) => Err(format!("unknown option {word}")),
        }
    }
}
