//! Filling dictionaries from others: merging, pairs, `fromkeys`.

use super::Dict;
use super::layout::usable_fraction;
use super::table::{LOG2_MIN, log2_for_entries};
use crate::state::names;
use object::{Args, Builtin, Object, Ref, Result, Thread};

/// What happens to a key that a dictionary has already when another mapping's entries come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Twice {
    Replaced,
    /// A `KeyError` with the key.
    Refused,
}

impl Dict {
    /// The entries of another dictionary.
    pub(super) fn merge_dict(&self, thread: &Thread, other: &Dict, twice: Twice) -> Result<()> {
        if std::ptr::eq(self, other) || other.is_empty() {
            return Ok(());
        }
        let overwrite = twice == Twice::Replaced || self.is_empty();
        if self.is_empty() && self.take_clone(thread, other)? {
            return Ok(());
        }
        if usable_fraction(self.keys().size()) < other.len() {
            let unicode = other.keys().is_unicode();
            self.resize(thread, log2_for_entries(self.len() + other.len()), unicode)?;
        }
        let before = other.keys().nentries();
        let mut pos = 0;
        while let Some((key, hash, value)) = other.next_hashed(&mut pos) {
            if overwrite || self.get_hashed(thread, &key, hash)?.is_none() {
                self.insert(thread, key.clone(), hash, value.clone())?;
            } else {
                return Err(crate::exception::key_error(thread, &key));
            }
            if other.keys().nentries() != before {
                return Err(thread.raise(
                    Builtin::RuntimeError,
                    format_args!("dict mutated during update"),
                ));
            }
        }
        Ok(())
    }

    /// An empty dictionary takes a copy of the whole table of one without gaps. False when the other isn't such.
    fn take_clone(&self, thread: &Thread, other: &Dict) -> Result<bool> {
        let keys = other.keys();
        let compact = other.len() == keys.nentries()
            && (keys.log2_size() == LOG2_MIN || usable_fraction(keys.size() / 2) < other.len());
        if self.is_split() || other.is_split() || !compact {
            return Ok(false);
        }
        let old = self.replace_keys(keys.duplicate(thread)?);
        self.used.set(other.len());
        if other.as_object().is_tracked() {
            self.as_object().track();
        }
        old.release(thread.heap());
        Ok(true)
    }

    /// `update` with a mapping (`PyDict_Update`).
    pub fn merge(&self, thread: &Thread, other: &Object) -> Result<()> {
        self.merge_mapping(thread, other, Twice::Replaced)
    }

    /// As `merge`, but a key that is here already is a `KeyError`: what `f(**mapping)` gathers.
    pub fn merge_new(&self, thread: &Thread, other: &Object) -> Result<()> {
        self.merge_mapping(thread, other, Twice::Refused)
    }

    fn merge_mapping(&self, thread: &Thread, other: &Object, twice: Twice) -> Result<()> {
        // A derived class that iterates in its own way is asked like any mapping.
        let plain = thread.heap().builtin(Builtin::Dict).slots().iter;
        if let Some(dict) = other.downcast::<Dict>()
            && other.ty().slots().iter.map(|f| f as usize) == plain.map(|f| f as usize)
        {
            let dict: Ref<Dict> = Ref::new(dict);
            return self.merge_dict(thread, &dict, twice);
        }
        let mut keys = crate::call_method_unbound(thread, other, names(thread).keys(), &[])?;
        if !keys.is_exactly(Builtin::List) {
            // All keys first: what `keys` gave is not asked while values are fetched.
            let walk = crate::protocol::iter(thread, &keys)?;
            drop(keys);
            keys = crate::protocol::to_list(thread, &walk)?.into_object();
        }
        crate::for_each(thread, &keys, |key| {
            if twice == Twice::Refused && self.contains(thread, &key)? {
                return Err(crate::exception::key_error(thread, &key));
            }
            let value = crate::getitem(thread, other, &key)?;
            self.set(thread, &key, &value)
        })
    }
}

impl Dict {
    /// What `update`, `dict()` and `|=` take: a mapping (something with `keys`) or an iterable of pairs.
    pub(super) fn update_from(&self, thread: &Thread, source: &Object) -> Result<()> {
        if source.is_exactly(Builtin::Dict) {
            return self.merge(thread, source);
        }
        let mapping = crate::getattr_opt(thread, source, names(thread).keys())?.is_some();
        match mapping {
            true => self.merge(thread, source),
            false => self.update_from_pairs(thread, source),
        }
    }

    /// The keywords of a call, which 3.13 gathers in a dictionary first.
    pub(super) fn update_from_keywords(&self, thread: &Thread, args: &Args<'_>) -> Result<()> {
        if args.names().is_empty() {
            return Ok(());
        }
        let gathered = Dict::with_room(thread, args.names().len(), true)?;
        for (name, value) in args.keywords() {
            gathered.set(thread, name, value)?;
        }
        self.merge_dict(thread, &gathered, Twice::Replaced)
    }

    fn update_from_pairs(&self, thread: &Thread, pairs: &Object) -> Result<()> {
        let mut n = 0usize;
        crate::for_each(thread, pairs, |item| {
            let pair = match crate::protocol::items_of(thread, item) {
                Ok(pair) => pair,
                Err(raised) if !thread.pending_is(Builtin::TypeError) => return Err(raised),
                Err(_) => {
                    thread.take_pending();
                    return Err(thread.type_error(format_args!(
                        "cannot convert dictionary update sequence element #{n} to a sequence"
                    )));
                }
            };
            let [key, value] = pair.peek() else {
                return Err(thread.value_error(format_args!(
                    "dictionary update sequence element #{n} has length {}; 2 is required",
                    pair.peek().len()
                )));
            };
            let (key, value) = (key.clone(), value.clone());
            self.set(thread, &key, &value)?;
            n += 1;
            Ok(())
        })
    }

    /// `class.fromkeys(iterable, value)`.
    pub(super) fn from_keys(
        thread: &Thread,
        class: &Object,
        iterable: &Object,
        value: &Object,
    ) -> Result<Ref> {
        let made = crate::call(thread, class, &[])?;
        let Some(dict) = made
            .downcast::<Dict>()
            .filter(|_| made.is_exactly(Builtin::Dict))
        else {
            crate::for_each(thread, iterable, |key| {
                crate::setitem(thread, &made, &key, Some(value))
            })?;
            return Ok(made);
        };
        if dict.is_empty() {
            // A known number of different keys: the table is made large enough at once.
            if iterable.is_exactly(Builtin::Dict)
                && let Some(other) = iterable.downcast::<Dict>()
            {
                let log2_size = log2_for_entries(other.len());
                dict.resize(thread, log2_size, other.keys().is_unicode())?;
            } else if let Some(length) = crate::set::exact_len(iterable) {
                dict.resize(thread, log2_for_entries(length), false)?;
            }
        }
        if dict.fill_hashed(thread, iterable, value)? {
            return Ok(made);
        }
        crate::for_each(thread, iterable, |key| dict.set(thread, &key, value))?;
        Ok(made)
    }

    /// Takes over the keys of a dict or a set, whose hashes are known; false when the source is neither.
    fn fill_hashed(&self, thread: &Thread, source: &Object, value: &Object) -> Result<bool> {
        let mut pos = 0;
        if source.is_exactly(Builtin::Dict)
            && let Some(other) = source.downcast::<Dict>()
        {
            while let Some((key, hash, _)) = other.next_hashed(&mut pos) {
                self.insert(thread, key, hash, value.to_ref())?;
            }
            return Ok(true);
        }
        if crate::set::exact_len(source).is_none() {
            return Ok(false);
        }
        while let Some((key, hash)) = crate::set::next_hashed(source, &mut pos) {
            self.insert(thread, key, hash, value.to_ref())?;
        }
        Ok(true)
    }
}
