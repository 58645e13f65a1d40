//! Making built-in types from their declarations, in the three stages of start-up (see `boot.rs`).
//!
//! A dictionary is filled in this order: `__new__`, wrappers of the slots that the declaration itself fills, methods, members,
//! computed attributes, `__doc__`, and `__hash__ = None` for types that compare without hashing.

use super::layout::{self, Behaviour};
use super::slotdefs::{SLOT_DEFS, Shape};
use crate::descriptor;
use crate::dict::Dict;
use crate::protocol::unhashable;
use crate::state::names;
use crate::str::Str;
use crate::tuple::Tuple;
use object::{Binding, Builtin, MethodDef, Object, Ref, Result, Thread, Type, TypeFlags, TypeSpec};

/// What subtypes take over from a base.
const INHERITED: TypeFlags = TypeFlags(
    TypeFlags::SEQUENCE.0
        | TypeFlags::MAPPING.0
        | TypeFlags::MATCH_SELF.0
        | TypeFlags::HAVE_GC.0
        | SUBCLASS_BITS.0,
);

/// The eight bits that say "derives from int, list …".
pub const SUBCLASS_BITS: TypeFlags = TypeFlags(0xff << 24);

/// Makes a type from its declaration (not for the well-known ones: those are made by `boot`), a heap type where it says so.
pub fn make(thread: &Thread, spec: &'static TypeSpec) -> Result<Ref<Type>> {
    let ty = make_raw(thread, spec)?;
    if ty.is_heap_type() {
        ty.object().track();
        name_heap_type(thread, &ty)?;
    }
    if let Some(parent) = spec.parent {
        let parent = crate::state::type_of(thread, parent)?;
        ty.base_slot().set(Some(Ref::new(parent)));
    }
    link(&ty, spec);
    if spec.flags.has(TypeFlags::MANAGED_DICT) {
        crate::dict::make_shared_keys(thread, &ty)?;
    }
    finish(thread, &ty, spec)?;
    Ok(ty)
}

/// The name objects of a heap type made from a declaration: one, without the module.
fn name_heap_type(thread: &Thread, ty: &Type) -> Result<()> {
    if let Some(heap_type) = ty.as_heap_type() {
        let name = Str::new(thread, super::short_name(ty))?.into_object();
        heap_type.qualname.set(Some(name.clone()));
        heap_type.name.set(Some(name));
    }
    Ok(())
}

/// `__module__`, which a heap type has in its dictionary.
fn add_module(thread: &Thread, spec: &'static TypeSpec, dict: &Dict) -> Result<()> {
    match spec.name.rfind('.') {
        Some(dot) => {
            let module = Str::new(thread, &spec.name[..dot])?;
            dict.set(
                thread,
                names(thread).__module__().as_object(),
                module.as_object(),
            )
        }
        None => Ok(()),
    }
}

/// The block: a heap type has room for its members, those of 3.13 that only say where a field stands included.
fn alloc(thread: &Thread, spec: &'static TypeSpec) -> Result<Ref<Type>> {
    let heap = thread.heap();
    if !spec.flags.has(TypeFlags::HEAP) {
        return heap.alloc_static_type(heap.try_builtin(Builtin::Type));
    }
    let told = usize::from(spec.dict_offset > 0) + usize::from(spec.weaklist_offset > 0);
    heap.alloc_heap_type(heap.builtin(Builtin::Type), spec.members.len() + told)
}

/// First stage: the block, layout, sizes, flags.
pub fn make_raw(thread: &Thread, spec: &'static TypeSpec) -> Result<Ref<Type>> {
    let ty = alloc(thread, spec)?;
    if spec.builtin != Builtin::Other {
        thread.heap().set_builtin(spec.builtin, &ty);
    }
    layout::set_static_name(&ty, spec.name);
    layout::set_layout(&ty, spec.layout, spec.dealloc);
    ty.set_basicsize(spec.layout.basicsize);
    ty.set_itemsize(spec.layout.itemsize);
    ty.set_offsets(spec.dict_offset, spec.weaklist_offset);
    ty.set_spec(spec);
    let fixed = match spec.flags.has(TypeFlags::HEAP) {
        true => TypeFlags::DEFAULT,
        false => TypeFlags::STATIC_BUILTIN.with(TypeFlags::IMMUTABLE),
    };
    ty.set_flags(spec.flags.with(fixed), spec.builtin);
    Ok(ty)
}

/// Second stage: base, inherited slots and flags; the base first.
pub fn link(ty: &Type, spec: &'static TypeSpec) {
    if ty.flags().has(TypeFlags::READY) {
        return;
    }
    let heap = ty.heap();
    if !ty
        .as_object()
        .ty()
        .has_layout(<Type as object::Layout>::INFO)
        || self_typed(ty)
    {
        layout::change_type(ty.as_object(), heap.builtin(Builtin::Type));
    }
    let mut flags = ty.flags().with(TypeFlags::READY);
    let mut own = Behaviour {
        slots: spec.slots,
        number: spec.number,
    };
    if spec.builtin == Builtin::Object {
        ty.set_slots(own.slots);
        layout::share_number(ty, &spec.number);
        ty.set_flags(flags, spec.builtin);
        return;
    }
    let base = layout::base_of(ty).unwrap_or(heap.builtin(spec.base));
    if let Some(base_spec) = base.spec() {
        link(base, base_spec);
    }
    let closed = spec.flags.has(TypeFlags::DISALLOW_INSTANTIATION);
    let inherits = spec.base != Builtin::Object || ty.is_heap_type();
    let instantiable = own.slots.new.is_some() || inherits && !closed;
    inherit(&mut own, &Behaviour::of(base));
    if !instantiable {
        own.slots.new = None;
        flags = flags.with(TypeFlags::DISALLOW_INSTANTIATION);
    }
    flags = flags.with(TypeFlags(base.flags().0 & INHERITED.0));
    ty.base_slot().set(Some(Ref::new(base)));
    ty.set_slots(own.slots);
    inherit_number(ty, spec, base, &own);
    let (dict, weak) = (ty.dict_offset(), ty.weaklist_offset());
    ty.set_offsets(
        if dict == 0 { base.dict_offset() } else { dict },
        if weak == 0 {
            base.weaklist_offset()
        } else {
            weak
        },
    );
    ty.set_flags(flags, spec.builtin);
}

/// The very first types were made before `type` itself and count as their own metatype.
fn self_typed(ty: &Type) -> bool {
    std::ptr::eq(ty.as_object().ty(), ty) && ty.builtin() != Builtin::Type
}

/// Fills empty slots from the base; comparing without hashing makes a type unhashable.
fn inherit(own: &mut Behaviour, base: &Behaviour) {
    if own.slots.richcompare.is_some() && own.slots.hash.is_none() {
        own.slots.hash = Some(unhashable);
    }
    own.slots.inherit(&base.slots);
    own.number.inherit(&base.number);
}

fn inherit_number(ty: &Type, spec: &'static TypeSpec, base: &Type, merged: &Behaviour) {
    let own = Behaviour {
        slots: spec.slots,
        number: spec.number,
    };
    let inherited = Behaviour::of(base);
    let differs = |a: &Behaviour| (16..layout::SLOTS as u8).any(|s| !a.same(merged, s));
    if ty.is_heap_type() {
        ty.set_number(merged.number);
    } else if !differs(&own) {
        layout::share_number(ty, &spec.number);
    } else if !differs(&inherited) {
        layout::share_number_of(ty, base);
    } else {
        layout::share_merged(ty.thread(), ty, merged.number);
    }
}

/// Third stage: bases, mro, dictionary; the base first.
pub fn finish(thread: &Thread, ty: &Type, spec: &'static TypeSpec) -> Result<()> {
    if !ty.mro_slot().is_none() {
        return Ok(());
    }
    let own = Ref::new(ty).into_object();
    match layout::base_of(ty) {
        None => {
            ty.bases_slot().set(Some(thread.heap().empty_tuple()));
            let mro = Tuple::from_array(thread, [own])?;
            ty.mro_slot().set(Some(mro.into_object()));
        }
        Some(base) => {
            if let Some(base_spec) = base.spec() {
                finish(thread, base, base_spec)?;
            }
            let bases = Tuple::from_array(thread, [Ref::new(base).into_object()])?;
            ty.bases_slot().set(Some(bases.into_object()));
            ty.mro_slot().set(Some(linear_mro(thread, own, base)?));
        }
    }
    let dict = Dict::new(thread)?;
    ty.dict_slot().set(Some(dict.clone().into_object()));
    fill(thread, ty, spec, &dict)?;
    if ty.is_heap_type() {
        add_module(thread, spec, &dict)?;
    }
    if let Some(base) = layout::base_of(ty) {
        super::bases::join(thread, base, ty)?;
    }
    Ok(())
}

fn linear_mro(thread: &Thread, own: Ref, base: &Type) -> Result<Ref> {
    const DEEPEST: usize = 16;
    let mut chain = [const { None }; DEEPEST];
    chain[0] = Some(own);
    let mut len = 1;
    if let Some(mro) = layout::mro_of(base) {
        for class in mro.items().iter().take(DEEPEST - 1) {
            chain[len] = Some(class.clone());
            len += 1;
        }
    }
    let none = thread.heap().none();
    let items = chain.map(|c| c.unwrap_or_else(|| none.clone()));
    Ok(Tuple::from_slice(thread, &items[..len])?.into_object())
}

/// Fills the dictionary.
fn fill(thread: &Thread, ty: &Type, spec: &'static TypeSpec, dict: &Dict) -> Result<()> {
    let known = names(thread);
    if spec.slots.new.is_some() && spec.builtin != Builtin::Other || spec.slots.new.is_some() {
        let function = crate::builtin_function::new(thread, &NEW, Some(ty.as_object()), None)?;
        dict.set(thread, known.__new__().as_object(), &function)?;
    }
    let own = Behaviour {
        slots: spec.slots,
        number: spec.number,
    };
    for def in SLOT_DEFS {
        let wanted = own.has(def.slot) && wraps(spec, &def.shape);
        if !wanted {
            continue;
        }
        let name = crate::str::intern_static(thread, def.name)?;
        if dict.get_str(thread, &name)?.is_some() {
            continue;
        }
        let value = match def.shape {
            Shape::Hash(_) if is_unhashable(&own) => thread.heap().none(),
            _ => descriptor::new_wrapper(thread, ty, def, name.clone())?,
        };
        dict.set(thread, name.as_object(), &value)?;
    }
    fill_declared(thread, ty, spec, dict)?;
    let doc = known.__doc__();
    if dict.get_str(thread, doc)?.is_none() {
        let value = descriptor::doc_object(thread, super::short_name(ty), spec.doc)?;
        dict.set(thread, doc.as_object(), &value)?;
    }
    let hash = known.__hash__();
    if ty.slots().hash.is_some_and(|f| is_unhashable_slot(f)) && own.slots.richcompare.is_some() {
        dict.set_default(thread, hash.as_object(), &thread.heap().none())?;
    }
    Ok(())
}

fn is_unhashable(own: &Behaviour) -> bool {
    own.slots.hash.is_some_and(is_unhashable_slot)
}

/// Whether a hash slot is the one of unhashable types.
pub fn is_unhashable_slot(slot: fn(&Thread, &Object) -> Result<isize>) -> bool {
    std::ptr::fn_addr_eq(slot, unhashable as fn(&Thread, &Object) -> Result<isize>)
}

/// Whether a declaration that fills the slot gets a wrapper of this name.
fn wraps(spec: &TypeSpec, shape: &Shape) -> bool {
    match shape {
        Shape::Never => false,
        Shape::ReleaseBuffer => {
            matches!(spec.builtin, Builtin::ByteArray | Builtin::MemoryView)
                || matches!(spec.name, "array.array" | "pickle.PickleBuffer")
        }
        _ => true,
    }
}

fn fill_declared(thread: &Thread, ty: &Type, spec: &'static TypeSpec, dict: &Dict) -> Result<()> {
    let sizeof = "__sizeof__";
    if spec.slots.sizeof.is_some() && !spec.methods.iter().any(|m| m.name == sizeof) {
        add_method(thread, ty, &SIZEOF, dict)?;
    }
    for def in spec.methods {
        add_method(thread, ty, def, dict)?;
    }
    for def in spec.members {
        let value = descriptor::new_member(thread, ty, def)?;
        add(thread, dict, def.name, &value)?;
    }
    for def in spec.getsets {
        let value = descriptor::new_getset(thread, ty, def)?;
        add(thread, dict, def.name, &value)?;
    }
    Ok(())
}

fn add_method(thread: &Thread, ty: &Type, def: &'static MethodDef, dict: &Dict) -> Result<()> {
    let name = crate::str::intern_static(thread, def.name)?;
    let value = match def.binding {
        Binding::Instance => descriptor::new_method(thread, ty, def, name.clone())?,
        Binding::Class => descriptor::new_class_method(thread, ty, def, name.clone())?,
        Binding::Static => {
            let function = crate::builtin_function::new(thread, def, Some(ty.as_object()), None)?;
            crate::method::new_staticmethod(thread, &function)?
        }
    };
    // A method declared beside the slot of its name replaces the slot's wrapper (3.13's METH_COEXIST).
    dict.set(thread, name.as_object(), &value)
}

/// Fields and computed attributes never replace what is there.
fn add(thread: &Thread, dict: &Dict, name: &'static str, value: &Object) -> Result<()> {
    let name: Ref<Str> = crate::str::intern_static(thread, name)?;
    dict.set_default(thread, name.as_object(), value)?;
    Ok(())
}

/// `__new__` of every built-in type: the slot of the type that the function is bound to.
pub static NEW: MethodDef = MethodDef::keywords("__new__", new_wrapper)
    .varargs()
    .doc("__new__($type, *args, **kwargs)\n--\n\nCreate and return a new object.");

/// `__sizeof__` of built-in types that compute their size.
static SIZEOF: MethodDef =
    MethodDef::no_args("__sizeof__", |thread, it| match it.ty().slots().sizeof {
        Some(sizeof) => crate::int::Int::from_usize(thread, sizeof(thread, it)?),
        None => crate::object::default_sizeof(thread, it),
    })
    .doc("__sizeof__($self, /)\n--\n\nSize of the object in memory, in bytes.");

fn new_wrapper(thread: &Thread, bound: &Object, args: object::Args<'_>) -> Result<Ref> {
    let Some(own) = bound.downcast::<Type>() else {
        return Err(thread.system_error(format_args!("__new__() called with non-type 'self'")));
    };
    let Some(first) = args.positional().first() else {
        return Err(thread.type_error(format_args!(
            "{}.__new__(): not enough arguments",
            own.name()
        )));
    };
    let Some(ty) = first.downcast::<Type>() else {
        return Err(thread.type_error(format_args!(
            "{}.__new__(X): X is not a type object ({})",
            own.name(),
            first.ty().name()
        )));
    };
    if !ty.is_subtype(own) {
        return Err(thread.type_error(format_args!(
            "{0}.__new__({1}): {1} is not a subtype of {0}",
            own.name(),
            ty.name()
        )));
    }
    let mut most_static = Some(ty);
    while let Some(at) = most_static
        && at.is_class()
    {
        most_static = layout::base_of(at);
    }
    if let Some(at) = most_static
        && !same_new(at, own)
    {
        return Err(thread.type_error(format_args!(
            "{}.__new__({}) is not safe, use {}.__new__()",
            own.name(),
            ty.name(),
            at.name()
        )));
    }
    // 3.13 cuts the class off the tuple of arguments; exceptions keep what is left as their own.
    let exception = own.flags().has(TypeFlags::BASE_EXC_SUBCLASS);
    let rest = if exception {
        &[]
    } else {
        &args.positional()[1..]
    };
    let _rest = thread.heap().hold_values(rest, 0)?;
    match own.slots().new {
        Some(new) => new(
            thread,
            ty,
            object::Args::new(&args.values()[1..], args.names()),
        ),
        None => Err(super::cannot_create(thread, own)),
    }
}

fn same_new(a: &Type, b: &Type) -> bool {
    match (a.slots().new, b.slots().new) {
        (Some(a), Some(b)) => std::ptr::fn_addr_eq(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}
