//! Which `__dunder__` names stand for which slot: one table, from which wrapper descriptors are made (slot → attribute) and
//! slots are kept up to date (attribute → slot).
//!
//! The order is the order in which a built-in type's dictionary gets its wrappers. A name may serve two slots (`__getitem__`
//! for mapping and sequence) and a slot may have several names (`__add__` and `__radd__`).
//! How each shape is called: `wrappers.rs`. What stands in a slot when a class defines the name in Python: `forward.rs`.

use object::{
    Args, Binary, BufferView, CompareOp, IterResult, NumberSlots, Object, Ref, Result, Ternary,
    Thread, Type, TypeSlots, Unary,
};
use std::mem::offset_of;

/// How a wrapper calls its slot.
#[derive(Clone, Copy)]
pub enum Shape {
    Unary(fn(&Type) -> Option<Unary>),
    Binary(fn(&Type) -> Option<Binary>),
    Reflected(fn(&Type) -> Option<Binary>),
    Power(fn(&Type) -> Option<Ternary>),
    ReflectedPower(fn(&Type) -> Option<Ternary>),
    Repeat(fn(&Type) -> Option<fn(&Thread, &Object, isize) -> Result<Ref>>),
    Item(fn(&Type) -> Option<fn(&Thread, &Object, isize) -> Result<Ref>>),
    SetIndex(AssignIndex),
    DelIndex(AssignIndex),
    SetKey(AssignKey),
    DelKey(AssignKey),
    Contains(fn(&Type) -> Option<fn(&Thread, &Object, &Object) -> Result<bool>>),
    Length(fn(&Type) -> Option<fn(&Thread, &Object) -> Result<usize>>),
    Truth(fn(&Type) -> Option<fn(&Thread, &Object) -> Result<bool>>),
    Compare(
        fn(&Type) -> Option<fn(&Thread, &Object, &Object, CompareOp) -> Result<Ref>>,
        CompareOp,
    ),
    Hash(fn(&Type) -> Option<fn(&Thread, &Object) -> Result<isize>>),
    Call(fn(&Type) -> Option<for<'a> fn(&Thread, &Object, Args<'a>) -> Result<Ref>>),
    SetAttr(AssignKey),
    DelAttr(AssignKey),
    Next(fn(&Type) -> Option<fn(&Thread, &Object) -> IterResult>),
    Get(fn(&Type) -> Option<fn(&Thread, &Object, Option<&Object>, Option<&Object>) -> Result<Ref>>),
    Set(AssignKey),
    Delete(AssignKey),
    Init(fn(&Type) -> Option<for<'a> fn(&Thread, &Object, Args<'a>) -> Result<()>>),
    Finalize(fn(&Type) -> Option<fn(&Thread, &Object)>),
    Buffer(fn(&Type) -> Option<fn(&Thread, &Object, bool) -> Result<BufferView>>),
    ReleaseBuffer,
    /// No wrapper is ever made: `__new__` is a function, `__getattr__` exists only in Python.
    Never,
}

type AssignIndex = fn(&Type) -> Option<fn(&Thread, &Object, isize, Option<&Object>) -> Result<()>>;
type AssignKey = fn(&Type) -> Option<fn(&Thread, &Object, &Object, Option<&Object>) -> Result<()>>;

/// One name for one slot.
pub struct SlotDef {
    pub name: &'static str,
    /// Index into a [`Behaviour`](super::layout::Behaviour).
    pub slot: u8,
    pub shape: Shape,
    /// Text signature and docstring, as `tp_doc` has them.
    pub doc: &'static str,
}

macro_rules! index {
    (s $field:ident) => {
        (offset_of!(TypeSlots, $field) / 8) as u8
    };
    (n $field:ident) => {
        (16 + offset_of!(NumberSlots, $field) / 8) as u8
    };
}
pub(crate) use index;

macro_rules! get {
    (s $field:ident) => {
        |ty| ty.slots().$field
    };
    (n $field:ident) => {
        |ty| ty.number().$field
    };
}

macro_rules! table {
    ($($name:literal $table:ident $field:ident $shape:ident $(($op:ident))? $args:literal $doc:literal;)*) => {
        /// See the file's head.
        pub static SLOT_DEFS: &[SlotDef] = &[$(SlotDef {
            name: $name,
            slot: index!($table $field),
            shape: table!(@shape $table $field $shape $($op)?),
            doc: concat!($name, $args, "\n--\n\n", $doc),
        }),*];
    };
    (@shape $table:ident $field:ident Never) => { Shape::Never };
    (@shape $table:ident $field:ident ReleaseBuffer) => { Shape::ReleaseBuffer };
    (@shape $table:ident $field:ident Compare $op:ident) => { Shape::Compare(get!($table $field), CompareOp::$op) };
    (@shape $table:ident $field:ident $shape:ident) => { Shape::$shape(get!($table $field)) };
}

table! {
    "__getattr__" s getattro Never "" "";
    "__repr__" s repr Unary "($self, /)" "Return repr(self).";
    "__hash__" s hash Hash "($self, /)" "Return hash(self).";
    "__call__" s call Call "($self, /, *args, **kwargs)" "Call self as a function.";
    "__str__" s str Unary "($self, /)" "Return str(self).";
    "__getattribute__" s getattro Binary "($self, name, /)" "Return getattr(self, name).";
    "__setattr__" s setattro SetAttr "($self, name, value, /)" "Implement setattr(self, name, value).";
    "__delattr__" s setattro DelAttr "($self, name, /)" "Implement delattr(self, name).";
    "__lt__" s richcompare Compare(Lt) "($self, value, /)" "Return self<value.";
    "__le__" s richcompare Compare(Le) "($self, value, /)" "Return self<=value.";
    "__eq__" s richcompare Compare(Eq) "($self, value, /)" "Return self==value.";
    "__ne__" s richcompare Compare(Ne) "($self, value, /)" "Return self!=value.";
    "__gt__" s richcompare Compare(Gt) "($self, value, /)" "Return self>value.";
    "__ge__" s richcompare Compare(Ge) "($self, value, /)" "Return self>=value.";
    "__iter__" s iter Unary "($self, /)" "Implement iter(self).";
    "__next__" s iternext Next "($self, /)" "Implement next(self).";
    "__get__" s descr_get Get "($self, instance, owner=None, /)" "Return an attribute of instance, which is of type owner.";
    "__set__" s descr_set Set "($self, instance, value, /)" "Set an attribute of instance to value.";
    "__delete__" s descr_set Delete "($self, instance, /)" "Delete an attribute of instance.";
    "__init__" s init Init "($self, /, *args, **kwargs)" "Initialize self.  See help(type(self)) for accurate signature.";
    "__new__" s new Never "($type, *args, **kwargs)" "Create and return new object.";
    "__del__" s finalize Finalize "($self, /)" "Called when the instance is about to be destroyed.";
    "__buffer__" s buffer Buffer "($self, flags, /)" "Return a buffer object that exposes the underlying memory of the object.";
    "__release_buffer__" s buffer ReleaseBuffer "($self, buffer, /)" "Release the buffer object that exposes the underlying memory of the object.";
    "__await__" n await_ Unary "($self, /)" "Return an iterator to be used in await expression.";
    "__aiter__" n aiter Unary "($self, /)" "Return an awaitable, that resolves in asynchronous iterator.";
    "__anext__" n anext Unary "($self, /)" "Return a value or raise StopAsyncIteration.";
    "__add__" n add Binary "($self, value, /)" "Return self+value.";
    "__radd__" n add Reflected "($self, value, /)" "Return value+self.";
    "__sub__" n subtract Binary "($self, value, /)" "Return self-value.";
    "__rsub__" n subtract Reflected "($self, value, /)" "Return value-self.";
    "__mul__" n multiply Binary "($self, value, /)" "Return self*value.";
    "__rmul__" n multiply Reflected "($self, value, /)" "Return value*self.";
    "__mod__" n remainder Binary "($self, value, /)" "Return self%value.";
    "__rmod__" n remainder Reflected "($self, value, /)" "Return value%self.";
    "__divmod__" n divmod Binary "($self, value, /)" "Return divmod(self, value).";
    "__rdivmod__" n divmod Reflected "($self, value, /)" "Return divmod(value, self).";
    "__pow__" n power Power "($self, value, mod=None, /)" "Return pow(self, value, mod).";
    "__rpow__" n power ReflectedPower "($self, value, mod=None, /)" "Return pow(value, self, mod).";
    "__neg__" n negative Unary "($self, /)" "-self";
    "__pos__" n positive Unary "($self, /)" "+self";
    "__abs__" n absolute Unary "($self, /)" "abs(self)";
    "__bool__" n bool Truth "($self, /)" "True if self else False";
    "__invert__" n invert Unary "($self, /)" "~self";
    "__lshift__" n lshift Binary "($self, value, /)" "Return self<<value.";
    "__rlshift__" n lshift Reflected "($self, value, /)" "Return value<<self.";
    "__rshift__" n rshift Binary "($self, value, /)" "Return self>>value.";
    "__rrshift__" n rshift Reflected "($self, value, /)" "Return value>>self.";
    "__and__" n and Binary "($self, value, /)" "Return self&value.";
    "__rand__" n and Reflected "($self, value, /)" "Return value&self.";
    "__xor__" n xor Binary "($self, value, /)" "Return self^value.";
    "__rxor__" n xor Reflected "($self, value, /)" "Return value^self.";
    "__or__" n or Binary "($self, value, /)" "Return self|value.";
    "__ror__" n or Reflected "($self, value, /)" "Return value|self.";
    "__int__" n int Unary "($self, /)" "int(self)";
    "__float__" n float Unary "($self, /)" "float(self)";
    "__iadd__" n inplace_add Binary "($self, value, /)" "Return self+=value.";
    "__isub__" n inplace_subtract Binary "($self, value, /)" "Return self-=value.";
    "__imul__" n inplace_multiply Binary "($self, value, /)" "Return self*=value.";
    "__imod__" n inplace_remainder Binary "($self, value, /)" "Return self%=value.";
    "__ipow__" n inplace_power Power "($self, value, /)" "Return self**=value.";
    "__ilshift__" n inplace_lshift Binary "($self, value, /)" "Return self<<=value.";
    "__irshift__" n inplace_rshift Binary "($self, value, /)" "Return self>>=value.";
    "__iand__" n inplace_and Binary "($self, value, /)" "Return self&=value.";
    "__ixor__" n inplace_xor Binary "($self, value, /)" "Return self^=value.";
    "__ior__" n inplace_or Binary "($self, value, /)" "Return self|=value.";
    "__floordiv__" n floor_divide Binary "($self, value, /)" "Return self//value.";
    "__rfloordiv__" n floor_divide Reflected "($self, value, /)" "Return value//self.";
    "__truediv__" n true_divide Binary "($self, value, /)" "Return self/value.";
    "__rtruediv__" n true_divide Reflected "($self, value, /)" "Return value/self.";
    "__ifloordiv__" n inplace_floor_divide Binary "($self, value, /)" "Return self//=value.";
    "__itruediv__" n inplace_true_divide Binary "($self, value, /)" "Return self/=value.";
    "__index__" n index Unary "($self, /)" "Return self converted to an integer, if self is suitable for use as an index into a list.";
    "__matmul__" n matrix_multiply Binary "($self, value, /)" "Return self@value.";
    "__rmatmul__" n matrix_multiply Reflected "($self, value, /)" "Return value@self.";
    "__imatmul__" n inplace_matrix_multiply Binary "($self, value, /)" "Return self@=value.";
    "__len__" n length Length "($self, /)" "Return len(self).";
    "__getitem__" n subscript Binary "($self, key, /)" "Return self[key].";
    "__setitem__" n ass_subscript SetKey "($self, key, value, /)" "Set self[key] to value.";
    "__delitem__" n ass_subscript DelKey "($self, key, /)" "Delete self[key].";
    "__add__" n concat Binary "($self, value, /)" "Return self+value.";
    "__mul__" n repeat Repeat "($self, value, /)" "Return self*value.";
    "__rmul__" n repeat Repeat "($self, value, /)" "Return value*self.";
    "__getitem__" n item Item "($self, key, /)" "Return self[key].";
    "__setitem__" n ass_item SetIndex "($self, key, value, /)" "Set self[key] to value.";
    "__delitem__" n ass_item DelIndex "($self, key, /)" "Delete self[key].";
    "__contains__" n contains Contains "($self, key, /)" "Return bool(key in self).";
    "__iadd__" n inplace_concat Binary "($self, value, /)" "Implement self+=value.";
    "__imul__" n inplace_repeat Repeat "($self, value, /)" "Implement self*=value.";
}
