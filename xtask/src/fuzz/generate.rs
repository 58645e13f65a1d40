//! Makes a program: a list of statements over a few variables, whose kinds are guessed so that most statements succeed.
//!
//! A statement is text of its own: any of them can be left out and the rest still runs, because each catches what it raises. That is
//! what shrinking rests on.

use super::blocks::{BLOCK, PAIR, WORLD};
use super::random::Random;
use super::templates::{CHANGE, Kind, Kind::*, MAKE, VARIABLES};

/// A program being made.
struct Maker {
    random: Random,
    kinds: Vec<Kind>,
}

/// The statements of one program. With `counts`, what the collector has counted is printed after each, and every second program
/// has low thresholds, so that collections come in the middle of things.
pub fn program(seed: u64, number: u64, counts: bool) -> Vec<String> {
    let made = statements(seed, number);
    if !counts {
        return made;
    }
    let often = format!("gc.set_threshold({}, 3, 2)", 1 + number / 2 % 12);
    let start = number.is_multiple_of(2).then_some(often);
    let count = || "print(gc.get_count())".to_owned();
    let each = made.into_iter().flat_map(|statement| [statement, count()]);
    start.into_iter().chain(each).collect()
}

fn statements(seed: u64, number: u64) -> Vec<String> {
    let mut maker = Maker {
        random: Random::new(seed, number),
        kinds: Vec::new(),
    };
    let mut all = Vec::new();
    for at in 0..VARIABLES.len() {
        maker.kinds.push(Atom);
        all.push(maker.bind(at));
    }
    for _ in 0..8 + maker.random.below(20) {
        let made = maker.statement();
        all.push(made);
        if maker.random.once_in(3) {
            all.push(maker.look());
        }
    }
    all.push("print(gc.get_count())".to_owned());
    all.push("gens()".to_owned());
    for name in VARIABLES {
        all.push(format!("print(R({name}), S({name}), T({name}))"));
    }
    all
}

impl Maker {
    fn value(&mut self, depth: usize) -> String {
        if self.random.once_in(3) {
            return (*self.random.pick(VARIABLES)).to_owned();
        }
        let simple = [
            "1",
            "'s'",
            "None",
            "2.5",
            "'two words'",
            "300",
            "-1",
            "()",
            "10 ** 12",
        ];
        if depth == 0 || self.random.once_in(3) {
            return (*self.random.pick(&simple)).to_owned();
        }
        let (_, ways) = self.random.pick(MAKE);
        let way = *self.random.pick(ways);
        self.fill(way, "a", "b", depth - 1)
    }

    /// A template with its places filled.
    fn fill(&mut self, template: &str, own: &str, other: &str, depth: usize) -> String {
        let mut text = String::new();
        let mut rest = template.chars().peekable();
        while let Some(c) = rest.next() {
            match (c, rest.peek().copied()) {
                ('@', _) => text.push_str(own),
                ('%', Some('s' | '-')) => text.push('%'),
                ('%', _) if !template.contains('\'') || !template.contains("%s") => {
                    text.push_str(other)
                }
                ('$', Some('v')) => {
                    rest.next();
                    text.push_str(&self.value(depth));
                }
                ('$', Some('n')) => {
                    rest.next();
                    let most = if self.random.once_in(6) { 40 } else { 6 };
                    let n = self.random.below(most);
                    text.push_str(&n.to_string());
                }
                ('$', Some('k')) => {
                    rest.next();
                    let keys = [
                        "'x'",
                        "'y'",
                        "1",
                        "2",
                        "(1, 2)",
                        "'long key'",
                        "2.5",
                        "None",
                    ];
                    let key: &&str = self.random.pick(&keys[..]);
                    text.push_str(key);
                }
                _ => text.push(c),
            }
        }
        text
    }

    fn bind(&mut self, at: usize) -> String {
        let (kind, ways) = self.random.pick(MAKE);
        let way = *self.random.pick(ways);
        let value = self.fill(way, VARIABLES[at], VARIABLES[at], 2);
        self.kinds[at] = *kind;
        format!("{} = {value}", VARIABLES[at])
    }

    fn statement(&mut self) -> String {
        let at = self.random.below(VARIABLES.len());
        let name = VARIABLES[at];
        match self.random.below(12) {
            0 | 1 => self.bind(at),
            2 => self.world(),
            3 | 4 => self.pair(at),
            5 => {
                let block = *self.random.pick(BLOCK);
                self.fill(block, name, name, 1)
            }
            6 if self.random.once_in(2) => {
                self.kinds[at] = Atom;
                format!("del {name}; {name} = {}", self.random.below(9))
            }
            _ => {
                let kind = self.kinds[at];
                let ways = CHANGE
                    .iter()
                    .find(|(k, _)| *k == kind)
                    .map_or(&[][..], |(_, w)| w);
                let way = *self.random.pick(ways);
                self.fill(way, name, name, 1)
            }
        }
    }

    fn world(&mut self) -> String {
        let template = *self.random.pick(WORLD);
        self.fill(template, "a", "b", 0)
    }

    fn pair(&mut self, at: usize) -> String {
        let other = self.random.below(VARIABLES.len());
        let template = *self.random.pick(PAIR);
        let made = match template {
            "@ = %" => Some(self.kinds[other]),
            t if t.starts_with("@ = [") || t.starts_with("@ = list") => Some(List),
            t if t.starts_with("@ = {") => Some(Dict),
            t if t.starts_with("@ = (") => Some(Tuple),
            t if t.contains("weakref") => Some(Weak),
            "@ = closure(%)" | "@ = lambda: %" => Some(Function),
            "@ = gen(%)" => Some(Generator),
            "@ = iter(%)" | "@ = zip(%, %)" => Some(Iterator),
            "@ = C(%)" => Some(Object),
            _ => None,
        };
        if let Some(kind) = made {
            self.kinds[at] = kind;
        }
        self.fill(template, VARIABLES[at], VARIABLES[other], 1)
    }

    fn look(&mut self) -> String {
        let name = *self.random.pick(VARIABLES);
        match self.random.below(4) {
            0 => format!("print(R({name}), S({name}), T({name}))"),
            1 => format!("look('{name}', {name})"),
            2 => "print(gc.get_count())".to_owned(),
            _ => format!("print(R({name}), type({name}).__name__)"),
        }
    }
}
