//! Type objects without an interpreter: start-up, lookup, attributes, classes, slots, errors in 3.13's words.

use object::{Builtin, Heap, HeapConfig, Object, Ref, Thread, Type};
use types::{Str, Tuple, dict::Dict, protocol, typeobj};

fn with_heap(body: impl FnOnce(&Thread)) {
    let heap = Heap::new(HeapConfig::default()).expect("heap");
    types::boot::boot(&heap, [0, 0]).expect("boot");
    body(heap.thread());
}

fn text(thread: &Thread, object: &Object) -> String {
    protocol::repr(thread, object).expect("repr").to_string()
}

fn name(thread: &Thread, name: &str) -> Ref<Str> {
    types::str::intern_static(thread, name).expect("name")
}

fn get(thread: &Thread, object: &Object, attribute: &str) -> Ref {
    match protocol::getattr_text(thread, object, attribute) {
        Ok(value) => value,
        Err(_) => panic!("{attribute}: {}", error(thread)),
    }
}

fn error(thread: &Thread) -> String {
    let pending = thread.take_pending().expect("an exception");
    let message = protocol::to_str(thread, &pending).expect("message");
    format!("{}: {message}", pending.ty().name())
}

fn class(thread: &Thread, title: &str, bases: &[&Type], entries: &[(&str, &Object)]) -> Ref<Type> {
    let namespace = Dict::new(thread).expect("dict");
    for (key, value) in entries {
        namespace.set_text(thread, key, value).expect("set");
    }
    let bases: Vec<Ref> = bases.iter().map(|b| Ref::new(*b).into_object()).collect();
    let made = typeobj::new_class(thread, &name(thread, title), &bases, &namespace);
    made.unwrap_or_else(|_| panic!("{}", error(thread)))
}

#[test]
fn boots_and_shows_types() {
    with_heap(|thread| {
        let heap = thread.heap();
        for (which, shown) in [
            (Builtin::Object, "<class 'object'>"),
            (Builtin::Type, "<class 'type'>"),
            (Builtin::Str, "<class 'str'>"),
            (Builtin::SimpleNamespace, "<class 'types.SimpleNamespace'>"),
        ] {
            assert_eq!(text(thread, heap.builtin(which).as_object()), shown);
        }
        let ty = heap.builtin(Builtin::Type);
        assert_eq!(
            text(thread, &get(thread, ty.as_object(), "__mro__")),
            "(<class 'type'>, <class 'object'>)"
        );
    });
}

#[test]
fn classes() {
    with_heap(|thread| {
        let a = class(thread, "A", &[], &[]);
        assert_eq!(a.basicsize(), 16);
        assert_eq!(a.dict_offset(), -1);
        assert_eq!(a.weaklist_offset(), -32);
        let it = protocol::call(thread, a.as_object(), &[]).expect("instance");
        let x = name(thread, "x");
        let value = Str::new(thread, "value").expect("str").into_object();
        protocol::setattr_name(thread, &it, &x, Some(&value)).expect("set");
        assert!(get(thread, &it, "x").is(&value));
        assert!(protocol::getattr_text(thread, &it, "y").is_err());
        assert_eq!(
            error(thread),
            "AttributeError: 'A' object has no attribute 'y'"
        );
        let slots = Tuple::from_array(thread, [name(thread, "a").into_object()]).expect("tuple");
        let b = class(thread, "B", &[], &[("__slots__", slots.as_object())]);
        assert_eq!(b.basicsize(), 24);
        let it = protocol::call(thread, b.as_object(), &[]).expect("instance");
        assert!(protocol::setattr_name(thread, &it, &x, Some(&value)).is_err());
        assert_eq!(
            error(thread),
            "AttributeError: 'B' object has no attribute 'x' and no __dict__ for setting new attributes"
        );
    });
}
