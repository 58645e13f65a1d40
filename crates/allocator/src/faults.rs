//! Requests for memory that fail on purpose: which one, and who decides.
//!
//! A request is failed by its number, or a judge is asked when it comes. A judge that splits the process (`twin`) can fail each request
//! of one run, every time in another process: what came before it isn't run again.
//!
//! Not here: what failing means to a program (`object`: a `MemoryError`).

use std::cell::{Cell, RefCell};

/// What becomes of a request that was to fail.
pub enum Verdict {
    Fail,
    /// It is served, and the n-th one after it is judged next.
    Serve(Option<u64>),
}

/// Asked at the request that is to fail. It must not ask the heap for memory.
pub type Judge = Box<dyn FnMut() -> Verdict + Send>;

/// Requests that fail because a test said so.
pub(crate) struct Faults {
    /// Requests until the fault, this one included; 0 when none is planned.
    countdown: Cell<u64>,
    /// Whether every request after the fault fails too.
    sticky: Cell<bool>,
    /// Faults so far.
    fired: Cell<u64>,
    /// Whether the program was told of one.
    told: Cell<bool>,
    /// Without one the request fails.
    judge: RefCell<Option<Judge>>,
}

impl Faults {
    pub fn new() -> Faults {
        Faults {
            countdown: Cell::new(0),
            sticky: Cell::new(false),
            fired: Cell::new(0),
            told: Cell::new(false),
            judge: RefCell::new(None),
        }
    }

    pub fn plan(&self, n: Option<u64>, sticky: bool) {
        self.countdown.set(n.map_or(0, |n| n.max(1)));
        self.sticky.set(sticky);
    }

    pub fn judged_by(&self, judge: Option<Judge>) {
        *self.judge.borrow_mut() = judge;
    }

    pub fn is_planned(&self) -> bool {
        self.countdown.get() != 0
    }

    /// Requests until the fault.
    pub fn left(&self) -> u64 {
        self.countdown.get()
    }

    pub fn fired(&self) -> u64 {
        self.fired.get()
    }

    pub fn tell(&self) {
        self.told.set(self.fired.get() > 0);
    }

    pub fn is_told(&self) -> bool {
        self.told.get()
    }

    /// Counts one request; true when it must fail.
    pub fn strikes(&self) -> bool {
        match self.countdown.get() {
            0 => false,
            1 => self.comes(),
            n => {
                self.countdown.set(n - 1);
                false
            }
        }
    }

    /// The planned request is here.
    #[cold]
    #[inline(never)]
    fn comes(&self) -> bool {
        if let Some(judge) = &mut *self.judge.borrow_mut()
            && let Verdict::Serve(next) = judge()
        {
            self.plan(next, false);
            return false;
        }
        if !self.sticky.get() {
            self.countdown.set(0);
        }
        self.fired.set(self.fired.get() + 1);
        true
    }
}
