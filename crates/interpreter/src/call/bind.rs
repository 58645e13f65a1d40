//! Binding arguments to the registers of a frame.
//!
//! A [`Window`] owns `count` values at the start of what becomes the callee's registers. Binding turns it into exactly the
//! registers that the code expects: parameters, keyword-only parameters, `*args`, `**kwargs`, then nulls. When it fails every value
//! has been dropped.

use super::errors;
use crate::machine::Vm;
use crate::machine::at::Base;
use bytecode::flags;
use object::{Object, Ref, Result, Slot, Thread};
use types::code::Code;
use types::function::Function;
use types::{Dict, Str, Tuple};

/// See the file's head.
pub struct Window {
    base: Base,
    count: usize,
}

impl Window {
    /// The values at `base`, owned by the window from now on.
    pub fn new(base: Base, count: usize) -> Window {
        Window { base, count }
    }

    pub fn base(&self) -> Base {
        self.base
    }

    pub fn count(&self) -> usize {
        self.count
    }

    /// A register.
    pub fn slot(&self, index: usize) -> &Slot {
        // SAFETY: whoever makes a window has seen that the data stack has room for the callee's registers there.
        unsafe { &*self.base.add(index) }
    }

    /// Writes a register whose old word is stale.
    pub fn put(&self, index: usize, value: Ref) {
        std::mem::forget(self.slot(index).replace(Some(value)));
    }

    /// Makes registers null whose old words are stale.
    fn blank(&self, from: usize, to: usize) {
        for index in from..to {
            std::mem::forget(self.slot(index).replace(None));
        }
    }

    /// Drops all values. They leave the registers first: what a finalizer calls may use those.
    pub fn clear(&self) {
        drop(self.take_values());
    }

    fn take_values(&self) -> Vec<Ref> {
        (0..self.count)
            .filter_map(|i| self.slot(i).take())
            .collect()
    }

    /// Takes the values out, leaving `size` null registers.
    fn take_all(&self, size: usize) -> Vec<Ref> {
        let values = self.take_values();
        self.blank(0, size);
        values
    }
}

const COLLECTS: u32 = flags::VARARGS | flags::VARKEYWORDS;

/// See the file's head.
pub fn bind(
    vm: &Vm,
    function: &Function,
    code: &Code,
    window: Window,
    names: &[Ref],
) -> Result<()> {
    let (params, size) = (
        code.arg_count.get() as usize,
        code.nlocalsplus.get() as usize,
    );
    let simple = names.is_empty() && code.kw_only.get() == 0 && code.flags.get() & COLLECTS == 0;
    if simple && window.count <= params {
        if window.count == params {
            window.blank(params, size);
            return Ok(());
        }
        let missing = params - window.count;
        // SAFETY: nothing in this loop runs code that could replace the function's defaults.
        let defaults = unsafe { function.defaults.borrow() }.map_or(&[][..], Tuple::items);
        if missing <= defaults.len() {
            for (index, value) in (window.count..params).zip(&defaults[defaults.len() - missing..])
            {
                window.put(index, value.clone());
            }
            window.blank(params, size);
            return Ok(());
        }
    }
    let values = window.take_all(size);
    let binding = Binding {
        thread: vm.thread(),
        function,
        code,
        window: Window::new(window.base, size),
    };
    // A keyword's hash and equality may run Python code, whose frames must not use these registers.
    let floor = vm.raise_floor(window.slot(size));
    let bound = binding.bind(values, names);
    vm.set_floor(floor);
    if bound.is_err() {
        binding.window.clear();
    }
    bound
}

/// A call whose arguments need more than copying.
pub struct Binding<'a> {
    pub thread: &'a Thread,
    pub function: &'a Function,
    pub code: &'a Code,
    /// All locals, null until bound.
    pub window: Window,
}

impl Binding<'_> {
    pub fn params(&self) -> usize {
        self.code.arg_count.get() as usize
    }

    pub fn keyword_only(&self) -> usize {
        self.code.kw_only.get() as usize
    }

    pub fn is_bound(&self, index: usize) -> bool {
        !self.window.slot(index).is_none()
    }

    fn has(&self, flag: u32) -> bool {
        self.code.flags.get() & flag != 0
    }

    fn bind(&self, values: Vec<Ref>, names: &[Ref]) -> Result<()> {
        let given = values.len() - names.len();
        let total = self.params() + self.keyword_only();
        let mut values = values.into_iter();
        let by_position = given.min(self.params());
        let keywords = match self.has(flags::VARKEYWORDS) {
            true => Some(Dict::new(self.thread)?),
            false => None,
        };
        for index in 0..by_position {
            if let Some(value) = values.next() {
                self.window.put(index, value);
            }
        }
        let rest: Vec<Ref> = values.by_ref().take(given - by_position).collect();
        if self.has(flags::VARARGS) {
            let rest = Tuple::from_slice(self.thread, &rest)?;
            self.window.put(total, rest.into_object());
        }
        for (name, value) in names.iter().zip(values) {
            self.keyword(name, value, names, keywords.as_deref())?;
        }
        if given > self.params() && !self.has(flags::VARARGS) {
            return Err(errors::too_many(self, given));
        }
        if let Some(keywords) = keywords {
            let index = total + self.has(flags::VARARGS) as usize;
            self.window.put(index, keywords.into_object());
        }
        self.defaults(given)?;
        self.keyword_defaults()
    }

    /// One keyword argument: a parameter, an entry of `**kwargs`, or an error.
    fn keyword(&self, name: &Ref, value: Ref, all: &[Ref], rest: Option<&Dict>) -> Result<()> {
        let Some(text) = name.downcast::<Str>() else {
            return Err(errors::not_text(self));
        };
        let first = self.code.pos_only.get() as usize;
        match self.find(text, first, self.params() + self.keyword_only()) {
            Some(index) if self.is_bound(index) => Err(errors::multiple_values(self, text)),
            Some(index) => {
                self.window.put(index, value);
                Ok(())
            }
            None => match rest {
                Some(rest) => rest.set(self.thread, name, &value),
                None => Err(errors::unexpected(self, text, all)),
            },
        }
    }

    /// The parameter of this name among those with index `from .. to`.
    pub fn find(&self, name: &Str, from: usize, to: usize) -> Option<usize> {
        let names = self.code.localsplus_names.get()?;
        let names = names.items().get(from..to)?;
        let name_object: &Object = name.as_object();
        if let Some(index) = names.iter().position(|n| n.is(name_object)) {
            return Some(from + index);
        }
        let same = |n: &Ref| n.downcast::<Str>().is_some_and(|n| n.equals(name));
        names.iter().position(same).map(|index| from + index)
    }

    fn defaults(&self, given: usize) -> Result<()> {
        let params = self.params();
        if given >= params {
            return Ok(());
        }
        let defaults = self.function.defaults.get();
        let defaults = defaults.as_deref().map_or(&[][..], Tuple::items);
        let required = params.saturating_sub(defaults.len());
        if (given..required).any(|index| !self.is_bound(index)) {
            return Err(errors::missing(self, 0..required, "positional"));
        }
        let skip = defaults.len().saturating_sub(params);
        for (index, value) in (required..params).zip(&defaults[skip..]) {
            if !self.is_bound(index) {
                self.window.put(index, value.clone());
            }
        }
        Ok(())
    }

    fn keyword_defaults(&self) -> Result<()> {
        let first = self.params();
        let defaults = self.function.kwdefaults.get();
        let mut missing = false;
        for index in first..first + self.keyword_only() {
            if self.is_bound(index) {
                continue;
            }
            let default = match (&defaults, self.code.register_name(index)) {
                (Some(defaults), Some(name)) => defaults.get_str(self.thread, &name)?,
                _ => None,
            };
            match default {
                Some(value) => self.window.put(index, value),
                None => missing = true,
            }
        }
        match missing {
            true => Err(errors::missing(
                self,
                first..first + self.keyword_only(),
                "keyword-only",
            )),
            false => Ok(()),
        }
    }
}

/// Null registers for code without arguments.
pub fn blank(base: Base, size: usize) {
    Window::new(base, 0).blank(0, size);
}
