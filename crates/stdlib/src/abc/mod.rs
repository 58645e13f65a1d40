//! `_abc`: what `abc.ABCMeta` is made of.
//!
//! Each abstract class keeps a [`data::Data`] under `_abc_impl`. `data.rs`: that object and its weak sets; `check.rs`: the
//! instance and subclass checks. Here: setting a class up, registering, debugging helpers.

mod check;
mod data;

use data::data_of;
use object::{Builtin, MethodDef, Object, Ref, Result, Thread, Type, TypeFlags};
use std::cell::Cell;
use types::module::ModuleSpec;
use types::{Dict, Int, Str, Tuple, check_arity, names, protocol, room, set};

/// Counts registrations: what was found not to be a subclass may be one after the next.
#[derive(Default)]
struct State {
    registrations: Cell<u64>,
}

impl types::Room for State {
    fn visit(&self, _visit: object::Visit) {}
}

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_abc",
    doc: Some("The native half of abc.ABCMeta"),
    functions: &[
        MethodDef::no_args("get_cache_token", |thread, _| {
            Int::from_usize(thread, registrations(thread) as usize)
        })
        .doc("get_cache_token($module, /)\n--\n\nA token that changes with every registration of a virtual subclass.\n\nIt can only be compared with others."),
        MethodDef::one("_abc_init", init)
            .doc("_abc_init($module, self, /)\n--\n\nSets up an abstract class. For the abc module alone."),
        MethodDef::fast("_abc_register", register)
            .doc("_abc_register($module, self, subclass, /)\n--\n\nRegisters a virtual subclass. For the abc module alone."),
        MethodDef::fast("_abc_instancecheck", |thread, _, args| {
            check_arity(thread, "_abc_instancecheck", args.len(), 2, 2)?;
            check::instance(thread, &args[0], &args[1])
        })
        .doc("_abc_instancecheck($module, self, instance, /)\n--\n\nIs this an instance? For the abc module alone."),
        MethodDef::fast("_abc_subclasscheck", |thread, _, args| {
            check_arity(thread, "_abc_subclasscheck", args.len(), 2, 2)?;
            let answer = check::subclass(thread, &args[0], &args[1])?;
            Ok(thread.heap().bool(answer))
        })
        .doc("_abc_subclasscheck($module, self, subclass, /)\n--\n\nIs this a subclass? For the abc module alone."),
        MethodDef::one("_get_dump", dump)
            .doc("_get_dump($module, self, /)\n--\n\nCopies of the registry and both caches, and the token of the second.\n\nFor ABC._dump_registry()."),
        MethodDef::one("_reset_registry", |thread, _, class| {
            data::clear(&data_of(thread, class)?.registry);
            Ok(thread.heap().none())
        })
        .doc("_reset_registry($module, self, /)\n--\n\nForgets the registered classes. For tests alone."),
        MethodDef::one("_reset_caches", |thread, _, class| {
            let data = data_of(thread, class)?;
            data::clear(&data.cache);
            data::clear(&data.negative);
            Ok(thread.heap().none())
        })
        .doc("_reset_caches($module, self, /)\n--\n\nForgets what checks have found. For tests alone."),
    ],
    types: &[],
    unnamed: &[&data::DATA],
    init: None,
};

fn registrations(thread: &Thread) -> u64 {
    room::<State>(thread).registrations.get()
}

fn init(thread: &Thread, _module: &Object, class: &Object) -> Result<Ref> {
    let abstracts = abstract_names(thread, class)?;
    let name = names(thread).__abstractmethods__();
    protocol::setattr_name(thread, class, name, Some(&abstracts))?;
    let data = data::new(thread, registrations(thread))?;
    let name = types::str::intern_static(thread, "_abc_impl")?;
    protocol::setattr_name(thread, class, &name, Some(&data))?;
    if let Some(ty) = class.downcast::<Type>() {
        take_flags(thread, ty)?;
    }
    Ok(thread.heap().none())
}

/// Everything that iteration gives, while nobody can change it.
fn all(thread: &Thread, iterable: &Object) -> Result<Vec<Ref>> {
    let list = protocol::to_list(thread, iterable)?;
    Ok((0..).map_while(|place| list.get(place)).collect())
}

fn is_abstract(thread: &Thread, value: &Object, mark: &Str) -> Result<bool> {
    match protocol::getattr_opt(thread, value, mark)? {
        Some(mark) => protocol::is_true(thread, &mark),
        None => Ok(false),
    }
}

/// The names of the methods that the class leaves to its subclasses: its own, then those of its bases that it doesn't define.
fn abstract_names(thread: &Thread, class: &Object) -> Result<Ref> {
    let abstracts = set::empty_frozen(thread)?;
    let names = names(thread);
    let namespace = protocol::getattr_name(thread, class, names.__dict__())?;
    let items = protocol::call_method(thread, &namespace, names.items(), &[])?;
    let mark = types::str::intern_static(thread, "__isabstractmethod__")?;
    for item in all(thread, &items)? {
        let Some([key, value]) = item.downcast::<Tuple>().map(Tuple::items) else {
            return Err(thread.type_error(format_args!("items() of a namespace gave no pair")));
        };
        if is_abstract(thread, value, &mark)? {
            set::add(thread, &abstracts, key)?;
        }
    }
    let bases = protocol::getattr_name(thread, class, names.__bases__())?;
    let Some(bases) = bases.downcast::<Tuple>() else {
        return Err(thread.type_error(format_args!("__bases__ is not tuple")));
    };
    for base in bases.items() {
        let Some(inherited) = protocol::getattr_opt(thread, base, names.__abstractmethods__())?
        else {
            continue;
        };
        for key in all(thread, &inherited)? {
            if is_abstract_here(thread, class, &key, &mark)? {
                set::add(thread, &abstracts, &key)?;
            }
        }
    }
    Ok(abstracts)
}

fn is_abstract_here(thread: &Thread, class: &Object, key: &Object, mark: &Str) -> Result<bool> {
    match protocol::getattr(thread, class, key) {
        Ok(value) => is_abstract(thread, &value, mark),
        Err(_) => {
            thread.swallow(Builtin::AttributeError)?;
            Ok(false)
        }
    }
}

const COLLECTIONS: TypeFlags = TypeFlags::SEQUENCE.with(TypeFlags::MAPPING);

/// `__abc_tpflags__` in the class body says what patterns its instances match.
fn take_flags(thread: &Thread, class: &Type) -> Result<()> {
    let dict = class.dict_slot().get();
    let Some(dict) = dict.as_ref().and_then(|dict| dict.downcast::<Dict>()) else {
        return Ok(());
    };
    let name = types::str::intern_static(thread, "__abc_tpflags__")?;
    if dict.get_str(thread, &name)?.is_none() {
        return Ok(());
    }
    types::typeobj::modified(class);
    let Some(value) = dict.remove(thread, name.as_object())? else {
        return Ok(());
    };
    if !value.is_exactly(Builtin::Int) {
        return Ok(());
    }
    let bits = protocol::as_isize(thread, &value, Builtin::OverflowError)?;
    let wanted = TypeFlags(bits as u64 & COLLECTIONS.0);
    if wanted == COLLECTIONS {
        return Err(thread.type_error(format_args!(
            "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING"
        )));
    }
    class.set_flags(class.flags().with(wanted), class.builtin());
    Ok(())
}

/// Gives a class and its subclasses the pattern flags of the class that it was registered with. Each is visited once: its
/// flags are changed before its subclasses are asked for.
fn spread_flags(class: &Type, wanted: TypeFlags) {
    let mut waiting = vec![Ref::new(class)];
    while let Some(class) = waiting.pop() {
        let flags = class.flags();
        if flags.has(TypeFlags::IMMUTABLE) || flags.0 & COLLECTIONS.0 == wanted.0 {
            continue;
        }
        class.set_flags(flags.without(COLLECTIONS).with(wanted), class.builtin());
        let mut place = 0;
        while let Some(subclass) = types::typeobj::next_subclass(&class, &mut place) {
            waiting.push(subclass);
        }
    }
}

fn register(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "_abc_register", args.len(), 2, 2)?;
    let (class, subclass) = (&args[0], &args[1]);
    let Some(subtype) = subclass.downcast::<Type>() else {
        return Err(thread.type_error(format_args!("Can only register classes")));
    };
    if protocol::issubclass(thread, subclass, class)? {
        return Ok(subclass.clone());
    }
    if protocol::issubclass(thread, class, subclass)? {
        return Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("Refusing to create an inheritance cycle"),
        ));
    }
    data::add(thread, &data_of(thread, class)?.registry, subclass)?;
    let count = &room::<State>(thread).registrations;
    count.set(count.get() + 1);
    if let Some(class) = class.downcast::<Type>() {
        let wanted = TypeFlags(class.flags().0 & COLLECTIONS.0);
        if wanted.0 != 0 {
            spread_flags(subtype, wanted);
        }
    }
    Ok(subclass.clone())
}

fn dump(thread: &Thread, _module: &Object, class: &Object) -> Result<Ref> {
    let data = data_of(thread, class)?;
    let parts = [
        data::copy(thread, &data.registry)?,
        data::copy(thread, &data.cache)?,
        data::copy(thread, &data.negative)?,
        Int::from_usize(thread, data.version.get() as usize)?,
    ];
    Ok(Tuple::from_array(thread, parts)?.into_object())
}
