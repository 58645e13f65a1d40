//! A heap with the library in it, without an interpreter: modules start, functions answer, exceptions are written out.

use object::{Args, Builtin, Heap, HeapConfig, Object, Ref, Thread};
use stdlib::{modules, sys};
use types::{Dict, Int, Str, Tuple};

fn heap() -> Box<Heap> {
    let heap = Heap::new(HeapConfig::default()).expect("a heap");
    types::boot::boot(&heap, [0, 0]).expect("boot");
    let options = sys::Options::default();
    if modules::start(heap.thread(), &options).is_err() {
        let error = heap.thread().take_pending().expect("an error");
        panic!(
            "{}: {}",
            error.ty().name(),
            types::to_str(heap.thread(), &error).expect("text")
        );
    }
    heap
}

fn builtin(thread: &Thread, name: &str) -> Ref {
    let dict = types::state(thread).builtins.get().expect("builtins");
    dict.downcast::<Dict>()
        .expect("a dict")
        .get_text(thread, name)
        .expect("no error")
        .unwrap_or_else(|| panic!("no {name}"))
}

fn call(thread: &Thread, name: &str, args: &[Ref]) -> Result<Ref, String> {
    types::call_args(thread, &builtin(thread, name), Args::positional_only(args)).map_err(|_| {
        let error = thread.take_pending().expect("an error");
        format!(
            "{}: {}",
            error.ty().name(),
            types::to_str(thread, &error).expect("text")
        )
    })
}

fn shown(thread: &Thread, value: Result<Ref, String>) -> String {
    match value {
        Ok(value) => types::repr(thread, &value).expect("repr").to_string(),
        Err(text) => text,
    }
}

fn int(thread: &Thread, n: isize) -> Ref {
    Int::new(thread, n).expect("int")
}

fn text(thread: &Thread, t: &str) -> Ref {
    Str::new(thread, t).expect("str").into_object()
}

#[test]
fn functions_answer() {
    let heap = heap();
    let th = heap.thread();
    assert_eq!(shown(th, call(th, "abs", &[int(th, -5)])), "5");
    assert_eq!(shown(th, call(th, "hex", &[int(th, 255)])), "'0xff'");
    assert_eq!(shown(th, call(th, "bin", &[int(th, -5)])), "'-0b101'");
    assert_eq!(shown(th, call(th, "chr", &[int(th, 97)])), "'a'");
    assert_eq!(
        shown(th, call(th, "ord", &[text(th, "ab")])),
        "TypeError: ord() expected a character, but string of length 2 found"
    );
    let numbers = Tuple::from_array(th, [int(th, 3), int(th, 1), int(th, 2)]).expect("tuple");
    let numbers = numbers.into_object();
    assert_eq!(
        shown(th, call(th, "sum", std::slice::from_ref(&numbers))),
        "6"
    );
    assert_eq!(
        shown(th, call(th, "min", std::slice::from_ref(&numbers))),
        "1"
    );
    assert_eq!(
        shown(th, call(th, "max", std::slice::from_ref(&numbers))),
        "3"
    );
    assert_eq!(shown(th, call(th, "sorted", &[numbers])), "[1, 2, 3]");
    assert_eq!(
        shown(th, call(th, "len", &[int(th, 1)])),
        "TypeError: object of type 'int' has no len()"
    );
    assert_eq!(
        shown(th, call(th, "next", &[int(th, 1)])),
        "TypeError: 'int' object is not an iterator"
    );
}

fn make(thread: &Thread, kind: Builtin, args: &[Ref]) -> Ref {
    let ty = thread.heap().builtin(kind).as_object();
    types::call_args(thread, ty, Args::positional_only(args)).unwrap_or_else(|_| {
        let error = thread.take_pending().expect("an error");
        panic!("{}", types::to_str(thread, &error).expect("text"))
    })
}

fn str_of(thread: &Thread, object: &Object) -> String {
    types::to_str(thread, object).expect("str").to_string()
}

#[test]
fn exceptions_say_what_they_are() {
    let heap = heap();
    let th = heap.thread();
    let e = make(
        th,
        Builtin::OSError,
        &[int(th, 2), text(th, "x"), text(th, "f")],
    );
    assert_eq!(e.ty().name(), "FileNotFoundError");
    assert_eq!(str_of(th, &e), "[Errno 2] x: 'f'");
    let e = make(
        th,
        Builtin::UnicodeEncodeError,
        &[
            text(th, "a"),
            text(th, "béb"),
            int(th, 1),
            int(th, 2),
            text(th, "r"),
        ],
    );
    assert_eq!(
        str_of(th, &e),
        "'a' codec can't encode character '\\xe9' in position 1: r"
    );
    let inner = make(th, Builtin::ValueError, &[int(th, 1)]);
    let list = types::List::new(th).expect("list");
    list.push(th, inner).expect("push");
    let group = make(
        th,
        Builtin::BaseExceptionGroup,
        &[text(th, "a"), list.into_object()],
    );
    assert_eq!(group.ty().name(), "ExceptionGroup");
    assert_eq!(str_of(th, &group), "a (1 sub-exception)");
}

#[test]
fn the_library_is_embedded() {
    let functools = stdlib::library::source("functools.py").expect("functools");
    assert!(functools.contains("def wraps"));
    assert!(stdlib::library::source("json/__init__.py").is_some());
    assert!(stdlib::library::source("no/such.py").is_none());
    assert!(stdlib::library::source(stdlib::library::LICENCE).is_some());
}
