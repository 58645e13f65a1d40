//! `list`. (Skeleton.)
use object::{Items, Layout, LayoutInfo, Object, Ref, Result, Thread};
use std::cell::Cell;
/// ```text
/// 0 header  16 length  24 items pointer  32 allocated
/// ```
#[repr(C)]
pub struct List {
    header: Object,
    pub(crate) length: Cell<usize>,
    pub(crate) items: Cell<*mut Ref>,
    pub(crate) allocated: Cell<isize>,
}
pub static LIST_LAYOUT: LayoutInfo = LayoutInfo {
    items: Some(Items {
        at: 24,
        len: 16,
        indirect: true,
    }),
    ..LayoutInfo::new("list", 40)
};
// SAFETY: header first.
unsafe impl Layout for List {
    const INFO: &'static LayoutInfo = &LIST_LAYOUT;
}
impl List {
    pub fn as_object(&self) -> &Object {
        &self.header
    }
    /// Empty, tracked.
    pub fn new(_thread: &Thread) -> Result<Ref<List>> {
        crate::stub("List::new")
    }
    /// With room preallocated exactly (as a list display allocates).
    pub fn from_slice(_thread: &Thread, _items: &[Ref]) -> Result<Ref<List>> {
        crate::stub("List::from_slice")
    }
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.length.get()
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// A handle on an item, None past the end.
    pub fn get(&self, _index: usize) -> Option<Ref> {
        crate::stub("List::get")
    }
    /// append with 3.13's growth.
    pub fn push(&self, _thread: &Thread, _item: Ref) -> Result<()> {
        crate::stub("List::push")
    }
    /// Replaces an item; false past the end.
    pub fn set(&self, _index: usize, _item: Ref) -> bool {
        crate::stub("List::set")
    }
    pub fn pop(&self) -> Option<Ref> {
        crate::stub("List::pop")
    }
    pub fn insert(&self, _thread: &Thread, _index: usize, _item: Ref) -> Result<()> {
        crate::stub("List::insert")
    }
    /// `extend` with any iterable (3.13's growth, length hints).
    pub fn extend(&self, _thread: &Thread, _iterable: &Object) -> Result<()> {
        crate::stub("List::extend")
    }
    pub fn clear(&self) {
        crate::stub("List::clear")
    }
    pub fn to_tuple(&self, _thread: &Thread) -> Result<Ref<crate::tuple::Tuple>> {
        crate::stub("List::to_tuple")
    }
}
/// `sorted`/`list.sort`: stable, in place.
pub fn sort(_thread: &Thread, _list: &List, _key: Option<&Object>, _reverse: bool) -> Result<()> {
    crate::stub("list::sort")
}
