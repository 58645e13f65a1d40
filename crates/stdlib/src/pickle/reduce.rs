//! Writing what `__reduce_ex__` answers: a callable with arguments, a state, items.

use super::opcodes::*;
use super::save::Saver;
use object::{Builtin, Object, Raised, Ref, Result};
use types::{Dict, Str, Tuple, protocol};

/// The parts of an answer; what is `None` isn't there.
struct Parts<'a> {
    callable: &'a Ref,
    args: &'a Tuple,
    state: Option<&'a Ref>,
    list_items: Option<&'a Ref>,
    dict_items: Option<&'a Ref>,
    setter: Option<&'a Ref>,
}

/// How the object is made when it is read.
enum How {
    Called,
    New,
    NewWithKeywords,
}

impl Saver<'_> {
    /// Writes the parts. The object that they are of is remembered; without it nothing is.
    pub(super) fn save_reduce(&self, tuple: &Tuple, object: Option<&Object>) -> Result<()> {
        let tuple = Ref::new(tuple);
        let parts = self.parts(&tuple)?;
        match self.how(parts.callable)? {
            How::NewWithKeywords => self.save_new_keywords(parts.args)?,
            How::New => self.save_new(parts.args, object)?,
            How::Called => {
                self.save(parts.callable, false)?;
                self.save(parts.args.as_object(), false)?;
                self.write(&[REDUCE])?;
            }
        }
        if let Some(object) = object {
            // The arguments may have written the object itself: then what stands on the stack is thrown away.
            if let Some(index) = self.it.memo.get(object) {
                self.write(&[POP])?;
                return self.fetch(index);
            }
            self.memoize(object)?;
        }
        if let Some(items) = parts.list_items {
            self.save_each(items)?;
        }
        if let Some(items) = parts.dict_items {
            self.save_pairs(items)?;
        }
        match (parts.state, parts.setter) {
            (None, _) => Ok(()),
            (Some(state), None) => {
                self.save(state, false)?;
                self.write(&[BUILD])
            }
            (Some(state), Some(setter)) => {
                self.save(setter, false)?;
                if let Some(object) = object {
                    self.save(object, false)?;
                }
                self.save(state, false)?;
                self.write(&[TUPLE2])?;
                self.write(&[REDUCE])?;
                self.write(&[POP])
            }
        }
    }

    #[cold]
    fn wrong(&self, message: std::fmt::Arguments<'_>) -> Raised {
        self.state.pickling(self.thread, message)
    }

    fn parts<'a>(&self, tuple: &'a Tuple) -> Result<Parts<'a>> {
        let items = tuple.items();
        let [callable, args, rest @ ..] = items else {
            return Err(self.wrong(format_args!(
                "tuple returned by __reduce__ must contain 2 through 6 elements"
            )));
        };
        if rest.len() > 4 {
            return Err(self.wrong(format_args!(
                "tuple returned by __reduce__ must contain 2 through 6 elements"
            )));
        }
        if !protocol::is_callable(callable) {
            return Err(self.wrong(format_args!(
                "first item of the tuple returned by __reduce__ must be callable"
            )));
        }
        let Some(args) = args.downcast::<Tuple>() else {
            return Err(self.wrong(format_args!(
                "second item of the tuple returned by __reduce__ must be a tuple"
            )));
        };
        let part = |at: usize| {
            let part = rest.get(at);
            part.filter(|part| !part.is_exactly(Builtin::NoneType))
        };
        for (at, which) in [(1, "fourth"), (2, "fifth")] {
            if let Some(items) = part(at)
                && items.ty().slots().iternext.is_none()
            {
                return Err(self.wrong(format_args!(
                    "{which} element of the tuple returned by __reduce__ must be an iterator, not {}",
                    items.ty().name()
                )));
            }
        }
        if let Some(setter) = part(3)
            && !protocol::is_callable(setter)
        {
            return Err(self.wrong(format_args!(
                "sixth element of the tuple returned by __reduce__ must be a function, not {}",
                setter.ty().name()
            )));
        }
        Ok(Parts {
            callable,
            args,
            state: part(0),
            list_items: part(1),
            dict_items: part(2),
            setter: part(3),
        })
    }

    /// Told by the callable's name, from protocol 2 on.
    fn how(&self, callable: &Object) -> Result<How> {
        if self.proto() < 2 {
            return Ok(How::Called);
        }
        let known = types::names(self.thread);
        let name = protocol::getattr_opt(self.thread, callable, known.__name__())?;
        let name = name.as_ref().and_then(|name| name.downcast::<Str>());
        Ok(match name.and_then(Str::as_ascii) {
            Some("__newobj_ex__") => How::NewWithKeywords,
            Some("__newobj__") => How::New,
            _ => How::Called,
        })
    }

    fn save_new_keywords(&self, args: &Tuple) -> Result<()> {
        let [class, positional, keywords] = args.items() else {
            return Err(self.wrong(format_args!(
                "length of the NEWOBJ_EX argument tuple must be exactly 3, not {}",
                args.len()
            )));
        };
        let wrong = |which: &str, what: &str, given: &Object| {
            self.wrong(format_args!(
                "{which} item from NEWOBJ_EX argument tuple must be a {what}, not {}",
                given.ty().name()
            ))
        };
        if !class.isinstance(Builtin::Type) {
            return Err(wrong("first", "class", class));
        }
        let Some(given) = positional.downcast::<Tuple>() else {
            return Err(wrong("second", "tuple", positional));
        };
        if keywords.downcast::<Dict>().is_none() {
            return Err(wrong("third", "dict", keywords));
        }
        if self.proto() >= 4 {
            self.save(class, false)?;
            self.save(positional, false)?;
            self.save(keywords, false)?;
            return self.write(&[NEWOBJ_EX]);
        }
        let callable = self.partial_new(class, given, keywords)?;
        self.save(&callable, false)?;
        self.save(&self.thread.heap().empty_tuple(), false)?;
        self.write(&[REDUCE])
    }

    /// `functools.partial(class.__new__, class, *args, **keywords)`
    fn partial_new(&self, class: &Ref, args: &Tuple, keywords: &Object) -> Result<Ref> {
        let thread = self.thread;
        let new = protocol::getattr_name(thread, class, types::names(thread).__new__())?;
        let all = [new, class.clone()].into_iter();
        let all = all.chain(args.items().iter().cloned());
        let all = Tuple::from_iter(thread, args.len() + 2, all)?;
        let partial = self.state.kept(thread, &self.state.partial)?;
        let keywords = keywords.downcast::<Dict>().map(Ref::new);
        super::load_objects::call_with(thread, &partial, &all, keywords.as_deref())
    }

    fn save_new(&self, args: &Tuple, object: Option<&Object>) -> Result<()> {
        let thread = self.thread;
        let [class, rest @ ..] = args.items() else {
            return Err(self.wrong(format_args!("__newobj__ arglist is empty")));
        };
        if !class.isinstance(Builtin::Type) {
            return Err(self.wrong(format_args!("args[0] from __newobj__ args is not a type")));
        }
        if let Some(object) = object {
            let known = types::names(thread);
            let own = protocol::getattr_name(thread, object, known.__class__())?;
            if !own.is(class) {
                return Err(self.wrong(format_args!(
                    "args[0] from __newobj__ args has the wrong class"
                )));
            }
        }
        self.save(class, false)?;
        let rest = Tuple::from_slice(thread, rest)?;
        self.save(rest.as_object(), false)?;
        self.write(&[NEWOBJ])
    }
}
