//! The stack as it is known at compile time.

/// Where the value of a stack entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Temp(u32),
    Local(u32),
    Const(u32),
}

/// One entry of the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub place: Place,
    /// Known to be null: the empty self slot of a call.
    pub null: bool,
}

impl Entry {
    pub fn of_temp(index: u32) -> Entry {
        Entry {
            place: Place::Temp(index),
            null: false,
        }
    }

    pub fn temp(&self) -> Option<u32> {
        match self.place {
            Place::Temp(index) => Some(index),
            _ => None,
        }
    }

    /// The same entry in another temporary.
    pub fn at(self, index: u32) -> Entry {
        Entry {
            place: Place::Temp(index),
            ..self
        }
    }
}

#[derive(Debug, Default)]
pub struct Stack {
    pub entries: Vec<Entry>,
    /// Temporaries alive: temp 0 .. live.
    pub live: u32,
}

impl Stack {
    /// A block starts: `depth` entries, each in its own temporary.
    pub fn reset(&mut self, depth: u32) {
        self.entries.clear();
        self.entries.extend((0..depth).map(Entry::of_temp));
        self.live = depth;
    }

    pub fn push(&mut self, place: Place) {
        self.entries.push(Entry { place, null: false });
    }

    /// The result that an instruction just left in the topmost temporary.
    pub fn push_top(&mut self) {
        self.push(Place::Temp(self.live - 1));
    }

    pub fn pop(&mut self) -> Entry {
        self.entries.pop().expect("the depth was checked")
    }

    /// The topmost `count` entries, lowest first.
    pub fn pop_many(&mut self, count: usize) -> Vec<Entry> {
        self.entries.split_off(self.entries.len() - count)
    }

    /// The entry `depth` below the top; 1 is the top.
    pub fn peek(&self, depth: u32) -> Entry {
        self.entries[self.entries.len() - depth as usize]
    }

    pub fn swap_temps(&mut self, a: u32, b: u32) {
        for entry in &mut self.entries {
            match entry.place {
                Place::Temp(index) if index == a => entry.place = Place::Temp(b),
                Place::Temp(index) if index == b => entry.place = Place::Temp(a),
                _ => {}
            }
        }
    }
}
