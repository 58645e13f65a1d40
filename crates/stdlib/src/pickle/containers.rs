//! Writing containers: the opcode of an empty one, which is remembered, then batches of items.

use super::opcodes::*;
use super::save::Saver;
use object::{Builtin, Object, Ref, Result};
use types::{Dict, Int, List, Tuple, protocol};

/// While `fast`, cycles are looked for from this depth on.
const FAST_DEPTH: i32 = 50;

impl Saver<'_> {
    fn deeper(&self) -> Result<object::NativeCall<'_>> {
        self.thread.enter(" while pickling an object")
    }

    pub(super) fn save_tuple(&self, object: &Object) -> Result<()> {
        let Some(tuple) = object.downcast::<Tuple>() else {
            return Err(self.lost());
        };
        let len = tuple.len();
        if len == 0 {
            return match self.proto() {
                0 => self.write(&[MARK, TUPLE]),
                _ => self.write(&[EMPTY_TUPLE]),
            };
        }
        let short = len <= 3 && self.proto() >= 2;
        if !short {
            self.write(&[MARK])?;
        }
        for item in tuple.items() {
            self.save(item, false)?;
        }
        // An item may have written the tuple itself: then what stands on the stack is thrown away.
        if let Some(index) = self.it.memo.get(object) {
            match (short, self.is_binary()) {
                (false, true) => self.write(&[POP_MARK])?,
                _ => {
                    for _ in 0..len + usize::from(!short) {
                        self.write(&[POP])?;
                    }
                }
            }
            return self.fetch(index);
        }
        match (short, len) {
            (false, _) => self.write(&[TUPLE])?,
            (true, 1) => self.write(&[TUPLE1])?,
            (true, 2) => self.write(&[TUPLE2])?,
            (true, _) => self.write(&[TUPLE3])?,
        }
        self.memoize(object)
    }

    pub(super) fn save_list(&self, object: &Object) -> Result<()> {
        self.enter_fast(object)?;
        self.write_start(EMPTY_LIST, LIST)?;
        self.memoize(object)?;
        if protocol::len(self.thread, object)? != 0 {
            match object.downcast::<List>().filter(|_| self.proto() > 0) {
                Some(list) => {
                    let _deeper = self.deeper()?;
                    self.save_items(list)?;
                }
                None => {
                    let items = protocol::iter(self.thread, object)?;
                    let _deeper = self.deeper()?;
                    self.save_each(&items)?;
                }
            }
        }
        self.leave_fast(object)
    }

    fn write_start(&self, empty: u8, old: u8) -> Result<()> {
        match self.is_binary() {
            true => self.write(&[empty]),
            false => self.write(&[MARK, old]),
        }
    }

    /// The items of a list, which may change meanwhile.
    fn save_items(&self, list: &List) -> Result<()> {
        if list.len() == 1
            && let Some(item) = list.get(0)
        {
            self.save(&item, false)?;
            return self.write(&[APPEND]);
        }
        let mut at = 0;
        loop {
            self.write(&[MARK])?;
            let end = at + BATCH;
            while let Some(item) = list.get(at) {
                self.save(&item, false)?;
                at += 1;
                if at == end {
                    break;
                }
            }
            self.write(&[APPENDS])?;
            if at >= list.len() {
                return Ok(());
            }
        }
    }

    /// The items of an iterator.
    pub(super) fn save_each(&self, items: &Object) -> Result<()> {
        self.in_batches(items, APPEND, APPENDS, &|item| self.save(item, false))
    }

    /// The pairs of an iterator.
    pub(super) fn save_pairs(&self, items: &Object) -> Result<()> {
        self.in_batches(items, SETITEM, SETITEMS, &|pair| match pair
            .downcast::<Tuple>()
            .map(Tuple::items)
        {
            Some([key, value]) => {
                self.save(key, false)?;
                self.save(value, false)
            }
            _ => Err(self
                .thread
                .type_error(format_args!("dict items iterator must return 2-tuples"))),
        })
    }

    /// Each alone in protocol 0; later a single one alone, and more between a mark and an opcode for all.
    fn in_batches(
        &self,
        items: &Object,
        one: u8,
        many: u8,
        save: &dyn Fn(&Object) -> Result<()>,
    ) -> Result<()> {
        let thread = self.thread;
        if self.proto() == 0 {
            while let Some(item) = protocol::next(thread, items)? {
                save(&item)?;
                self.write(&[one])?;
            }
            return Ok(());
        }
        loop {
            let Some(first) = protocol::next(thread, items)? else {
                return Ok(());
            };
            let Some(second) = protocol::next(thread, items)? else {
                save(&first)?;
                return self.write(&[one]);
            };
            self.write(&[MARK])?;
            save(&first)?;
            drop(first);
            let (mut next, mut n) = (Some(second), 1);
            while let Some(item) = next.take() {
                save(&item)?;
                n += 1;
                if n == BATCH {
                    break;
                }
                next = protocol::next(thread, items)?;
            }
            self.write(&[many])?;
            if n != BATCH {
                return Ok(());
            }
        }
    }

    pub(super) fn save_dict(&self, object: &Object) -> Result<()> {
        let Some(dict) = object.downcast::<Dict>() else {
            return Err(self.lost());
        };
        self.enter_fast(object)?;
        self.write_start(EMPTY_DICT, DICT)?;
        self.memoize(object)?;
        if !dict.is_empty() {
            if self.proto() > 0 {
                let _deeper = self.deeper()?;
                self.save_entries(dict)?;
            } else {
                let items = types::names(self.thread).items();
                let called = self.thread.enter(" while calling a Python object")?;
                let items = protocol::call_method_unbound(self.thread, object, items, &[])?;
                drop(called);
                let items = protocol::iter(self.thread, &items)?;
                let _deeper = self.deeper()?;
                self.save_pairs(&items)?;
            }
        }
        self.leave_fast(object)
    }

    fn save_entries(&self, dict: &Dict) -> Result<()> {
        let (len, mut at) = (dict.len(), 0);
        if len == 1 {
            if let Some((key, value)) = dict.next(&mut at) {
                self.save(&key, false)?;
                self.save(&value, false)?;
            }
            return self.write(&[SETITEM]);
        }
        loop {
            let mut n = 0;
            self.write(&[MARK])?;
            while let Some((key, value)) = dict.next(&mut at) {
                self.save(&key, false)?;
                self.save(&value, false)?;
                n += 1;
                if n == BATCH {
                    break;
                }
            }
            self.write(&[SETITEMS])?;
            if dict.len() != len {
                return Err(self.thread.raise(
                    Builtin::RuntimeError,
                    format_args!("dictionary changed size during iteration"),
                ));
            }
            // A full batch is followed by another, be it an empty one.
            if n != BATCH {
                return Ok(());
            }
        }
    }

    /// The items of a set in a list, as the argument of its type.
    fn save_as_list(&self, object: &Object, class: Builtin) -> Result<()> {
        let items = protocol::to_list(self.thread, object)?.into_object();
        let class = self.thread.heap().builtin(class).as_object().to_ref();
        let args = Tuple::from_array(self.thread, [items])?.into_object();
        let parts = Tuple::from_array(self.thread, [class, args])?;
        self.save_reduce(&parts, Some(object))
    }

    pub(super) fn save_set(&self, object: &Object) -> Result<()> {
        if self.proto() < 4 {
            return self.save_as_list(object, Builtin::Set);
        }
        self.write(&[EMPTY_SET])?;
        self.memoize(object)?;
        let len = types::set::exact_len(object).unwrap_or(0);
        if len == 0 {
            return Ok(());
        }
        let mut at = 0;
        loop {
            let mut n = 0;
            self.write(&[MARK])?;
            while let Some(item) = types::set::next_item(object, &mut at) {
                self.save(&item, false)?;
                n += 1;
                if n == BATCH {
                    break;
                }
            }
            self.write(&[ADDITEMS])?;
            if types::set::exact_len(object).unwrap_or(0) != len {
                return Err(self.thread.raise(
                    Builtin::RuntimeError,
                    format_args!("set changed size during iteration"),
                ));
            }
            if n != BATCH {
                return Ok(());
            }
        }
    }

    pub(super) fn save_frozenset(&self, object: &Object) -> Result<()> {
        self.enter_fast(object)?;
        if self.proto() < 4 {
            return self.save_as_list(object, Builtin::FrozenSet);
        }
        self.write(&[MARK])?;
        let items = protocol::iter(self.thread, object)?;
        while let Some(item) = protocol::next(self.thread, &items)? {
            self.save(&item, false)?;
        }
        if let Some(index) = self.it.memo.get(object) {
            self.write(&[POP_MARK])?;
            return self.fetch(index);
        }
        self.write(&[FROZENSET])?;
        self.memoize(object)
    }

    /// While `fast` nothing is remembered, so cycles are told by the containers under way.
    pub(super) fn enter_fast(&self, object: &Object) -> Result<()> {
        if self.it.fast.get() == 0 {
            return Ok(());
        }
        let depth = self.it.fast_depth.get() + 1;
        self.it.fast_depth.set(depth);
        if depth < FAST_DEPTH {
            return Ok(());
        }
        let done = self.mark_fast(object);
        if done.is_err() {
            self.it.fast_depth.set(-1);
        }
        done
    }

    fn mark_fast(&self, object: &Object) -> Result<()> {
        let thread = self.thread;
        let memo = match self.it.fast_memo.get() {
            Some(memo) => memo,
            None => {
                let memo = Dict::new(thread)?;
                self.it.fast_memo.set(Some(memo.clone()));
                memo
            }
        };
        let key = address(self, object)?;
        if memo.contains(thread, &key)? {
            return Err(thread.value_error(format_args!(
                "fast mode: can't pickle cyclic objects including object type {} at {:#x}",
                object.ty().name(),
                object.id()
            )));
        }
        memo.set(thread, &key, &thread.heap().none())
    }

    pub(super) fn leave_fast(&self, object: &Object) -> Result<()> {
        if self.it.fast.get() == 0 {
            return Ok(());
        }
        let depth = self.it.fast_depth.get();
        self.it.fast_depth.set(depth - 1);
        if depth < FAST_DEPTH {
            return Ok(());
        }
        let key = address(self, object)?;
        if let Some(memo) = self.it.fast_memo.get() {
            memo.remove(self.thread, &key)?;
        }
        Ok(())
    }
}

/// An object's address as a number.
fn address(saver: &Saver<'_>, object: &Object) -> Result<Ref> {
    Int::from_usize(saver.thread, object.id())
}
