//! Reading objects: what is found by its name, what is called, what is given a state.

use super::load::Loader;
use super::names;
use super::state::State;
use super::unpickler::Unpickler;
use object::{Args, Builtin, Object, Ref, Result, Thread, Type};
use types::str::codec::{self, Codec};
use types::{Bytes, Dict, Int, Str, Tuple, protocol};

/// Calls with the arguments of a tuple and of a dictionary.
pub(super) fn call_with(
    thread: &Thread,
    callable: &Object,
    args: &Tuple,
    keywords: Option<&Dict>,
) -> Result<Ref> {
    let Some(keywords) = keywords.filter(|keywords| !keywords.is_empty()) else {
        let args = Args::positional_only(args.items()).in_tuple(args.as_object());
        return protocol::call_with_tuple(thread, callable, args);
    };
    let (values, names) = spread(thread, args, keywords)?;
    let args = Args::new(values.items(), names.items());
    protocol::call_packed(thread, callable, args)
}

/// All values in a row, and the names of the last of them.
fn spread(thread: &Thread, args: &Tuple, keywords: &Dict) -> Result<(Ref<Tuple>, Ref<Tuple>)> {
    let values = types::List::from_slice(thread, args.items())?;
    let names = types::List::new(thread)?;
    let mut at = 0;
    while let Some((name, value)) = keywords.next(&mut at) {
        if name.downcast::<Str>().is_none() {
            return Err(thread.type_error(format_args!("keywords must be strings")));
        }
        names.push(thread, name)?;
        values.push(thread, value)?;
    }
    Ok((values.to_tuple(thread)?, names.to_tuple(thread)?))
}

/// What stands in a module under a name; names of Python 2 are understood in old protocols.
pub(super) fn find_class(
    thread: &Thread,
    it: &Unpickler,
    module: &Object,
    name: &Object,
) -> Result<Ref> {
    let state = types::room::<State>(thread);
    let (mut module, mut name) = (module.to_ref(), name.to_ref());
    if it.proto.get() < 3 && it.fix_imports.get() != 0 {
        (module, name) = of_python_2(thread, &state, module, name)?;
    }
    let home = names::import(thread, &module)?;
    let Some(text) = name.downcast::<Str>() else {
        return protocol::getattr(thread, &home, &name);
    };
    let found = match it.proto.get() {
        ..4 => protocol::getattr_opt(thread, &home, text)?,
        _ => names::follow(thread, &home, &*names::parts(thread, text, Some(&home))?)?,
    };
    match found {
        Some(found) => Ok(found),
        None => {
            let (shown, of) = (
                protocol::repr(thread, &name)?,
                protocol::repr(thread, &home)?,
            );
            Err(names::attribute_error(
                thread,
                format_args!("Can't get attribute {shown} on {of}"),
            ))
        }
    }
}

fn of_python_2(thread: &Thread, state: &State, module: Ref, name: Ref) -> Result<(Ref, Ref)> {
    let wrong = |what: std::fmt::Arguments<'_>| {
        Err(thread.raise(Builtin::RuntimeError, format_args!("_compat_pickle.{what}")))
    };
    let key = Tuple::from_array(thread, [module.clone(), name.clone()])?.into_object();
    let table = state.kept(thread, &state.names_from_2)?;
    if let Some(pair) = table.get(thread, &key)? {
        let Some([module, name]) = pair.downcast::<Tuple>().map(Tuple::items) else {
            let kind = pair.ty().name();
            return wrong(format_args!(
                "NAME_MAPPING values should be 2-tuples, not {kind}"
            ));
        };
        if module.downcast::<Str>().is_none() || name.downcast::<Str>().is_none() {
            let (module, name) = (module.ty().name(), name.ty().name());
            return wrong(format_args!(
                "NAME_MAPPING values should be pairs of str, not ({module}, {name})"
            ));
        }
        return Ok((module.clone(), name.clone()));
    }
    let table = state.kept(thread, &state.modules_from_2)?;
    match table.get(thread, &module)? {
        None => Ok((module, name)),
        Some(new) if new.downcast::<Str>().is_some() => Ok((new, name)),
        Some(other) => {
            let kind = other.ty().name();
            wrong(format_args!(
                "IMPORT_MAPPING values should be strings, not {kind}"
            ))
        }
    }
}

impl Loader<'_> {
    /// Asks the unpickler, which a subclass may have changed.
    fn find(&self, module: Ref, name: Ref) -> Result<Ref> {
        let method = self.state.names.find_class(self.thread)?;
        let own = self.it.as_object();
        protocol::call_method_unbound(self.thread, own, &method, &[module, name])
    }

    /// A line that has something on it, without its end.
    fn name_line(&self, codec: Codec) -> Result<Ref> {
        let line = self.it.take_line(self.thread)?;
        if line.len() < 2 {
            return Err(self.state.truncated(self.thread));
        }
        let line = Bytes::new(self.thread, &line[..line.len() - 1])?;
        let text = codec::decode_bytes(self.thread, line.as_slice(), codec, None, true)?;
        Ok(text.text.into_object())
    }

    pub(super) fn load_global(&self) -> Result<()> {
        let module = self.name_line(Codec::Utf8)?;
        let name = self.name_line(Codec::Utf8)?;
        let found = self.find(module, name)?;
        self.push(found)
    }

    pub(super) fn load_stack_global(&self) -> Result<()> {
        let (name, module) = (self.pop()?, self.pop()?);
        if !module.is_exactly(Builtin::Str) || !name.is_exactly(Builtin::Str) {
            let text = format_args!("STACK_GLOBAL requires str");
            return Err(self.state.unpickling(self.thread, text));
        }
        let found = self.find(module, name)?;
        self.push(found)
    }

    pub(super) fn load_inst(&self) -> Result<()> {
        let mark = self.mark()?;
        let module = self.name_line(Codec::Ascii)?;
        let name = self.name_line(Codec::Ascii)?;
        let class = self.find(module, name)?;
        let args = self.tuple_from(mark)?;
        let made = self.instantiate(&class, &args)?;
        self.push(made)
    }

    pub(super) fn load_obj(&self) -> Result<()> {
        let mark = self.mark()?;
        if self.stack.items.len() <= mark {
            return Err(self.underflow());
        }
        let args = self.tuple_from(mark + 1)?;
        let class = self.pop()?;
        let made = self.instantiate(&class, &args)?;
        self.push(made)
    }

    /// As classes of Python 2 were called.
    fn instantiate(&self, class: &Object, args: &Tuple) -> Result<Ref> {
        let thread = self.thread;
        if args.is_empty() && class.isinstance(Builtin::Type) {
            let name = self.state.names.__getinitargs__(thread)?;
            if protocol::getattr_opt(thread, class, &name)?.is_none() {
                let new = types::names(thread).__new__();
                return protocol::call_method_unbound(thread, class, new, &[class.to_ref()]);
            }
        }
        call_with(thread, class, args, None)
    }

    pub(super) fn load_reduce(&self) -> Result<()> {
        let args = self.pop()?;
        let callable = self.pop()?;
        let Some(args) = args.downcast::<Tuple>() else {
            return Err(self
                .thread
                .type_error(format_args!("argument list must be a tuple")));
        };
        let made = call_with(self.thread, &callable, args, None)?;
        self.push(made)
    }

    pub(super) fn load_new(&self, with_keywords: bool) -> Result<()> {
        let what = if with_keywords { "NEWOBJ_EX" } else { "NEWOBJ" };
        let keywords = match with_keywords {
            true => Some(self.pop()?),
            false => None,
        };
        let args = self.pop()?;
        let class = self.pop()?;
        let wrong = |text: std::fmt::Arguments<'_>| {
            Err(self
                .state
                .unpickling(self.thread, format_args!("{what} {text}")))
        };
        let Some(ty) = class.downcast::<Type>() else {
            let kind = class.ty().name();
            return wrong(format_args!("class argument must be a type, not {kind}"));
        };
        let Some(new) = ty.slots().new else {
            let name = ty.name();
            return wrong(format_args!("class argument '{name}' doesn't have __new__"));
        };
        let Some(args) = args.downcast::<Tuple>() else {
            let kind = args.ty().name();
            return wrong(format_args!("args argument must be a tuple, not {kind}"));
        };
        let given = Args::positional_only(args.items()).in_tuple(args.as_object());
        let made = match &keywords {
            None => new(self.thread, ty, given)?,
            Some(keywords) => {
                let Some(keywords) = keywords.downcast::<Dict>() else {
                    let kind = keywords.ty().name();
                    return wrong(format_args!("kwargs argument must be a dict, not {kind}"));
                };
                let (values, names) = spread(self.thread, args, keywords)?;
                new(self.thread, ty, Args::new(values.items(), names.items()))?
            }
        };
        self.push(made)
    }

    pub(super) fn load_extension<const N: usize>(&self) -> Result<()> {
        let thread = self.thread;
        let code = self.number::<N>()? as u32 as i32;
        if code <= 0 {
            let text = format_args!("EXT specifies code <= 0");
            return Err(self.state.unpickling(thread, text));
        }
        let key = Int::new(thread, code as isize)?;
        let cache = self.state.kept(thread, &self.state.extension_cache)?;
        if let Some(found) = cache.get(thread, &key)? {
            return self.push(found);
        }
        let registry = self.state.kept(thread, &self.state.inverted_registry)?;
        let Some(pair) = registry.get(thread, &key)? else {
            return Err(thread.value_error(format_args!("unregistered extension code {code}")));
        };
        let names = match pair.downcast::<Tuple>().map(Tuple::items) {
            Some([module, name])
                if module.downcast::<Str>().is_some() && name.downcast::<Str>().is_some() =>
            {
                (module.clone(), name.clone())
            }
            _ => {
                return Err(thread.value_error(format_args!(
                    "_inverted_registry[{code}] isn't a 2-tuple of strings"
                )));
            }
        };
        let found = self.find(names.0, names.1)?;
        cache.set(thread, &key, &found)?;
        self.push(found)
    }

    pub(super) fn load_build(&self) -> Result<()> {
        let thread = self.thread;
        if self.stack.items.len() < self.stack.fence.get() + 2 {
            return Err(self.underflow());
        }
        let state = self.pop()?;
        let Some(object) = self.peek() else {
            return Err(self.underflow());
        };
        let known = types::names(thread);
        if let Some(set) = protocol::getattr_opt(thread, &object, known.__setstate__())? {
            return protocol::call(thread, &set, &[state]).map(drop);
        }
        let (attributes, slots) = match state.downcast::<Tuple>().map(Tuple::items) {
            Some([attributes, slots]) => (attributes.clone(), Some(slots.clone())),
            _ => (state, None),
        };
        if !attributes.is_exactly(Builtin::NoneType) {
            let Some(attributes) = attributes.downcast::<Dict>() else {
                let text = format_args!("state is not a dictionary");
                return Err(self.state.unpickling(thread, text));
            };
            self.build_attributes(&object, attributes)?;
        }
        if let Some(slots) = slots {
            let Some(slots) = slots.downcast::<Dict>() else {
                let text = format_args!("slot state is not a dictionary");
                return Err(self.state.unpickling(thread, text));
            };
            let mut at = 0;
            while let Some((key, value)) = slots.next(&mut at) {
                protocol::setattr(thread, &object, &key, Some(&value))?;
            }
        }
        Ok(())
    }

    /// Names of attributes are interned, as those that code spells.
    fn build_attributes(&self, object: &Object, attributes: &Dict) -> Result<()> {
        let thread = self.thread;
        let dict = protocol::getattr_name(thread, object, types::names(thread).__dict__())?;
        let exact = match dict.is_exactly(Builtin::Dict) {
            true => dict.downcast::<Dict>(),
            false => None,
        };
        let mut at = 0;
        while let Some((key, value)) = attributes.next(&mut at) {
            let key = match key.is_exactly(Builtin::Str) {
                true => match key.downcast_into::<Str>() {
                    Ok(text) => types::str::intern::intern(thread, text)?.into_object(),
                    Err(key) => key,
                },
                false => key,
            };
            match exact {
                Some(dict) => dict.set(thread, &key, &value)?,
                None => protocol::setitem(thread, &dict, &key, Some(&value))?,
            }
        }
        Ok(())
    }
}
