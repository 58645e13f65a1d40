//! Strings and bytes on a heap that has nothing else: sizes, hashes, kinds, interning, growth. Figures are CPython 3.13's.

use object::*;
use types::str::{self, Builder, Str, append, hash_key, intern, intern_static};
use types::{Bytes, State};

fn make_type(heap: &Heap, spec: &'static TypeSpec) {
    let ty = heap.alloc_static_type(None).expect("type");
    ty.set_basicsize(spec.layout.basicsize);
    ty.set_itemsize(spec.layout.itemsize);
    ty.set_flags(spec.flags, spec.builtin);
    ty.set_slots(spec.slots);
    // SAFETY: basicsize covers the layout and the deallocator is the type's own.
    unsafe { ty.set_layout(spec.layout, spec.dealloc) };
    heap.set_builtin(spec.builtin, &ty);
}

fn heap(seed: u32) -> Box<Heap> {
    let heap = Heap::new(HeapConfig::default()).expect("heap");
    State::install(&heap).hash_seed.set(hash_key(seed));
    make_type(&heap, &str::SPEC);
    make_type(&heap, &types::bytes::SPEC);
    str::make_singletons(heap.thread()).expect("memory");
    types::bytes::make_singletons(heap.thread()).expect("memory");
    heap
}

fn new(heap: &Heap, text: &str) -> Ref<Str> {
    Str::new(heap.thread(), text).expect("memory")
}

#[test]
fn hashes_are_those_of_cpython() {
    let expected: [(u32, [isize; 6]); 3] = [
        (
            0,
            [
                -4594863902769663758,
                0,
                3070825549491427594,
                3743554345682611213,
                -4250921761727411054,
                -3368204716105132637,
            ],
        ),
        (
            1,
            [
                -4667308735975688587,
                0,
                3306928382256649129,
                2168917471821104080,
                7064235563507459370,
                9058415254629903952,
            ],
        ),
        (
            42,
            [
                3869580338025362921,
                0,
                -1373425562826659722,
                -4462203248584093925,
                -8848501089437383870,
                -4705332822649223158,
            ],
        ),
    ];
    for (seed, want) in expected {
        let heap = heap(seed);
        let texts =
            ["abc", "", "é€😀", "aaaaaaa", "aaaaaaaa"].map(|t| new(&heap, t).hash(heap.thread()));
        assert_eq!(texts, want[..5]);
        let bytes = Bytes::new(heap.thread(), b"x").expect("memory");
        assert_eq!(bytes.hash(heap.thread()), want[5]);
    }
}

#[test]
fn sizes_are_those_of_cpython() {
    let heap = heap(0);
    let sizes = ["", "a", "abc", "é", "éab", "€", "€ab", "😀", "😀ab"]
        .map(|t| new(&heap, t).size_in_memory());
    assert_eq!(sizes, [41, 42, 44, 61, 60, 60, 64, 64, 72]);
    let text = new(&heap, "é€b");
    assert_eq!(text.size_in_memory(), 64);
    assert_eq!(
        text.to_wtf8(heap.thread()).expect("memory"),
        "é€b".as_bytes()
    );
    assert_eq!(text.size_in_memory(), 71);
}

#[test]
fn the_builder_is_exact() {
    let heap = heap(0);
    let mut out = Builder::new(heap.thread());
    for piece in ["abc", "é", "€", "😀", "z"] {
        out.push_str(piece).expect("memory");
    }
    let text = out.finish().expect("memory");
    assert_eq!((text.len(), text.kind()), (7, 4));
    assert!(text.eq_str("abcé€😀z"));
    let part = text.substring(heap.thread(), 0, 4).expect("memory");
    assert_eq!(part.kind(), 1);
    assert_eq!(part.to_string(), "abcé");
    let one = text.substring(heap.thread(), 3, 4).expect("memory");
    assert!(one.as_object().is(new(&heap, "é").as_object()));
}

#[test]
fn surrogates_survive() {
    let heap = heap(0);
    let text = Str::from_code_points(heap.thread(), &[0x61, 0xD800, 0x1F600]).expect("memory");
    let bytes = text.to_wtf8(heap.thread()).expect("memory");
    assert_eq!(bytes, b"a\xed\xa0\x80\xf0\x9f\x98\x80");
    let back = Str::from_wtf8(heap.thread(), bytes).expect("memory");
    assert!(back.equals(&text));
}

#[test]
fn interning_finds_and_forgets() {
    let heap = heap(0);
    let thread = heap.thread();
    let before = heap.allocator.blocks_in_use();
    let kept: Vec<_> = (0..3000)
        .map(|i| intern(thread, new(&heap, &format!("name{i}"))).expect("memory"))
        .collect();
    for (i, text) in kept.iter().enumerate() {
        let again = intern(thread, new(&heap, &format!("name{i}"))).expect("memory");
        assert!(again.as_object().is(text.as_object()));
        assert_eq!(text.as_object().refcount(), 2, "the table holds no count");
    }
    drop(kept);
    assert!(types::state(thread).interned.is_empty());
    assert_eq!(
        heap.allocator.blocks_in_use(),
        before,
        "only the table is left, a large block"
    );
    let name = intern_static(thread, "__init__").expect("memory");
    assert!(name.as_object().is_immortal());
    let same = intern_static(thread, "__init__").expect("memory");
    assert!(same.as_object().is(name.as_object()));
}

#[test]
fn appending_grows_in_place() {
    let heap = heap(0);
    let thread = heap.thread();
    let before = heap.allocator.blocks_in_use();
    let mut text = new(&heap, "xy");
    for _ in 0..2000 {
        text = append(thread, text, &new(&heap, "abc")).expect("memory");
    }
    assert_eq!(text.len(), 6002);
    assert_eq!(text.size_in_memory(), 41 + 6002);
    let shared = text.clone();
    let longer = append(thread, text, &new(&heap, "é")).expect("memory");
    assert_eq!((shared.len(), longer.len(), longer.kind()), (6002, 6003, 1));
    assert!(!longer.is_ascii());
    drop((shared, longer));
    assert_eq!(heap.allocator.blocks_in_use(), before);
}

#[test]
fn repr_chooses_quotes() {
    let heap = heap(0);
    for (text, want) in [
        ("abc", "'abc'"),
        ("it's", "\"it's\""),
        ("'\"", "'\\'\"'"),
        ("\t\n\r\\\x00\x7f", "'\\t\\n\\r\\\\\\x00\\x7f'"),
        ("é\u{a0}", "'é\\xa0'"),
    ] {
        let got = str::repr(heap.thread(), &new(&heap, text)).expect("memory");
        assert_eq!(got.to_string(), want);
    }
}
