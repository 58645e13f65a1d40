//! Containers without an interpreter: growth, sizes, tables, order, shared keys.

use object::{Builtin, Heap, HeapConfig, Object, Ref, Thread};
use types::{Dict, Int, List, Str, Tuple};

fn with_heap(test: impl FnOnce(&Thread)) {
    let heap = Heap::new(HeapConfig::default()).expect("heap");
    types::boot::boot(&heap, [0, 0]).expect("boot");
    test(heap.thread());
}

fn int(thread: &Thread, n: isize) -> Ref {
    Int::new(thread, n).expect("int")
}

fn text(thread: &Thread, text: &str) -> Ref<Str> {
    Str::new(thread, text).expect("str")
}

fn shown(thread: &Thread, object: &Object) -> String {
    types::repr(thread, object).expect("repr").to_string()
}

fn size(thread: &Thread, object: &Object) -> usize {
    let sizeof = object.ty().slots().sizeof.expect("sizeof");
    sizeof(thread, object).expect("sizeof") + object.presize()
}

#[test]
fn a_list_grows_as_in_3_13() {
    with_heap(|thread| {
        let list = List::new(thread).expect("list");
        let mut sizes = Vec::new();
        for n in 0..20 {
            sizes.push(size(thread, list.as_object()));
            list.push(thread, int(thread, n)).expect("push");
        }
        let expected = [
            56, 88, 88, 88, 88, 120, 120, 120, 120, 184, 184, 184, 184, 184, 184, 184, 184, 248,
            248, 248,
        ];
        assert_eq!(sizes, expected);
    });
}

#[test]
fn a_dictionary_of_strings_keeps_order_and_size() {
    with_heap(|thread| {
        let dict = Dict::new(thread).expect("dict");
        assert_eq!(size(thread, dict.as_object()), 64);
        let mut sizes = Vec::new();
        for n in 0..12 {
            let key = text(thread, &format!("key{n}"));
            let value = int(thread, n);
            dict.set(thread, key.as_object(), &value).expect("set");
            sizes.push(size(thread, dict.as_object()));
        }
        assert_eq!(
            sizes,
            [184, 184, 184, 184, 184, 272, 272, 272, 272, 272, 464, 464]
        );
        assert!(!dict.as_object().is_tracked());
        let key = text(thread, "key7");
        dict.remove(thread, key.as_object())
            .expect("remove")
            .expect("there");
        assert!(dict.get_str(thread, &key).expect("get").is_none());
        assert_eq!(dict.len(), 11);
        let mut pos = 0;
        let mut keys = Vec::new();
        while let Some((key, _)) = dict.next(&mut pos) {
            keys.push(shown(thread, &key));
        }
        assert_eq!(keys[6..9], ["'key6'", "'key8'", "'key9'"]);
        let copy = dict.copy(thread).expect("copy");
        assert_eq!(size(thread, copy.as_object()), 464);
        dict.clear();
        assert_eq!(size(thread, dict.as_object()), 64);
    });
}

#[test]
fn other_keys_make_a_dictionary_general() {
    with_heap(|thread| {
        let dict = Dict::new(thread).expect("dict");
        let (a, one) = (text(thread, "a"), int(thread, 1));
        dict.set(thread, a.as_object(), &one).expect("set");
        assert_eq!(size(thread, dict.as_object()), 184);
        dict.set(thread, &int(thread, 1000), &one).expect("set");
        assert_eq!(size(thread, dict.as_object()), 352);
        assert_eq!(shown(thread, dict.as_object()), "{'a': 1, 1000: 1}");
        assert!(dict.get(thread, &int(thread, 1000)).expect("get").is_some());
        assert!(dict.set(thread, dict.as_object(), &one).is_err());
        thread.take_pending();
        dict.set(thread, &one, dict.as_object()).expect("set");
        assert!(dict.as_object().is_tracked());
        assert_eq!(
            shown(thread, dict.as_object()),
            "{'a': 1, 1000: 1, 1: {...}}"
        );
        dict.clear();
    });
}

#[test]
fn sets_print_in_the_order_of_their_places() {
    with_heap(|thread| {
        let set = types::set::empty(thread).expect("set");
        for n in (10..25).chain([1, 2]) {
            types::set::add(thread, &set, &int(thread, n)).expect("add");
        }
        assert_eq!(size(thread, &set), 728);
        assert_eq!(
            shown(thread, &set),
            "{1, 2, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24}"
        );
        let one = types::set::from_iterable(
            thread,
            Tuple::from_array(thread, [int(thread, 1)])
                .expect("tuple")
                .as_object(),
        )
        .expect("set");
        types::set::difference_update(thread, &set, &one).expect("difference");
        types::set::add(thread, &set, &int(thread, 65)).expect("add");
        types::set::add(thread, &set, &int(thread, 1)).expect("add");
        assert!(shown(thread, &set).starts_with("{65, 2, 1, 10,"));
    });
}

#[test]
fn sorting_is_stable_and_complete() {
    with_heap(|thread| {
        let list = List::new(thread).expect("list");
        let mut seed = 12345u64;
        for _ in 0..5000 {
            seed = seed
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            list.push(thread, int(thread, (seed >> 50) as isize))
                .expect("push");
        }
        types::list::sort(thread, &list, None, false).expect("sort");
        let values: Vec<isize> = (0..list.len())
            .map(|i| {
                list.get(i)
                    .and_then(|v| v.downcast::<Int>().and_then(Int::as_isize))
                    .expect("int")
            })
            .collect();
        assert!(values.is_sorted() && values.len() == 5000);
        types::list::sort(thread, &list, None, true).expect("sort");
        assert!((1..list.len()).all(|i| {
            let at = |i| {
                list.get(i)
                    .and_then(|v| v.downcast::<Int>().and_then(Int::as_isize))
            };
            at(i - 1) >= at(i)
        }));
    });
}

#[test]
fn nothing_is_left_behind() {
    with_heap(|thread| {
        let heap = thread.heap();
        heap.free_kept();
        let before = heap.allocator.blocks_in_use();
        for _ in 0..3 {
            let list = List::new(thread).expect("list");
            for n in 0..1000 {
                let pair =
                    Tuple::from_array(thread, [int(thread, n), int(thread, n * 7)]).expect("tuple");
                list.push(thread, pair.into_object()).expect("push");
            }
            let dict = Dict::new(thread).expect("dict");
            for n in 0..list.len() {
                let item = list.get(n).expect("item");
                dict.set(thread, &item, list.as_object()).expect("set");
            }
            assert_eq!(dict.len(), 1000);
            let set = types::set::from_iterable(thread, dict.as_object()).expect("set");
            assert_eq!(types::len(thread, &set).expect("len"), 1000);
        }
        heap.free_kept();
        assert_eq!(heap.allocator.blocks_in_use(), before);
        assert!(
            thread
                .heap()
                .builtin(Builtin::List)
                .as_object()
                .is_immortal()
        );
    });
}
