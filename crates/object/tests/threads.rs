//! Threads without Python: whose fields stand in the `Thread`, who holds the lock, who is woken.

use object::*;
use std::cell::Cell;
use std::ptr::NonNull;
use std::time::{Duration, Instant};

#[repr(C)]
struct Box_ {
    header: Object,
    value: Cell<usize>,
}

static BOX: LayoutInfo = LayoutInfo::new("box", size_of::<Box_>());

// SAFETY: header first, zero is the empty box, no references.
unsafe impl Layout for Box_ {
    const INFO: &'static LayoutInfo = &BOX;
}

fn heap_with_box() -> (Box<Heap>, Ref<Box_>) {
    let heap = Heap::new(HeapConfig::default()).expect("heap");
    let ty = heap.alloc_static_type(None).expect("type");
    // SAFETY: the size covers the layout.
    unsafe {
        ty.set_layout(&BOX, dealloc_layout);
        ty.set_name("box");
    }
    ty.set_basicsize(size_of::<Box_>());
    ty.set_flags(TypeFlags::DEFAULT, Builtin::Other);
    let fresh = heap.alloc(&ty, 0).expect("memory");
    let fresh = fresh.downcast_into::<Box_>().expect("a box");
    (heap, fresh)
}

fn start(heap: &Heap, task: &Ref<Box_>, run: fn(&Thread, Ref)) -> usize {
    let new = NewThread {
        interpreter: NonNull::dangling(),
        task: task.clone().into_object(),
        run,
        retire: |thread| thread.interpreter.set(std::ptr::null_mut()),
    };
    match heap.thread().start_thread(new) {
        Ok(ident) => ident,
        Err(_) => panic!("no thread"),
    }
}

fn wait_for_all(thread: &Thread) {
    while thread.thread_count() > 1 {
        thread.unlocked(|| std::thread::sleep(Duration::from_millis(1)));
    }
}

fn value(task: &Object) -> &Cell<usize> {
    &task.downcast::<Box_>().expect("a box").value
}

#[test]
fn turns_lose_nothing() {
    let (heap, task) = heap_with_box();
    let thread = heap.thread();
    let blocks = heap.allocator.blocks_in_use();
    for _ in 0..8 {
        start(&heap, &task, |thread, task| {
            for _ in 0..1000 {
                let now = value(&task).get();
                drop(task.clone());
                value(&task).set(now + 1);
                thread.give_way();
            }
        });
    }
    wait_for_all(thread);
    assert_eq!(task.value.get(), 8000);
    assert_eq!(task.object().refcount(), 1);
    assert_eq!(heap.allocator.blocks_in_use(), blocks);
}

#[test]
fn fields_are_each_threads_own() {
    let (heap, task) = heap_with_box();
    let thread = heap.thread();
    thread.depth.set(7);
    thread.native_left.set(99);
    thread.own.context.set(Some(task.clone().into_object()));
    start(&heap, &task, |thread, task| {
        assert!(!thread.is_main());
        assert_eq!((thread.depth.get(), thread.native_left.get()), (0, 10_000));
        assert!(thread.own.context.is_none());
        thread.depth.set(100);
        thread.own.firstiter.set(Some(task.clone()));
        thread.unlocked(|| std::thread::sleep(Duration::from_millis(5)));
        assert_eq!(thread.depth.get(), 100);
        value(&task).set(1);
    });
    wait_for_all(thread);
    assert!(thread.is_main());
    assert_eq!((thread.depth.get(), thread.native_left.get()), (7, 99));
    assert!(thread.own.firstiter.is_none() && !thread.own.context.is_none());
    assert_eq!(task.value.get(), 1);
    thread.own.context.set(None);
    assert_eq!(task.object().refcount(), 1);
}

#[test]
fn who_waited_longest_is_woken_first() {
    let (heap, task) = heap_with_box();
    let thread = heap.thread();
    for _ in 0..3 {
        start(&heap, &task, |thread, task| {
            assert_eq!(thread.wait(task.id(), None), Waited::Woken);
            value(&task).set(value(&task).get() + 1);
        });
        thread.unlocked(|| std::thread::sleep(Duration::from_millis(5)));
    }
    let soon = Some(Instant::now() + Duration::from_millis(5));
    assert_eq!(thread.wait(1, soon), Waited::TimedOut);
    thread.wake(task.object().id(), false);
    while task.value.get() == 0 {
        thread.unlocked(|| std::thread::sleep(Duration::from_millis(1)));
    }
    assert_eq!((task.value.get(), thread.thread_count()), (1, 3));
    thread.wake(task.object().id(), true);
    wait_for_all(thread);
    assert_eq!(task.value.get(), 3);
}

#[test]
fn a_thread_that_panics_gives_the_lock_back() {
    let (heap, task) = heap_with_box();
    start(&heap, &task, |_, task| {
        assert_eq!(value(&task).get(), 1, "meant to fail");
    });
    wait_for_all(heap.thread());
    assert_eq!(task.object().refcount(), 1);
}

#[test]
fn a_stop_reaches_every_thread() {
    let (heap, task) = heap_with_box();
    let thread = heap.thread();
    for _ in 0..3 {
        start(&heap, &task, |thread, task| {
            while thread.heed().is_ok() {
                thread.unlocked(|| std::thread::sleep(Duration::from_millis(1)));
            }
            value(&task).set(value(&task).get() + 1);
        });
    }
    thread.interrupt(breaker::STOP);
    assert!(thread.heed().is_err());
    wait_for_all(thread);
    assert_eq!(task.value.get(), 3);
}

#[test]
fn a_heap_may_go_while_a_thread_waits_in_it() {
    let (heap, task) = heap_with_box();
    start(&heap, &task, |thread, task| {
        value(&task).set(1);
        thread.unlocked(|| std::thread::sleep(Duration::from_millis(30)));
        unreachable!("nobody comes back");
    });
    while task.value.get() == 0 {
        heap.thread()
            .unlocked(|| std::thread::sleep(Duration::from_millis(1)));
    }
    drop(task);
    drop(heap);
    std::thread::sleep(Duration::from_millis(60));
}
