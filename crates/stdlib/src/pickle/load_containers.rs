//! Reading containers: from what stands on the stack above a mark, or into one that stands below it.

use super::load::Loader;
use object::{Builtin, Ref, Result};
use types::tuple::Unfinished;
use types::{Dict, List, Tuple, protocol};

impl Loader<'_> {
    /// The items from a place on as a list, which has room for them alone.
    fn list_from(&self, start: usize) -> Result<Ref<List>> {
        let items = &self.stack.items;
        let list = List::with_room(self.thread, items.len().saturating_sub(start))?;
        for at in start..items.len() {
            if let Some(item) = items.take(at) {
                list.push(self.thread, item)?;
            }
        }
        items.truncate(start);
        Ok(list)
    }

    /// The items from a place on as a tuple.
    pub(super) fn tuple_from(&self, start: usize) -> Result<Ref<Tuple>> {
        let items = &self.stack.items;
        if start < self.stack.fence.get() {
            return Err(self.underflow());
        }
        let len = items.len().saturating_sub(start);
        if len == 0 {
            return Ok(Tuple::empty(self.thread));
        }
        let tuple = Unfinished::of(self.thread, len)?;
        for at in 0..len {
            let item = items.take(start + at);
            tuple.put(at, item.unwrap_or_else(|| self.thread.heap().none()));
        }
        items.truncate(start);
        Ok(tuple.finish())
    }

    pub(super) fn load_tuple(&self) -> Result<()> {
        let mark = self.mark()?;
        let tuple = self.tuple_from(mark)?;
        self.push(tuple.into_object())
    }

    pub(super) fn load_short_tuple(&self, len: usize) -> Result<()> {
        let have = self.stack.items.len();
        if have < self.stack.fence.get() + len {
            return Err(self.underflow());
        }
        let tuple = self.tuple_from(have - len)?;
        self.push(tuple.into_object())
    }

    pub(super) fn load_list(&self) -> Result<()> {
        let mark = self.mark()?;
        let list = self.list_from(mark)?;
        self.push(list.into_object())
    }

    pub(super) fn load_dict(&self) -> Result<()> {
        let mark = self.mark()?;
        let items = &self.stack.items;
        if !(items.len() - mark).is_multiple_of(2) {
            let text = format_args!("odd number of items for DICT");
            return Err(self.state.unpickling(self.thread, text));
        }
        let dict = Dict::new(self.thread)?;
        for at in (mark..items.len()).step_by(2) {
            if let (Some(key), Some(value)) = (items.get(at), items.get(at + 1)) {
                dict.set(self.thread, &key, &value)?;
            }
        }
        items.truncate(mark);
        self.push(dict.into_object())
    }

    pub(super) fn load_frozenset(&self) -> Result<()> {
        let mark = self.mark()?;
        let items = self.tuple_from(mark)?;
        let class = self.thread.heap().builtin(Builtin::FrozenSet).as_object();
        let set = protocol::call(self.thread, class, &[items.into_object()])?;
        self.push(set)
    }

    pub(super) fn load_appends(&self) -> Result<()> {
        let mark = self.mark()?;
        self.append_from(mark)
    }

    /// The container below a place gets the items from there on.
    fn container(&self, start: usize) -> Result<Option<Ref>> {
        let items = &self.stack.items;
        if start > items.len() || start <= self.stack.fence.get() {
            return Err(self.underflow());
        }
        match start == items.len() {
            true => Ok(None),
            false => Ok(items.get(start - 1)),
        }
    }

    pub(super) fn append_from(&self, start: usize) -> Result<()> {
        let thread = self.thread;
        let Some(container) = self.container(start)? else {
            return Ok(());
        };
        if container.is_exactly(Builtin::List)
            && let Some(list) = container.downcast::<List>()
        {
            return self.extend(list, start);
        }
        let name = self.state.names.extend(thread)?;
        if let Some(extend) = protocol::getattr_opt(thread, &container, &name)? {
            let slice = self.list_from(start)?;
            return protocol::call(thread, &extend, &[slice.into_object()]).map(drop);
        }
        let append =
            protocol::getattr_name(thread, &container, &*self.state.names.append(thread)?)?;
        self.each_from(start, &append)
    }

    /// Grows as 3.13's assignment to an empty slice at the end: the items come in a list of their own.
    fn extend(&self, list: &List, start: usize) -> Result<()> {
        let items = &self.stack.items;
        let _own = List::with_room(self.thread, items.len() - start)?;
        list.reserve(items.len() - start)?;
        for at in start..items.len() {
            if let Some(item) = items.take(at) {
                list.push(self.thread, item)?;
            }
        }
        items.truncate(start);
        Ok(())
    }

    /// Calls a method with each item from a place on. An error leaves those before it.
    fn each_from(&self, start: usize, method: &object::Object) -> Result<()> {
        let items = &self.stack.items;
        for at in start..items.len() {
            let Some(item) = items.take(at) else { continue };
            if let Err(raised) = protocol::call(self.thread, method, &[item]).map(drop) {
                items.truncate(start);
                return Err(raised);
            }
        }
        items.truncate(start);
        Ok(())
    }

    pub(super) fn load_setitems(&self) -> Result<()> {
        let mark = self.mark()?;
        self.set_items_from(mark)
    }

    pub(super) fn set_items_from(&self, start: usize) -> Result<()> {
        let thread = self.thread;
        let Some(container) = self.container(start)? else {
            return Ok(());
        };
        let items = &self.stack.items;
        if !(items.len() - start).is_multiple_of(2) {
            let text = format_args!("odd number of items for SETITEMS");
            return Err(self.state.unpickling(thread, text));
        }
        let exact = match container.is_exactly(Builtin::Dict) {
            true => container.downcast::<Dict>(),
            false => None,
        };
        let mut done = Ok(());
        for at in (start..items.len()).step_by(2) {
            let (Some(key), Some(value)) = (items.get(at), items.get(at + 1)) else {
                continue;
            };
            done = match exact {
                Some(dict) => dict.set(thread, &key, &value),
                None => protocol::setitem(thread, &container, &key, Some(&value)),
            };
            if done.is_err() {
                break;
            }
        }
        items.truncate(start);
        done
    }

    pub(super) fn load_additems(&self) -> Result<()> {
        let thread = self.thread;
        let mark = self.mark()?;
        let Some(container) = self.container(mark)? else {
            return Ok(());
        };
        if container.isinstance(Builtin::Set) {
            let items = self.tuple_from(mark)?;
            return types::set::update(thread, &container, items.as_object());
        }
        let name = self.state.names.add(thread)?;
        let add = protocol::getattr_name(thread, &container, &name)?;
        self.each_from(mark, &add)
    }
}
