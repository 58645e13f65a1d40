//! `type(name, bases, namespace)`: making a class.
//!
//! In order, as 3.13: bases, metaclass, best base; `__slots__`; the type's block with its members; names, module, docstring;
//! descriptors; mro; slots; `__set_name__`; `__init_subclass__`.

use super::bases::{best_base, calculate_metaclass, join};
use super::layout::{self, dealloc_metaclass_instance};
use super::slots::{Plan, plan};
use super::{mro, update};
use crate::descriptor;
use crate::dict::Dict;
use crate::protocol;
use crate::state::names;
use crate::str::Str;
use crate::tuple::Tuple;
use object::{
    Args, Builtin, Layout, Object, Ref, Result, Thread, Type, TypeFlags, dealloc_instance,
    dealloc_plain_instance,
};

/// What a class is made from.
pub(super) struct Request<'a> {
    pub metatype: &'a Type,
    pub name: &'a Str,
    pub bases: &'a Tuple,
    pub namespace: &'a Dict,
}

/// `type.__new__`
pub fn type_new(thread: &Thread, metatype: &Type, args: Args<'_>) -> Result<Ref> {
    let values = args.positional();
    if values.len() != 3 {
        return Err(thread.type_error(format_args!(
            "type.__new__() takes exactly 3 arguments ({} given)",
            values.len()
        )));
    }
    let request = Request {
        metatype,
        name: argument(thread, &values[0], 1, "str")?,
        bases: argument(thread, &values[1], 2, "tuple")?,
        namespace: argument(thread, &values[2], 3, "dict")?,
    };
    check_entries(thread, request.bases)?;
    let winner = calculate_metaclass(thread, metatype, request.bases.items())?;
    if !std::ptr::eq(&*winner, metatype)
        && let Some(new) = winner.slots().new
        && !super::is_new_of(&winner, Builtin::Type)
    {
        return new(thread, &winner, args);
    }
    let request = Request {
        metatype: &winner,
        ..request
    };
    let class = make(thread, &request)?;
    let namespace = dict(thread, &class)?;
    set_names(thread, &class, &namespace)?;
    init_subclass(thread, &class, args)?;
    Ok(class.into_object())
}

fn argument<'a, T: Layout>(
    thread: &Thread,
    value: &'a Object,
    position: usize,
    wanted: &str,
) -> Result<&'a T> {
    value.downcast::<T>().ok_or_else(|| {
        thread.type_error(format_args!(
            "type.__new__() argument {position} must be {wanted}, not {}",
            protocol::type_text(value)
        ))
    })
}

fn check_entries(thread: &Thread, bases: &Tuple) -> Result<()> {
    for base in bases.items() {
        if base.downcast::<Type>().is_some() {
            continue;
        }
        let entries = names(thread).__mro_entries__();
        if protocol::getattr_opt(thread, base, entries)?.is_some() {
            return Err(thread.type_error(format_args!(
                "type() doesn't support MRO entry resolution; use types.new_class()"
            )));
        }
    }
    Ok(())
}

/// `type(name, bases, namespace)` with the metaclass that the bases ask for.
pub fn new_class(
    thread: &Thread,
    name: &Str,
    bases: &[Ref],
    namespace: &Dict,
) -> Result<Ref<Type>> {
    let bases = Tuple::from_slice(thread, bases)?;
    let metatype = thread.heap().builtin(Builtin::Type);
    let args = [
        Ref::new(name).into_object(),
        bases.into_object(),
        Ref::new(namespace).into_object(),
    ];
    match type_new(thread, metatype, Args::positional_only(&args))?.downcast_into::<Type>() {
        Ok(class) => Ok(class),
        Err(_) => Err(thread.type_error(format_args!("metaclass didn't make a type"))),
    }
}

fn dict(thread: &Thread, class: &Type) -> Result<Ref<Dict>> {
    match layout::dict_of(class) {
        Some(dict) => Ok(Ref::new(dict)),
        None => Err(thread.system_error(format_args!("type without dictionary"))),
    }
}

fn make(thread: &Thread, request: &Request<'_>) -> Result<Ref<Type>> {
    let heap = thread.heap();
    let object = Ref::new(heap.builtin(Builtin::Object)).into_object();
    let bases = match request.bases.is_empty() {
        true => Tuple::from_array(thread, [object])?,
        false => Ref::new(request.bases),
    };
    let base = best_base(thread, bases.items())?;
    let namespace = request.namespace.copy(thread)?;
    let plan = plan(thread, request, &bases, &base, &namespace)?;
    let class = heap.alloc_heap_type(request.metatype, plan.members.len())?;
    class.object().track();
    class.set_flags(TypeFlags::HEAP, Builtin::Other);
    class.dict_slot().set(Some(namespace.clone().into_object()));
    class.bases_slot().set(Some(bases.clone().into_object()));
    class.base_slot().set(Some(base.clone()));
    build(&class, &base, &plan);
    name(thread, &class, request.name, &namespace)?;
    attributes(thread, &class, &namespace)?;
    cell(thread, &class, &namespace)?;
    mro::set_mro(thread, &class)?;
    matching(&class);
    members(thread, &class, &plan, &namespace)?;
    implicit(thread, &class, &plan, &namespace)?;
    update::fill(thread, &class, bases.items(), &base);
    only_names(thread, &class, &namespace)?;
    default_hash(thread, &class, &namespace)?;
    if class.flags().has(TypeFlags::MANAGED_DICT) {
        crate::dict::make_shared_keys(thread, &class)?;
    }
    for base in bases.items() {
        if let Some(base) = base.downcast::<Type>() {
            join(thread, base, &class)?;
        }
    }
    Ok(class)
}

/// Sizes, offsets, flags and layout.
fn build(class: &Type, base: &Type, plan: &Plan) {
    let basicsize = base.basicsize() + plan.members.len() * size_of::<usize>();
    class.set_basicsize(basicsize);
    class.set_itemsize(base.itemsize());
    let mut flags = TypeFlags::HEAP
        .with(TypeFlags::BASETYPE)
        .with(TypeFlags::HAVE_GC)
        .with(TypeFlags::READY);
    const INHERITED: TypeFlags = TypeFlags(
        TypeFlags::MATCH_SELF.0
            | TypeFlags::MANAGED_DICT.0
            | TypeFlags::MANAGED_WEAKREF.0
            | TypeFlags::ITEMS_AT_END.0
            | TypeFlags::HAVE_VECTORCALL.0
            | super::ready::SUBCLASS_BITS.0,
    );
    flags = flags.with(TypeFlags(base.flags().0 & INHERITED.0));
    let (mut dict, mut weak) = (base.dict_offset(), base.weaklist_offset());
    if plan.add_dict {
        flags = flags.with(TypeFlags::MANAGED_DICT);
        dict = -1;
    }
    if plan.add_weak {
        flags = flags.with(TypeFlags::MANAGED_WEAKREF);
        weak = -32;
    }
    if flags.has(TypeFlags::MANAGED_DICT) && basicsize == size_of::<Object>() {
        flags = flags.with(TypeFlags::INLINE_VALUES);
    }
    class.set_offsets(dict, weak);
    if plan.own_call {
        flags = flags.without(TypeFlags::HAVE_VECTORCALL);
    }
    class.set_flags(flags, Builtin::Other);
    let makes_types = std::ptr::eq(base.layout(), Type::INFO);
    let dealloc: layout::Dealloc = match makes_types {
        true => dealloc_metaclass_instance,
        // No field of a layout and no member: the bases have none either.
        false if basicsize == size_of::<Object>() => dealloc_plain_instance,
        false => dealloc_instance,
    };
    layout::set_layout(class, base.layout(), dealloc);
}

fn name(thread: &Thread, class: &Type, name: &Str, namespace: &Dict) -> Result<()> {
    if name.code_points().any(|point| point == 0) {
        return Err(thread.value_error(format_args!("type name must not contain null characters")));
    }
    layout::set_heap_name(thread, class, name)?;
    let Some(heap_type) = class.as_heap_type() else {
        return Ok(());
    };
    let key = names(thread).__qualname__();
    let qualname = match namespace.remove(thread, key.as_object())? {
        Some(given) if given.downcast::<Str>().is_some() => given,
        Some(given) => {
            return Err(thread.type_error(format_args!(
                "type __qualname__ must be a str, not {}",
                given.ty().name()
            )));
        }
        None => Ref::new(name).into_object(),
    };
    heap_type.qualname.set(Some(qualname));
    Ok(())
}

/// `__module__`, and the methods that are implicitly static or class methods.
/// Patterns of sequences and of mappings match what the first class that they match says.
fn matching(class: &Type) {
    const EITHER: TypeFlags = TypeFlags(TypeFlags::SEQUENCE.0 | TypeFlags::MAPPING.0);
    let Some(mro) = layout::mro_of(class) else {
        return;
    };
    let classes = mro.items().iter().filter_map(|c| c.downcast::<Type>());
    let mut kinds = classes.map(|class| TypeFlags(class.flags().0 & EITHER.0));
    if let Some(kind) = kinds.find(|kind| kind.0 != 0) {
        class.set_flags(class.flags().with(kind), class.builtin());
    }
}

/// What is no name among a class's attributes is warned about, once.
fn only_names(thread: &Thread, class: &Type, namespace: &Dict) -> Result<()> {
    if namespace.has_only_texts() {
        return Ok(());
    }
    let mut pos = 0;
    while let Some((key, _)) = namespace.next(&mut pos) {
        if key.downcast::<Str>().is_none() {
            let text = format_args!("non-string key in the __dict__ of class {}", class.name());
            return crate::warn(thread, Builtin::RuntimeWarning, text);
        }
    }
    Ok(())
}

fn attributes(thread: &Thread, _class: &Type, namespace: &Dict) -> Result<()> {
    let known = names(thread);
    let module = known.__module__();
    if namespace.get_str(thread, module)?.is_none()
        && let Some(current) = super::current_module(thread)?
    {
        namespace.set(thread, module.as_object(), &current)?;
    }
    let new = known.__new__();
    if let Some(function) = plain_function(thread, namespace, new)? {
        let wrapped = crate::method::new_staticmethod(thread, &function)?;
        namespace.set(thread, new.as_object(), &wrapped)?;
    }
    for name in [known.__init_subclass__(), known.__class_getitem__()] {
        if let Some(function) = plain_function(thread, namespace, name)? {
            let wrapped = crate::method::new_classmethod(thread, &function)?;
            namespace.set(thread, name.as_object(), &wrapped)?;
        }
    }
    Ok(())
}

fn plain_function(thread: &Thread, namespace: &Dict, name: &Str) -> Result<Option<Ref>> {
    Ok(namespace
        .get_str(thread, name)?
        .filter(|f| f.is_exactly(Builtin::Function)))
}

fn members(thread: &Thread, class: &Type, plan: &Plan, namespace: &Dict) -> Result<()> {
    let first = class.basicsize() - plan.members.len() * size_of::<usize>();
    let mut index = 0;
    while let Some(name) = plan.members.items().get(index).cloned() {
        if let (Ok(name), Some(member)) = (name.downcast_into::<Str>(), class.members().get(index))
        {
            let offset = first + index * size_of::<usize>();
            member.offset.set(offset);
            member.name.set(name.as_object());
            let value = descriptor::new_slot_member(thread, class, name.clone(), offset)?;
            namespace.set_default(thread, name.as_object(), &value)?;
        }
        index += 1;
    }
    if let (Some(slots), Some(heap_type)) = (&plan.slots, class.as_heap_type()) {
        heap_type.slots.set(Some(slots.clone().into_object()));
    }
    Ok(())
}

/// `__classcell__` gets the class and goes; `__classdictcell__` gets the namespace.
fn cell(thread: &Thread, class: &Type, namespace: &Dict) -> Result<()> {
    let pairs = [
        ("__classcell__", class.as_object()),
        ("__classdictcell__", namespace.as_object()),
    ];
    for (text, value) in pairs {
        let Some(cell) = namespace.get_text(thread, text)? else {
            continue;
        };
        let Some(place) = cell.downcast::<crate::cell::Cell>() else {
            let kind = protocol::repr(thread, cell.ty().as_object())?;
            return Err(
                thread.type_error(format_args!("{text} must be a nonlocal cell, not {kind}"))
            );
        };
        place.content.set(Some(value.to_ref()));
        let key = crate::str::intern_static(thread, text)?;
        namespace.remove(thread, key.as_object())?;
    }
    Ok(())
}

/// `__dict__`, `__weakref__`, `__doc__`.
fn implicit(thread: &Thread, class: &Type, plan: &Plan, namespace: &Dict) -> Result<()> {
    let known = names(thread);
    if plan.add_dict {
        let value = descriptor::new_getset(thread, class, &super::attrs::INSTANCE_DICT)?;
        namespace.set_default(thread, known.__dict__().as_object(), &value)?;
    }
    if plan.add_weak {
        let value = descriptor::new_getset(thread, class, &super::attrs::INSTANCE_WEAKREF)?;
        namespace.set_default(thread, known.__weakref__().as_object(), &value)?;
    }
    let none = thread.heap().none();
    namespace.set_default(thread, known.__doc__().as_object(), &none)?;
    Ok(())
}

/// Defining `__eq__` without `__hash__` makes instances unhashable.
fn default_hash(thread: &Thread, class: &Type, namespace: &Dict) -> Result<()> {
    let known = names(thread);
    if namespace.get_str(thread, known.__eq__())?.is_none()
        || namespace.get_str(thread, known.__hash__())?.is_some()
    {
        return Ok(());
    }
    let none = thread.heap().none();
    namespace.set(thread, known.__hash__().as_object(), &none)?;
    let mut slots = *class.slots();
    slots.hash = Some(protocol::unhashable);
    class.set_slots(slots);
    Ok(())
}

/// `__set_name__` of every attribute that has one.
fn set_names(thread: &Thread, class: &Type, namespace: &Dict) -> Result<()> {
    let known = names(thread);
    // The usual class has none, and then needs no copy to walk over.
    let mut pos = 0;
    let mut any = false;
    while let Some((_, value)) = namespace.next(&mut pos) {
        if super::lookup(thread, value.ty(), known.__set_name__()).is_some() {
            any = true;
            break;
        }
    }
    if !any {
        // 3.13 makes the copy in any case.
        drop(thread.heap().hold_call(0, 1)?);
        return Ok(());
    }
    let copy = namespace.copy(thread)?;
    let mut pos = 0;
    while let Some((name, value)) = copy.next(&mut pos) {
        let Some(method) = protocol::lookup_special(thread, &value, known.__set_name__())? else {
            continue;
        };
        // Only the copy and the bound method hold it meanwhile.
        drop(value);
        let args: [&Object; 2] = [class.as_object(), &name];
        if let Err(raised) = protocol::call(thread, &method, Ref::borrowed(&args)) {
            let value = name
                .downcast::<Str>()
                .map(|name| copy.get_str(thread, name));
            if let Some(Ok(Some(value))) = value {
                note(thread, class, &name, &value);
            }
            return Err(raised);
        }
    }
    Ok(())
}

/// Adds to the pending exception which attribute's `__set_name__` raised it.
fn note(thread: &Thread, class: &Type, name: &Object, value: &Object) {
    let Some(exception) = thread.take_pending() else {
        return;
    };
    let added = protocol::repr(thread, name).and_then(|name| {
        let text = Str::format(
            thread,
            format_args!(
                "Error calling __set_name__ on '{}' instance {name} in '{}'",
                value.ty().name(),
                class.name()
            ),
        )?;
        let add = crate::str::intern_static(thread, "add_note")?;
        protocol::call_method(thread, &exception, &add, &[text.into_object()])
    });
    if added.is_err() {
        drop(thread.take_pending());
    }
    let _ = thread.set_pending(exception);
}

/// `super(class, class).__init_subclass__(**keywords)`
fn init_subclass(thread: &Thread, class: &Type, args: Args<'_>) -> Result<()> {
    let name = names(thread).__init_subclass__();
    let mro = match layout::mro_of(class) {
        Some(mro) => mro,
        None => return Ok(()),
    };
    for parent in mro.items().iter().skip(1) {
        let Some(parent) = parent.downcast::<Type>() else {
            continue;
        };
        let Some(found) = super::own(thread, parent, name) else {
            continue;
        };
        let parents = thread.heap().hold_objects::<1>()?;
        if args.names().is_empty() && std::ptr::eq(parent, thread.heap().builtin(Builtin::Object)) {
            // Nothing is called; but the bound method was there.
            drop(thread.heap().hold_objects::<1>()?);
            return Ok(());
        }
        let bound = match found.ty().slots().descr_get {
            Some(get) => get(
                thread,
                &found,
                Some(class.as_object()),
                Some(class.as_object()),
            )?,
            None => found,
        };
        drop(parents);
        let keywords = Args::new(&args.values()[args.positional().len()..], args.names());
        let _names = thread.heap().hold_call(args.names().len(), 0)?;
        return protocol::call_args(thread, &bound, keywords).map(drop);
    }
    Ok(())
}
