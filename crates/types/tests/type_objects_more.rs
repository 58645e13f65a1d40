//! Descriptors, calls and their messages, attributes of types, `super`, modules: through the protocol, without an interpreter.

use object::{Args, Builtin, Heap, HeapConfig, Object, Ref, Thread, Type};
use types::{Int, Str, Tuple, dict::Dict, module::Module, protocol, typeobj};

fn with_heap(body: impl FnOnce(&Thread)) {
    let heap = Heap::new(HeapConfig::default()).expect("heap");
    types::boot::boot(&heap, [0, 0]).expect("boot");
    body(heap.thread());
}

fn error(thread: &Thread) -> String {
    let pending = thread.take_pending().expect("an exception");
    let message = protocol::to_str(thread, &pending).expect("message");
    format!("{}: {message}", pending.ty().name())
}

/// The `repr` of an answer, or the error.
fn show(thread: &Thread, answer: object::Result<Ref>) -> String {
    match answer.and_then(|value| protocol::repr(thread, &value)) {
        Ok(text) => text.to_string(),
        Err(_) => error(thread),
    }
}

fn get(thread: &Thread, object: &Object, name: &str) -> Ref {
    protocol::getattr_text(thread, object, name).unwrap_or_else(|_| panic!("{}", error(thread)))
}

fn text(thread: &Thread, value: &str) -> Ref {
    Str::new(thread, value).expect("str").into_object()
}

fn int(thread: &Thread, value: isize) -> Ref {
    Int::new(thread, value).expect("int")
}

fn ty(thread: &Thread, which: Builtin) -> Ref {
    Ref::new(thread.heap().builtin(which)).into_object()
}

#[test]
fn descriptors_show_themselves() {
    with_heap(|thread| {
        let object = ty(thread, Builtin::Object);
        let cases = [
            ("__repr__", "<slot wrapper '__repr__' of 'object' objects>"),
            ("__reduce__", "<method '__reduce__' of 'object' objects>"),
        ];
        for (name, shown) in cases {
            assert_eq!(show(thread, Ok(get(thread, &object, name))), shown);
        }
        let class = get(thread, &get(thread, &object, "__dict__"), "get");
        let found = protocol::call(thread, &class, &[text(thread, "__class__")]);
        assert_eq!(
            show(thread, found),
            "<attribute '__class__' of 'object' objects>"
        );
        let upper = get(thread, &ty(thread, Builtin::List), "append");
        assert_eq!(
            show(thread, Ok(get(thread, &upper, "__qualname__"))),
            "'list.append'"
        );
        assert_eq!(
            show(thread, Ok(get(thread, &upper, "__objclass__"))),
            "<class 'list'>"
        );
        assert_eq!(
            show(thread, Ok(get(thread, &upper, "__text_signature__"))),
            "'($self, object, /)'"
        );
    });
}

#[test]
fn calls_complain_as_in_3_13() {
    with_heap(|thread| {
        let list = ty(thread, Builtin::List);
        let append = get(thread, &list, "append");
        let empty = protocol::call(thread, &list, &[]).expect("list");
        let one = int(thread, 1);
        let cases: [(&[Ref], &str); 3] = [
            (
                &[],
                "TypeError: unbound method list.append() needs an argument",
            ),
            (
                &[one.clone(), one.clone()],
                "TypeError: descriptor 'append' for 'list' objects doesn't apply to a 'int' object",
            ),
            (
                &[empty.clone(), one.clone(), one.clone()],
                "TypeError: list.append() takes exactly one argument (2 given)",
            ),
        ];
        for (args, message) in cases {
            assert_eq!(show(thread, protocol::call(thread, &append, args)), message);
        }
        let bound = get(thread, &empty, "append");
        let values = [one.clone()];
        let names = [text(thread, "x")];
        let answer = protocol::call_args(thread, &bound, Args::new(&values, &names));
        assert_eq!(
            show(thread, answer),
            "TypeError: list.append() takes no keyword arguments"
        );
        let add = get(thread, &ty(thread, Builtin::Int), "__add__");
        let cases: [(&[Ref], &str); 3] = [
            (
                &[],
                "TypeError: descriptor '__add__' of 'int' object needs an argument",
            ),
            (
                &[text(thread, "a"), one.clone()],
                "TypeError: descriptor '__add__' requires a 'int' object but received a 'str'",
            ),
            (
                std::slice::from_ref(&one),
                "TypeError: expected 1 argument, got 0",
            ),
        ];
        for (args, message) in cases {
            assert_eq!(show(thread, protocol::call(thread, &add, args)), message);
        }
    });
}

#[test]
fn making_instances_of_object() {
    with_heap(|thread| {
        let object = ty(thread, Builtin::Object);
        let new = get(thread, &object, "__new__");
        let one = int(thread, 1);
        let cases: [(&[Ref], &str); 3] = [
            (&[], "TypeError: object.__new__(): not enough arguments"),
            (
                std::slice::from_ref(&one),
                "TypeError: object.__new__(X): X is not a type object (int)",
            ),
            (
                &[ty(thread, Builtin::Int)],
                "TypeError: object.__new__(int) is not safe, use int.__new__()",
            ),
        ];
        for (args, message) in cases {
            assert_eq!(show(thread, protocol::call(thread, &new, args)), message);
        }
        let answer = protocol::call(thread, &object, std::slice::from_ref(&one));
        assert_eq!(
            show(thread, answer),
            "TypeError: object() takes no arguments"
        );
    });
}

fn class(
    thread: &Thread,
    title: &str,
    bases: &[Ref],
    entries: &[(&str, Ref)],
) -> object::Result<Ref> {
    let namespace = Dict::new(thread)?;
    for (key, value) in entries {
        namespace.set_text(thread, key, value)?;
    }
    let title = Str::new(thread, title)?;
    typeobj::new_class(thread, &title, bases, &namespace).map(Ref::into_object)
}

#[test]
fn bases_and_orders() {
    with_heap(|thread| {
        let object = ty(thread, Builtin::Object);
        let a = class(thread, "A", &[], &[]).expect("A");
        let b = class(thread, "B", std::slice::from_ref(&a), &[]).expect("B");
        let c = class(thread, "C", std::slice::from_ref(&a), &[]).expect("C");
        let d = class(thread, "D", &[b.clone(), c.clone()], &[]).expect("D");
        let mro = get(thread, &d, "__mro__");
        assert_eq!(
            show(thread, Ok(mro)),
            "(<class 'D'>, <class 'B'>, <class 'C'>, <class 'A'>, <class 'object'>)"
        );
        let wrong = class(thread, "X", &[object, a.clone()], &[]);
        assert_eq!(
            show(thread, wrong),
            "TypeError: Cannot create a consistent method resolution order (MRO) for bases object, A"
        );
        let twice = class(thread, "X", &[a.clone(), a.clone()], &[]);
        assert_eq!(show(thread, twice), "TypeError: duplicate base class A");
        let both = class(
            thread,
            "X",
            &[ty(thread, Builtin::Int), ty(thread, Builtin::Str)],
            &[],
        );
        assert_eq!(
            show(thread, both),
            "TypeError: multiple bases have instance lay-out conflict"
        );
        let closed = class(thread, "X", &[ty(thread, Builtin::Bool)], &[]);
        assert_eq!(
            show(thread, closed),
            "TypeError: type 'bool' is not an acceptable base type"
        );
        let subclasses = get(thread, &a, "__subclasses__");
        assert_eq!(
            show(thread, protocol::call(thread, &subclasses, &[])),
            "[<class 'B'>, <class 'C'>]"
        );
        let moved = Tuple::from_array(thread, [c.clone()])
            .expect("tuple")
            .into_object();
        let key = text(thread, "__bases__");
        protocol::setattr(thread, &d, &key, Some(&moved)).expect("bases");
        assert_eq!(
            show(thread, Ok(get(thread, &d, "__mro__"))),
            "(<class 'D'>, <class 'C'>, <class 'A'>, <class 'object'>)"
        );
    });
}

#[test]
fn slots_follow_attributes() {
    with_heap(|thread| {
        let a = class(thread, "A", &[], &[]).expect("A");
        let b = class(thread, "B", std::slice::from_ref(&a), &[]).expect("B");
        let it = protocol::call(thread, &b, &[]).expect("instance");
        assert_eq!(
            show(
                thread,
                protocol::len(thread, &it).map(|n| int(thread, n as isize))
            ),
            "TypeError: object of type 'B' has no len()"
        );
        // A bound method of a list of three serves as `__len__`, found without binding.
        let items = Tuple::from_array(thread, [int(thread, 1), int(thread, 2)]).expect("tuple");
        let len = get(thread, items.object(), "__len__");
        let key = text(thread, "__len__");
        protocol::setattr(thread, &a, &key, Some(&len)).expect("set");
        assert_eq!(protocol::len(thread, &it).expect("len"), 2);
        protocol::setattr(thread, &a, &key, None).expect("delete");
        assert_eq!(
            show(
                thread,
                protocol::len(thread, &it).map(|n| int(thread, n as isize))
            ),
            "TypeError: object of type 'B' has no len()"
        );
    });
}

#[test]
fn subclasses_of_built_in_types_keep_native_slots() {
    with_heap(|thread| {
        let list = class(thread, "L", &[ty(thread, Builtin::List)], &[]).expect("L");
        let native = thread.heap().builtin(Builtin::List);
        let made = list.downcast::<Type>().expect("type");
        assert_eq!(
            made.number().concat.map(|f| f as usize),
            native.number().concat.map(|f| f as usize)
        );
        assert!(made.number().add.is_none());
        assert_eq!(
            (made.basicsize(), made.dict_offset(), made.weaklist_offset()),
            (40, -1, -32)
        );
        let int = class(thread, "I", &[ty(thread, Builtin::Int)], &[]).expect("I");
        let made = int.downcast::<Type>().expect("type");
        assert_eq!(
            (made.basicsize(), made.dict_offset(), made.weaklist_offset()),
            (24, -1, 0)
        );
    });
}

#[test]
fn flags_are_those_of_3_13() {
    with_heap(|thread| {
        let cases = [
            (Builtin::Object, 0x1502),
            (Builtin::Type, 0x8080_5d02),
            (Builtin::Method, 0x5902),
            (Builtin::BuiltinFunction, 0x5982),
            (Builtin::MethodDescriptor, 0x25982),
            (Builtin::ClassMethodDescriptor, 0x5182),
            (Builtin::WrapperDescriptor, 0x25182),
            (Builtin::MethodWrapper, 0x5182),
            (Builtin::GetSetDescriptor, 0x5182),
            (Builtin::MemberDescriptor, 0x5182),
            (Builtin::Property, 0x5502),
            (Builtin::StaticMethod, 0x5502),
            (Builtin::Super, 0x5502),
            (Builtin::Module, 0x5502),
            (Builtin::MappingProxy, 0x5142),
            (Builtin::SimpleNamespace, 0x5502),
            (Builtin::GenericAlias, 0x5d02),
            (Builtin::Union, 0x5182),
            (Builtin::Int, 0x0140_1502),
            (Builtin::Bool, 0x0140_1102),
            (Builtin::Str, 0x1040_1502),
            (Builtin::List, 0x0240_5522),
            (Builtin::Tuple, 0x0440_5522),
            (Builtin::Dict, 0x2040_5542),
            (Builtin::Exception, 0x4000_5502),
        ];
        for (which, flags) in cases {
            assert_eq!(thread.heap().builtin(which).flags().0, flags, "{which:?}");
        }
        let a = class(thread, "A", &[], &[]).expect("A");
        assert_eq!(a.downcast::<Type>().expect("type").flags().0, 0x561c);
    });
}

#[test]
fn modules_and_small_types() {
    with_heap(|thread| {
        let module = Module::new(thread, "m").expect("module");
        let it = Ref::new(&*module).into_object();
        assert_eq!(show(thread, Ok(it.clone())), "<module 'm'>");
        let missing = protocol::getattr_text(thread, &it, "x");
        assert_eq!(
            show(thread, missing),
            "AttributeError: module 'm' has no attribute 'x'"
        );
        let (int_, str_) = (ty(thread, Builtin::Int), ty(thread, Builtin::Str));
        let union = types::union::or(thread, &int_, &str_).expect("union");
        assert_eq!(show(thread, Ok(union.clone())), "int | str");
        assert!(protocol::isinstance(thread, &int(thread, 3), &union).expect("isinstance"));
        let alias = types::generic_alias::new(thread, &ty(thread, Builtin::List), &int_);
        assert_eq!(show(thread, alias), "list[int]");
        let ns = protocol::call(thread, &ty(thread, Builtin::SimpleNamespace), &[]).expect("ns");
        protocol::setattr(thread, &ns, &text(thread, "a"), Some(&int(thread, 1))).expect("set");
        assert_eq!(show(thread, Ok(ns)), "namespace(a=1)");
    });
}

#[test]
fn classes_go_with_the_collector_or_their_count() {
    with_heap(|thread| {
        let a = class(thread, "A", &[], &[]).expect("A");
        let it = protocol::call(thread, &a, &[]).expect("instance");
        // name in the frame, the mro, `__dict__`'s and `__weakref__`'s descriptors, the instance
        assert_eq!(a.refcount(), 5);
        drop(it);
        assert_eq!(a.refcount(), 4);
    });
}
