//! `pickle.PickleBuffer`: an object whose bytes a pickle may leave outside of its stream.
//!
//! ```text
//!   0 header   16 view (48)   64 whether its items don't stand together   72 room of CPython's own   96 weak references      104
//! ```
//! Invariant: as long as there is an exporter its bytes stay where they are. A view whose items don't stand together shows none.

use super::{MemoryView, is_contiguous};
use crate::protocol::{Signature, buffer as buffer_of};
use crate::state::type_of;
use object::native_view::ViewField;
use object::{
    Args, BufferView, Builtin, MethodDef, Object, Ref, Result, Thread, Type, TypeFlags, TypeSlots,
    TypeSpec, native_layout,
};
use std::cell::Cell;
use std::mem::offset_of;

native_layout! {
    /// See the file's head.
    pub struct PickleBuffer: PICKLE_BUFFER_LAYOUT, "PickleBuffer" {
        view: ViewField,
        scattered: Cell<bool>,
        room: [Cell<usize>; 3],
        weaklist: Cell<usize>,
    }
}

const _: () = assert!(size_of::<PickleBuffer>() == 104);

/// `pickle.PickleBuffer`.
pub static PICKLE_BUFFER: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC,
    slots: TypeSlots {
        new: Some(new),
        buffer: Some(export),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("raw", raw).doc(
            "raw($self, /)\n--\n\nA memoryview of the bytes, whatever their format and shape.\nRaises BufferError where they don't stand together.",
        ),
        MethodDef::no_args("release", |thread, it| {
            this(thread, it)?.view.close();
            Ok(thread.heap().none())
        })
        .doc("release($self, /)\n--\n\nLets go of the object whose bytes they are."),
    ],
    weaklist_offset: offset_of!(PickleBuffer, weaklist) as isize,
    doc: Some("Wrapper for potentially out-of-band buffers"),
    ..TypeSpec::new("pickle.PickleBuffer", Builtin::Other, &PICKLE_BUFFER_LAYOUT)
};

fn this<'a>(thread: &Thread, it: &'a Object) -> Result<&'a PickleBuffer> {
    match it.downcast::<PickleBuffer>() {
        Some(this) => Ok(this),
        None => Err(thread.system_error(format_args!("not a PickleBuffer"))),
    }
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let signature = Signature {
        function: "PickleBuffer",
        names: [""],
        required: 1,
        positional: 1,
    };
    let bound = signature.bind(thread, &args)?;
    let fresh = crate::typeobj::new_instance(thread, ty)?;
    let it = this(thread, &fresh)?;
    let Some(object) = bound.get(0) else {
        return Ok(fresh);
    };
    match object.downcast::<MemoryView>() {
        Some(view) if !view.is_released() => {
            let scattered = !(is_contiguous(view, true) || is_contiguous(view, false));
            let mut export = view.export();
            if scattered {
                export.len = 0;
            }
            it.scattered.set(scattered);
            it.view.set(export);
        }
        _ => it.view.set(buffer_of(thread, object, false)?),
    }
    Ok(fresh)
}

impl PickleBuffer {
    /// Raises `ValueError` where it was released.
    pub fn check(&self, thread: &Thread) -> Result<Ref> {
        self.view.exporter().ok_or_else(|| {
            thread.value_error(format_args!(
                "operation forbidden on released PickleBuffer object"
            ))
        })
    }

    /// Whether its items stand together.
    pub fn is_contiguous(&self) -> bool {
        !self.scattered.get()
    }

    /// Whether its bytes can't be changed.
    pub fn is_readonly(&self) -> bool {
        self.view.is_readonly()
    }

    /// The bytes. Don't keep the borrow while Python code runs: it could write to a mutable exporter.
    pub fn bytes(&self) -> &[u8] {
        self.view.slice(0, self.view.len()).unwrap_or(&[])
    }
}

/// Who asks for the buffer gets that of the object itself.
fn export(thread: &Thread, it: &Object, writable: bool) -> Result<BufferView> {
    buffer_of(thread, &*this(thread, it)?.check(thread)?, writable)
}

/// The view that `memoryview()` makes of it: one of the object itself.
pub(super) fn view_of(thread: &Thread, it: &PickleBuffer) -> Result<Ref<MemoryView>> {
    super::view_of(thread, &*it.check(thread)?)
}

fn raw(thread: &Thread, it: &Object) -> Result<Ref> {
    let it = this(thread, it)?;
    let exporter = it.check(thread)?;
    if !it.is_contiguous() {
        return Err(thread.raise(
            Builtin::BufferError,
            format_args!("cannot extract raw buffer from non-contiguous buffer"),
        ));
    }
    let mut bytes = match exporter.downcast::<MemoryView>() {
        Some(view) => view.export(),
        None => buffer_of(thread, &exporter, false)?,
    };
    (bytes.format, bytes.itemsize) = (b'B', 1);
    let managed = type_of(thread, &super::MANAGED_BUFFER)?;
    let managed = super::ManagedBuffer::new(thread, managed, bytes)?;
    let ty = thread.heap().builtin(Builtin::MemoryView);
    Ok(MemoryView::new(thread, ty, managed)?.into_object())
}
