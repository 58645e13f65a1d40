//! `super`: attribute lookup that starts after a class in the mro of an object's type.
//!
//! Without arguments `super()` asks the running frame for the class cell and the first argument; see [`set_frame_hook`].

use crate::layouts::Super;
use crate::protocol;
use crate::state::{names, state};
use crate::str::Str;
use crate::typeobj::{self, mro_of, own};
use object::{
    Args, Builtin, Layout, MemberDef, MemberKind, Object, Raised, Ref, Result, Thread, Type,
    TypeFlags, TypeSlots, TypeSpec,
};

/// Class and first argument of the running function, for `super()`; raises `RuntimeError` in 3.13's words.
pub type FrameHook = fn(&Thread) -> Result<(Ref, Ref)>;

/// Installs what `super()` without arguments asks.
pub fn set_frame_hook(thread: &Thread, hook: FrameHook) {
    state(thread).super_frame.set(Some(hook));
}

fn this<'a>(thread: &Thread, it: &'a Object) -> Result<&'a Super> {
    match it.downcast::<Super>() {
        Some(this) => Ok(this),
        None => Err(thread.system_error(format_args!("not a super object"))),
    }
}

/// The type in whose mro the search runs: the object itself if it is a subclass, else the object's type or `__class__`.
fn check(thread: &Thread, class: &Type, it: &Object) -> Result<Ref<Type>> {
    if let Some(ty) = it.downcast::<Type>()
        && ty.is_subtype(class)
    {
        return Ok(Ref::new(ty));
    }
    if it.ty().is_subtype(class) {
        return Ok(Ref::new(it.ty()));
    }
    if let Some(claimed) = protocol::getattr_opt(thread, it, names(thread).__class__())?
        && !claimed.is(it.ty().as_object())
        && let Some(claimed) = claimed.downcast::<Type>()
        && claimed.is_subtype(class)
    {
        return Ok(Ref::new(claimed));
    }
    Err(refuse(thread, class, it))
}

#[cold]
fn refuse(thread: &Thread, class: &Type, it: &Object) -> Raised {
    let (kind, name) = match it.downcast::<Type>() {
        Some(ty) => ("type", ty.name()),
        None => ("instance of", it.ty().name()),
    };
    thread.type_error(format_args!(
        "super(type, obj): obj ({kind} {name}) is not an instance or subtype of type ({}).",
        class.name()
    ))
}

fn new(thread: &Thread, ty: &Type, _args: Args<'_>) -> Result<Ref> {
    let fresh = thread.heap().alloc(ty, 0)?;
    fresh.track();
    Ok(fresh)
}

fn init(thread: &Thread, it: &Object, args: Args<'_>) -> Result<()> {
    protocol::no_keywords(thread, "super", &args)?;
    let values = args.positional();
    if values.len() > 2 {
        return Err(thread.type_error(format_args!(
            "super() expected at most 2 arguments, got {}",
            values.len()
        )));
    }
    let (class, object) = match values {
        [] => match state(thread).super_frame.get() {
            Some(hook) => {
                let (class, object) = hook(thread)?;
                (class, Some(object))
            }
            None => {
                return Err(
                    thread.raise(Builtin::RuntimeError, format_args!("super(): no arguments"))
                );
            }
        },
        [class] => (class.clone(), None),
        [class, object, ..] => (class.clone(), Some(object.clone())),
    };
    let Some(ty) = class.downcast::<Type>() else {
        return Err(thread.type_error(format_args!(
            "super() argument 1 must be a type, not {}",
            class.ty().name()
        )));
    };
    let object = object.filter(|o| !o.is_exactly(Builtin::NoneType));
    let its_type = match &object {
        Some(object) => Some(check(thread, ty, object)?.into_object()),
        None => None,
    };
    let this = this(thread, it)?;
    this.class.set(Some(class));
    this.it.set(object);
    this.its_type.set(its_type);
    Ok(())
}

/// `super(class, it).name` without making the object: what the interpreter's instruction does.
pub fn lookup(thread: &Thread, class: &Object, it: &Object, name: &Str) -> Result<Ref> {
    let Some(class) = class.downcast::<Type>() else {
        return Err(thread.type_error(format_args!(
            "super() argument 1 must be a type, not {}",
            class.ty().name()
        )));
    };
    let start = check(thread, class, it)?;
    match search(thread, class, it, &start, name, true)? {
        Some((found, _)) => Ok(found),
        None => {
            let arguments = [Ref::new(class).into_object(), it.to_ref()];
            let proxy = thread.heap().builtin(Builtin::Super);
            let proxy = protocol::call(thread, proxy.as_object(), &arguments)?;
            typeobj::generic_getattr(thread, &proxy, name.as_object())
        }
    }
}

/// The same for a call: a plain function is handed out unbound, with `true`.
pub fn lookup_method(
    thread: &Thread,
    class: &Object,
    it: &Object,
    name: &Str,
) -> Result<(Ref, bool)> {
    if let Some(class) = class.downcast::<Type>() {
        let start = check(thread, class, it)?;
        if let Some(found) = search(thread, class, it, &start, name, false)? {
            return Ok(found);
        }
    }
    lookup(thread, class, it, name).map(|found| (found, false))
}

/// Looks behind `class` in the mro of `start`. The flag says that the object is still to be passed as first argument.
fn search(
    thread: &Thread,
    class: &Type,
    it: &Object,
    start: &Type,
    name: &Str,
    bind: bool,
) -> Result<Option<(Ref, bool)>> {
    if name.eq_str("__class__") {
        return Ok(None);
    }
    let Some(mro) = mro_of(start) else {
        return Ok(None);
    };
    let behind = mro
        .items()
        .iter()
        .position(|c| c.is(class.as_object()))
        .map_or(mro.len(), |at| at + 1);
    for candidate in &mro.items()[behind..] {
        let Some(candidate) = candidate.downcast::<Type>() else {
            continue;
        };
        let Some(found) = own(thread, candidate, name) else {
            continue;
        };
        let on_instance = !it.is(start.as_object());
        let ty = found.ty();
        if !bind && on_instance && ty.flags().has(TypeFlags::METHOD_DESCRIPTOR) {
            return Ok(Some((found, true)));
        }
        return match ty.slots().descr_get {
            Some(get) => get(
                thread,
                &found,
                Some(it).filter(|_| on_instance),
                Some(start.as_object()),
            )
            .map(|v| Some((v, false))),
            None => Ok(Some((found, false))),
        };
    }
    Ok(None)
}

fn getattro(thread: &Thread, it: &Object, name: &Object) -> Result<Ref> {
    let this = this(thread, it)?;
    let text = typeobj::name_of(thread, name)?;
    if let (Some(class), Some(target), Some(start)) =
        (this.class(), this.it.get(), this.its_type.get())
        && let Some(start) = start.downcast::<Type>()
        && let Some((found, _)) = search(thread, &class, &target, start, text, true)?
    {
        return Ok(found);
    }
    typeobj::generic_getattr(thread, it, name)
}

fn descr_get(
    thread: &Thread,
    it: &Object,
    instance: Option<&Object>,
    _owner: Option<&Object>,
) -> Result<Ref> {
    let this = this(thread, it)?;
    let Some(instance) = instance.filter(|i| !i.is_exactly(Builtin::NoneType)) else {
        return Ok(it.to_ref());
    };
    let Some(class) = this.class().filter(|_| this.it.is_none()) else {
        return Ok(it.to_ref());
    };
    if !it.is_exactly(Builtin::Super) {
        let args = [class.into_object(), instance.to_ref()];
        return protocol::call(thread, it.ty().as_object(), &args);
    }
    let its_type = check(thread, &class, instance)?.into_object();
    let fresh = new(thread, it.ty(), Args::default())?;
    if let Some(bound) = fresh.downcast::<Super>() {
        bound.class.set(Some(class.into_object()));
        bound.it.set(Some(instance.to_ref()));
        bound.its_type.set(Some(its_type));
    }
    Ok(fresh)
}

fn repr(thread: &Thread, it: &Object) -> Result<Ref> {
    let this = this(thread, it)?;
    let class = this.class();
    let name = class.as_ref().map_or("NULL", |c| c.name());
    match this
        .its_type
        .get()
        .and_then(|t| t.downcast_into::<Type>().ok())
    {
        Some(ty) => Str::format(
            thread,
            format_args!("<super: <class '{name}'>, <{} object>>", ty.name()),
        ),
        None => Str::format(thread, format_args!("<super: <class '{name}'>, NULL>")),
    }
    .map(Ref::into_object)
}

const fn field(name: &'static str, offset: usize, doc: &'static str) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::Object,
        offset,
        readonly: true,
        doc: Some(doc),
    }
}

/// The well-known type of this file.
pub static SPECS: &[&TypeSpec] = &[&SPEC];

static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        repr: Some(repr),
        getattro: Some(getattro),
        descr_get: Some(descr_get),
        init: Some(init),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    members: &[
        field("__thisclass__", 16, "the class invoking super()"),
        field("__self__", 24, "the instance invoking super(); may be None"),
        field(
            "__self_class__",
            32,
            "the type of the instance invoking super(); may be None",
        ),
    ],
    doc: Some(
        "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)",
    ),
    ..TypeSpec::new("super", Builtin::Super, Super::INFO)
};
