//! Filling dictionaries from others: merging, pairs, `fromkeys`.

use super::Dict;
use super::layout::usable_fraction;
use super::table::{LOG2_MIN, log2_for_entries};
use object::{Object, Ref, Result, Thread};

impl Dict {
    /// The entries of another dictionary; `overwrite` false keeps what is here.
    pub(super) fn merge_dict(&self, thread: &Thread, other: &Dict, overwrite: bool) -> Result<()> {
        if std::ptr::eq(self, other) || other.is_empty() {
            return Ok(());
        }
        let overwrite = overwrite || self.is_empty();
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
                self.insert(thread, key, hash, value)?;
            }
            if other.keys().nentries() != before {
                return Err(thread.raise(
                    object::Builtin::RuntimeError,
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

    /// `update` with a mapping; `overwrite` false keeps what is here (`PyDict_Merge`).
    pub fn merge(&self, thread: &Thread, other: &Object, overwrite: bool) -> Result<()> {
        if let Some(dict) = other.downcast::<Dict>() {
            let dict: Ref<Dict> = Ref::new(dict);
            return self.merge_dict(thread, &dict, overwrite);
        }
        let names = crate::state::names(thread);
        let keys = crate::call_method(thread, other, names.keys(), &[])?;
        crate::for_each(thread, &keys, |key| {
            if !overwrite && self.contains(thread, &key)? {
                return Ok(());
            }
            let value = crate::getitem(thread, other, &key)?;
            self.set(thread, &key, &value)
        })
    }
}
