//! Attributes: where they were found last time, as long as the type is the same.
//!
//! Cache word 0: version of the type (or of a module's keys), index or offset. Word 1: version of the keys that instances share.
//! Word 2: the object found on the type, borrowed: the type keeps it as long as its version stays.

use super::arith::{exit, let_go, release};
use super::calls::is_exact;
use super::{index_in, may_try, miss, pack, try_specialise, unique};
use crate::machine::{At, Exit, Flow, Operand};
use crate::ops::attributes;
use bytecode::Op;
use object::{Builtin, Object, Ref, Type};
use std::ptr::NonNull;
use types::dict::{shared_index, shared_version, shared_version_now};
use types::function::Function;
use types::module::Module;
use types::typeobj::inline::{Where, locate, locate_store};

#[inline(always)]
fn same_type(object: &Object, word: u64) -> bool {
    let version = word as u32;
    version != 0 && object.ty().version() == version
}

/// An inline value, when the values belong to the instance.
#[inline(always)]
fn inline_value(object: &Object, index: usize) -> Option<NonNull<Object>> {
    let values = object.inline_values()?;
    if values.valid.get() == 0 {
        return None;
    }
    values.values().get(index)?.peek()
}

/// Writes what was found; the owner goes if it was a temporary.
#[inline(always)]
fn finish<A: Operand>(at: At, owner: &Object, value: NonNull<Object>) -> Exit {
    // SAFETY: whoever holds the value holds it until it is counted here.
    let value = unsafe { value.as_ref() }.to_ref();
    let dead = if A::TEMP { let_go(owner) } else { None };
    at.put(at.a(), value);
    exit(at.step(3), dead)
}

/// `LOAD_ATTR_INSTANCE_*`.
#[inline(always)]
pub fn load_instance<A: Operand>(at: At) -> Exit {
    let owner = A::borrow(&at, at.b());
    let word = at.cache(0);
    if same_type(owner, word)
        && let Some(value) = inline_value(owner, index_in(word))
    {
        return finish::<A>(at, owner, value);
    }
    Exit::Slow(missed::<A>)
}

/// `LOAD_ATTR_SLOT_*`.
#[inline(always)]
pub fn load_slot<A: Operand>(at: At) -> Exit {
    let owner = A::borrow(&at, at.b());
    let word = at.cache(0);
    if same_type(owner, word) {
        // SAFETY: the type's version says that a member slot stands at this offset.
        if let Some(value) = unsafe { owner.slot_at(index_in(word)) }.peek() {
            return finish::<A>(at, owner, value);
        }
    }
    Exit::Slow(missed::<A>)
}

/// Whether an instance can't hide what its type has under the name.
#[inline(always)]
fn unhidden(owner: &Object, keys: u32) -> bool {
    match owner.inline_values() {
        Some(values) => values.valid.get() != 0 && shared_version_now(owner.ty()) == keys,
        None => owner.managed_dict().is_none_or(object::Slot::is_none),
    }
}

#[inline(always)]
fn on_type(at: &At, owner: &Object) -> Option<NonNull<Object>> {
    if !same_type(owner, at.cache(0)) || !unhidden(owner, at.cache(1) as u32) {
        return None;
    }
    NonNull::new(at.cache(2) as *mut Object)
}

/// `LOAD_ATTR_TYPE_*`.
#[inline(always)]
pub fn load_type<A: Operand>(at: At) -> Exit {
    let owner = A::borrow(&at, at.b());
    match on_type(&at, owner) {
        Some(value) => finish::<A>(at, owner, value),
        None => Exit::Slow(missed::<A>),
    }
}

/// What a class has under a name that its metaclass doesn't interfere with.
#[inline(always)]
fn of_class(at: &At, owner: &Object) -> Option<NonNull<Object>> {
    if !owner.is_exactly(Builtin::Type) {
        return None;
    }
    // SAFETY: instances of exactly `type` are built on its layout.
    let class = unsafe { owner.cast_unchecked::<Type>() };
    let version = at.cache(0) as u32;
    if version == 0 || class.version() != version {
        return None;
    }
    NonNull::new(at.cache(2) as *mut Object)
}

/// `LOAD_ATTR_CLASS_*`.
#[inline(always)]
pub fn load_class<A: Operand>(at: At) -> Exit {
    let owner = A::borrow(&at, at.b());
    match of_class(&at, owner) {
        Some(value) => finish::<A>(at, owner, value),
        None => Exit::Slow(missed::<A>),
    }
}

/// `LOAD_METHOD_CLASS_*`.
#[inline(always)]
pub fn load_method_class<A: Operand>(at: At) -> Exit {
    let owner = A::borrow(&at, at.b());
    match of_class(&at, owner) {
        Some(value) => {
            at.put_nullable(at.a() + 1, None);
            finish::<A>(at, owner, value)
        }
        None => Exit::Slow(missed_method::<A>),
    }
}

/// `LOAD_ATTR_PROPERTY_*`: the getter runs without leaving the dispatch.
pub fn load_property<A: Operand>(at: At) -> Flow {
    let owner = A::borrow(&at, at.b());
    if same_type(owner, at.cache(0)) {
        // SAFETY: the type keeps the property while its version stays.
        let property = unsafe { &*(at.cache(2) as *const Object) };
        if let Some(function) = plain_getter(property) {
            let owner = A::own(&at, at.b());
            return crate::call::enter_one(at, function, owner);
        }
    }
    missed::<A>(at)
}

/// A property's getter, when it is a Python function of one argument.
#[inline]
fn plain_getter(property: &Object) -> Option<Ref<Function>> {
    let getter = types::property::getter(property)?;
    if !getter.is_exactly(Builtin::Function) {
        return None;
    }
    let function = getter.downcast_into::<Function>().ok()?;
    // SAFETY: the function keeps its code, and nothing runs meanwhile.
    let exact = unsafe { function.code.borrow() }.is_some_and(|code| is_exact(code, 1));
    exact.then_some(function)
}

/// `LOAD_METHOD_INSTANCE_*`, `LOAD_METHOD_NO_DICT_*`.
#[inline(always)]
pub fn load_method<A: Operand, const DICT: bool>(at: At) -> Exit {
    let owner = A::borrow(&at, at.b());
    let found = match DICT {
        true => on_type(&at, owner),
        false if same_type(owner, at.cache(0)) => NonNull::new(at.cache(2) as *mut Object),
        false => None,
    };
    match found {
        Some(function) => {
            let owner = A::own(&at, at.b());
            // SAFETY: the type keeps the function while its version stays.
            at.put(at.a(), unsafe { function.as_ref() }.to_ref());
            at.put(at.a() + 1, owner);
            Exit::Next(at.step(3))
        }
        None => Exit::Slow(missed_method::<A>),
    }
}

/// An attribute of a module.
#[inline(always)]
fn in_module(owner: &Object, word: u64) -> Option<NonNull<Object>> {
    if !owner.is_exactly(object::Builtin::Module) {
        return None;
    }
    // SAFETY: exact modules are built on this layout.
    let dict = unsafe { owner.cast_unchecked::<Module>() }.borrow_dict();
    debug_assert!(word as u32 != 0);
    if dict.keys_version_now() != word as u32 {
        return None;
    }
    dict.value_in_place(index_in(word))
}

/// `LOAD_ATTR_MODULE_*`.
#[inline(always)]
pub fn load_module<A: Operand>(at: At) -> Exit {
    let owner = A::borrow(&at, at.b());
    match in_module(owner, at.cache(0)) {
        Some(value) => finish::<A>(at, owner, value),
        None => Exit::Slow(missed::<A>),
    }
}

/// `LOAD_METHOD_MODULE_*`.
#[inline(always)]
pub fn load_module_call<A: Operand>(at: At) -> Exit {
    let owner = A::borrow(&at, at.b());
    match in_module(owner, at.cache(0)) {
        Some(value) => {
            at.put_nullable(at.a() + 1, None);
            // With the owner in the destination it is read before it is overwritten.
            finish::<A>(at, owner, value)
        }
        None => Exit::Slow(missed_method::<A>),
    }
}

fn missed<A: Operand>(at: At) -> Flow {
    miss(&at);
    specialise::<A>(at)
}

fn missed_method<A: Operand>(at: At) -> Flow {
    miss(&at);
    specialise_method::<A>(at)
}

fn choose<A: Operand>(local: Op, temp: Op) -> Op {
    if A::TEMP { temp } else { local }
}

/// Remembers a module's entry.
fn remember_module(at: &At, owner: &Object) -> bool {
    let Some(module) = owner
        .downcast::<Module>()
        .filter(|_| owner.is_exactly(object::Builtin::Module))
    else {
        return false;
    };
    let dict = module.dict();
    if !dict.is_plain() {
        return false;
    }
    let (version, place) = (
        dict.keys_version(at.thread()),
        dict.place_of_str(at.thread(), &at.name(at.c())),
    );
    match place {
        Some(place) if version != 0 && super::fits(place) => {
            super::remember(at, 0, pack(version, place));
            true
        }
        _ => false,
    }
}

/// Remembers what a class has under the name, when loading it doesn't change it.
fn remember_class(at: &At, owner: &Object) -> bool {
    if !owner.is_exactly(Builtin::Type) {
        return false;
    }
    let Some(class) = owner.downcast::<Type>() else {
        return false;
    };
    match types::typeobj::inline::locate_on_class(at.thread(), class, &at.name(at.c())) {
        Some((version, found, binds))
            if version != 0 && (!binds || found.is_exactly(Builtin::Function)) =>
        {
            super::remember(at, 0, pack(version, 0));
            super::remember(at, 2, found.id() as u64);
            true
        }
        _ => false,
    }
}

/// Remembers an object of the type that no instance hides.
fn remember_on_type(at: &At, ty: &Type, version: u32, found: &Ref) -> bool {
    let thread = at.thread();
    if shared_index(thread, ty, &at.name(at.c())).is_some() || ty.dict_offset() > 0 {
        return false;
    }
    super::remember(at, 0, pack(version, 0));
    super::remember(at, 1, u64::from(shared_version(thread, ty)));
    super::remember(at, 2, found.as_ptr().as_ptr() as u64);
    true
}

/// `LOAD_ATTR_*` for the first time.
pub fn specialise<A: Operand>(at: At) -> Flow {
    if may_try(&at) {
        remember::<A>(&at);
    }
    attributes::load_attr::<A>(at)
}

fn remember<A: Operand>(at: &At) {
    let owner = A::borrow(at, at.b());
    if remember_module(at, owner) {
        return try_specialise(
            at,
            choose::<A>(Op::LOAD_ATTR_MODULE_L, Op::LOAD_ATTR_MODULE_T),
        );
    }
    if remember_class(at, owner) {
        return try_specialise(
            at,
            choose::<A>(Op::LOAD_ATTR_CLASS_L, Op::LOAD_ATTR_CLASS_T),
        );
    }
    let ty = owner.ty();
    let name = at.name(at.c());
    let found = locate(at.thread(), ty, &name);
    if found.version == 0 {
        return;
    }
    match &found.place {
        Where::Slot(offset) => {
            super::remember(at, 0, pack(found.version, *offset));
            try_specialise(at, choose::<A>(Op::LOAD_ATTR_SLOT_L, Op::LOAD_ATTR_SLOT_T));
        }
        Where::Instance => {
            if let Some(index) =
                shared_index(at.thread(), ty, &name).filter(|_| owner.inline_values().is_some())
            {
                super::remember(at, 0, pack(found.version, index));
                try_specialise(
                    at,
                    choose::<A>(Op::LOAD_ATTR_INSTANCE_L, Op::LOAD_ATTR_INSTANCE_T),
                );
            }
        }
        Where::Data(property)
            if property.is_exactly(Builtin::Property) && plain_getter(property).is_some() =>
        {
            super::remember(at, 0, pack(found.version, 0));
            super::remember(at, 2, property.id() as u64);
            try_specialise(
                at,
                choose::<A>(Op::LOAD_ATTR_PROPERTY_L, Op::LOAD_ATTR_PROPERTY_T),
            );
        }
        Where::Class(value) if remember_on_type(at, ty, found.version, value) => {
            try_specialise(at, choose::<A>(Op::LOAD_ATTR_TYPE_L, Op::LOAD_ATTR_TYPE_T));
        }
        _ => {}
    }
}

/// `LOAD_METHOD_*` for the first time.
pub fn specialise_method<A: Operand>(at: At) -> Flow {
    if may_try(&at) {
        remember_method::<A>(&at);
    }
    attributes::load_method::<A>(at)
}

fn remember_method<A: Operand>(at: &At) {
    let owner = A::borrow(at, at.b());
    if remember_module(at, owner) {
        return try_specialise(
            at,
            choose::<A>(Op::LOAD_METHOD_MODULE_L, Op::LOAD_METHOD_MODULE_T),
        );
    }
    if remember_class(at, owner) {
        return try_specialise(
            at,
            choose::<A>(Op::LOAD_METHOD_CLASS_L, Op::LOAD_METHOD_CLASS_T),
        );
    }
    let ty = owner.ty();
    let found = locate(at.thread(), ty, &at.name(at.c()));
    if found.version == 0 {
        return;
    }
    if let Where::Method(function) = &found.place {
        if !remember_on_type(at, ty, found.version, function) {
            return;
        }
        let no_dict = owner.managed_dict().is_none();
        try_specialise(
            at,
            match no_dict {
                true => choose::<A>(Op::LOAD_METHOD_NO_DICT_L, Op::LOAD_METHOD_NO_DICT_T),
                false => choose::<A>(Op::LOAD_METHOD_INSTANCE_L, Op::LOAD_METHOD_INSTANCE_T),
            },
        );
    }
}

/// Puts a value into a slot; `None` when two objects would die.
#[inline(always)]
fn replace<A: Operand, B: Operand>(at: At, owner: &Object, slot: &object::Slot) -> Option<Exit> {
    // SAFETY: the slot owns its value.
    let old_dies = slot
        .peek()
        .is_some_and(|old| unique(unsafe { old.as_ref() }));
    if A::TEMP && unique(owner) && old_dies {
        return None;
    }
    let mut dead = slot.replace(Some(B::own(&at, at.b()))).and_then(release);
    if A::TEMP {
        dead = let_go(owner).or(dead);
    }
    Some(exit(at.step(2), dead))
}

/// A value that an instance doesn't have yet goes to the end of its order.
#[inline(always)]
fn append(values: &object::InlineValues, index: usize) -> bool {
    let size = values.size.get();
    match values.order().get(size as usize) {
        Some(place) => {
            place.set(index as u8);
            values.size.set(size + 1);
            true
        }
        None => false,
    }
}

/// `STORE_ATTR_INSTANCE_*`.
#[inline(always)]
pub fn store_instance<A: Operand, B: Operand>(at: At) -> Exit {
    let owner = A::borrow(&at, at.a());
    let word = at.cache(0);
    if same_type(owner, word)
        && let Some(values) = owner.inline_values()
        && values.valid.get() != 0
        && owner.managed_dict().is_some_and(object::Slot::is_none)
        && let Some(slot) = values.values().get(index_in(word))
        && (!slot.is_none() || !(A::TEMP && unique(owner)) && append(values, index_in(word)))
        && let Some(done) = replace::<A, B>(at, owner, slot)
    {
        return done;
    }
    Exit::Slow(attributes::store_attr::<A, B>)
}

/// `STORE_ATTR_SLOT_*`.
#[inline(always)]
pub fn store_slot<A: Operand, B: Operand>(at: At) -> Exit {
    let owner = A::borrow(&at, at.a());
    let word = at.cache(0);
    if same_type(owner, word) {
        // SAFETY: the type's version says that a member slot stands at this offset.
        let slot = unsafe { owner.slot_at(index_in(word)) };
        if let Some(done) = replace::<A, B>(at, owner, slot) {
            return done;
        }
    }
    Exit::Slow(attributes::store_attr::<A, B>)
}

/// `STORE_ATTR_*` for the first time.
pub fn specialise_store<A: Operand, B: Operand>(at: At) -> Flow {
    if may_try(&at) {
        remember_store::<A>(&at);
    }
    attributes::store_attr::<A, B>(at)
}

fn remember_store<A: Operand>(at: &At) {
    let owner = A::borrow(at, at.a());
    let ty = owner.ty();
    let name = at.name(at.c());
    let found = locate_store(at.thread(), ty, &name);
    if found.version == 0 {
        return;
    }
    match found.place {
        Where::Slot(offset) => {
            super::remember(at, 0, pack(found.version, offset));
            try_specialise(
                at,
                super::same_family(at, Op::STORE_ATTR_LL, Op::STORE_ATTR_SLOT_LL),
            );
        }
        Where::Instance => {
            if let Some(index) =
                shared_index(at.thread(), ty, &name).filter(|_| owner.inline_values().is_some())
            {
                super::remember(at, 0, pack(found.version, index));
                try_specialise(
                    at,
                    super::same_family(at, Op::STORE_ATTR_LL, Op::STORE_ATTR_INSTANCE_LL),
                );
            }
        }
        _ => {}
    }
}
