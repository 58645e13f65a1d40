//! `type`: making types ready, attribute lookup, classes. (Skeleton.)
use crate::{dict::Dict, str::Str};
use object::{Object, Ref, Result, Thread, Type, TypeSpec};
/// Makes a built-in type from its declaration (not for the well-known ones: those are made by `boot`).
pub fn make_static(_thread: &Thread, _spec: &'static TypeSpec) -> Result<Ref<Type>> {
    crate::stub("make_static")
}
/// Attribute along the mro without binding (`_PyType_Lookup`), through the method cache.
pub fn lookup(_thread: &Thread, _ty: &Type, _name: &Str) -> Option<Ref> {
    crate::stub("lookup")
}
/// The type's dictionary.
pub fn dict_of(_ty: &Type) -> Option<Ref<Dict>> {
    crate::stub("dict_of")
}
/// `type.__name__` without module.
pub fn short_name(_ty: &Type) -> &str {
    crate::stub("short_name")
}
/// `type(name, bases, ns)`.
pub fn new_class(
    _thread: &Thread,
    _name: &Str,
    _bases: &[Ref],
    _namespace: &Dict,
) -> Result<Ref<Type>> {
    crate::stub("new_class")
}
/// `object.__getattribute__` and its set counterpart (`PyObject_GenericGetAttr`/`SetAttr`).
pub fn generic_getattr(_thread: &Thread, _object: &Object, _name: &Object) -> Result<Ref> {
    crate::stub("generic_getattr")
}
pub fn generic_setattr(
    _thread: &Thread,
    _object: &Object,
    _name: &Object,
    _value: Option<&Object>,
) -> Result<()> {
    crate::stub("generic_setattr")
}
/// The type changed: invalidates it and its subtypes for caches.
pub fn modified(_ty: &Type) {
    crate::stub("modified")
}
/// object.__new__ for a type: allocates an instance with layout, inline values, tracked.
pub fn new_instance(_thread: &Thread, _ty: &Type) -> Result<Ref> {
    crate::stub("new_instance")
}
/// First stage of a static type: its block, layout, sizes, flags, own slots.
pub fn make_raw(_thread: &Thread, _spec: &'static TypeSpec) -> Result<Ref<Type>> {
    crate::stub("make_raw")
}
/// Second stage: base, inherited slots and flags.
pub fn link(_ty: &Type, _spec: &'static TypeSpec) {
    crate::stub("link")
}
/// Third stage: bases, mro, dictionary.
pub fn finish(_thread: &Thread, _ty: &Type, _spec: &'static TypeSpec) -> Result<()> {
    crate::stub("finish")
}
