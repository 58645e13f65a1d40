//! Binding arguments to the registers of a frame.
//!
//! A [`Window`] owns `count` values at the start of what becomes the callee's registers. Binding turns it into exactly the
//! registers that the code expects: parameters, keyword-only parameters, `*args`, `**kwargs`, then nulls. When it fails every value
//! has been dropped.

use super::errors;
use crate::machine::Vm;
use crate::machine::at::Base;
use bytecode::flags;
use object::{Builtin, Object, Ref, Result, Slot, Thread};
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
        let mut values = Vec::with_capacity(self.count);
        values.extend((0..self.count).filter_map(|i| self.slot(i).take()));
        values
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
    if !simple && bind_quickly(function, code, &window, names) {
        return Ok(());
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

/// Keyword arguments, and keyword-only parameters left to their defaults, that are bound without memory for lists of them.
const FEW: usize = 8;
/// Parameters that one word has bits for.
const BITS: usize = 64;

/// Binds a call with keywords that names parameters by the very objects of the code and leaves none without a value. Runs no code;
/// when it says false nothing has changed.
fn bind_quickly(function: &Function, code: &Code, window: &Window, names: &[Ref]) -> bool {
    let (params, size) = (
        code.arg_count.get() as usize,
        code.nlocalsplus.get() as usize,
    );
    let total = params + code.kw_only.get() as usize;
    let given = window.count - names.len();
    let fits = code.flags.get() & COLLECTS == 0 && given <= params && total < BITS;
    if !fits || names.len() > FEW || total - params > FEW {
        return false;
    }
    let mut bound = (1_u64 << given) - 1;
    let mut places = [0; FEW];
    for (place, name) in places.iter_mut().zip(names) {
        match parameter(code, name, total) {
            Some(index) if bound >> index & 1 == 0 => {
                bound |= 1 << index;
                *place = index;
            }
            _ => return false,
        }
    }
    // SAFETY: nothing here runs code that could replace the function's defaults.
    let defaults = unsafe { function.defaults.borrow() }.map_or(&[][..], Tuple::items);
    let required = params.saturating_sub(defaults.len());
    let required_bits = (1_u64 << required) - 1;
    if bound & required_bits != required_bits {
        return false;
    }
    let mut rest = [const { None }; FEW];
    for (index, value) in (params..total).zip(&mut rest) {
        if bound >> index & 1 == 0 {
            *value = keyword_default(function, code, index);
            if value.is_none() {
                return false;
            }
        }
    }
    let mut keywords = [const { None }; FEW];
    for (index, value) in (given..window.count).zip(&mut keywords) {
        *value = window.slot(index).take();
    }
    window.blank(given, size);
    for (&place, value) in places.iter().zip(&mut keywords).take(names.len()) {
        std::mem::forget(window.slot(place).replace(value.take()));
    }
    let skip = defaults.len() - (params - required);
    for (index, value) in (required..params).zip(&defaults[skip..]) {
        if bound >> index & 1 == 0 {
            window.put(index, value.clone());
        }
    }
    for (index, value) in (params..total).zip(&mut rest) {
        if let Some(value) = value.take() {
            window.put(index, value);
        }
    }
    true
}

/// The parameter whose name is this object, among those that may be named.
#[inline(always)]
fn parameter(code: &Code, name: &Object, total: usize) -> Option<usize> {
    let first = code.pos_only.get() as usize;
    // SAFETY: the code keeps its names.
    let names = unsafe { code.localsplus_names.borrow() }?.items();
    let index = names.get(first..total)?.iter().position(|n| n.is(name))?;
    Some(first + index)
}

/// The default of a keyword-only parameter, if the function's dictionary of them is a plain one.
fn keyword_default(function: &Function, code: &Code, index: usize) -> Option<Ref> {
    // SAFETY: nothing here runs code that could replace either.
    let (defaults, names) = unsafe {
        (
            function.kwdefaults.borrow()?,
            code.localsplus_names.borrow()?,
        )
    };
    let name = names.items().get(index)?.downcast::<Str>()?;
    if !defaults.as_object().is_exactly(Builtin::Dict) || !defaults.is_plain() {
        return None;
    }
    let place = defaults.place_of_str(defaults.as_object().thread(), name)?;
    // SAFETY: the dictionary owns the value.
    Some(unsafe { defaults.value_in_place(place)?.as_ref() }.to_ref())
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
        let surplus = given - by_position;
        if self.has(flags::VARARGS) {
            let rest = Tuple::from_slice(self.thread, &values.as_slice()[..surplus])?;
            self.window.put(total, rest.into_object());
        }
        for (name, value) in names.iter().zip(&values.as_slice()[surplus..]) {
            self.keyword(name, value.clone(), names, keywords.as_deref())?;
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
