//! `module`, and how native modules are declared.
//!
//! ```text
//!   0 header  16 dict  24 declaration  32 state  40 weak references  48 name
//! ```

pub use crate::layouts::Module;

use crate::dict::Dict;
use crate::exception::raise_attribute_error;
use crate::protocol::{self, Signature};
use crate::state::names;
use crate::str::Str;
use crate::typeobj;
use object::{
    Args, Builtin, GetSetDef, Layout, LayoutInfo, MemberDef, MemberKind, MethodDef, Object, Raised,
    Ref, Result, Thread, Type, TypeFlags, TypeSlots, TypeSpec,
};

/// The layout of modules.
pub static MODULE_LAYOUT: &LayoutInfo = Module::INFO;

/// A native module's declaration.
pub struct ModuleSpec {
    pub name: &'static str,
    pub doc: Option<&'static str>,
    pub functions: &'static [MethodDef],
    /// Types added to the module under their short names.
    pub types: &'static [&'static TypeSpec],
    /// Types made with the module without a name there, before the others.
    pub unnamed: &'static [&'static TypeSpec],
    /// Further contents.
    pub init: Option<fn(&Thread, &Module) -> Result<()>>,
}

impl Module {
    /// A module with the usual five attributes, all `None` but the name.
    pub fn new(thread: &Thread, name: &str) -> Result<Ref<Module>> {
        Module::named(thread, crate::str::intern(thread, Str::new(thread, name)?)?)
    }

    fn named(thread: &Thread, name: Ref<Str>) -> Result<Ref<Module>> {
        let ty = thread.heap().builtin(Builtin::Module);
        let fresh = new_module(thread, ty, Args::default())?;
        let Ok(module) = fresh.downcast_into::<Module>() else {
            return Err(thread.system_error(format_args!("module without its layout")));
        };
        module.start(thread, &name, None)?;
        Ok(module)
    }

    fn start(&self, thread: &Thread, name: &Str, doc: Option<&Object>) -> Result<()> {
        let known = names(thread);
        let none = thread.heap().none();
        let own = self.dict();
        own.set(thread, known.__name__().as_object(), name.as_object())?;
        own.set(thread, known.__doc__().as_object(), doc.unwrap_or(&none))?;
        for name in [known.__package__(), known.__loader__(), known.__spec__()] {
            own.set(thread, name.as_object(), &none)?;
        }
        self.name.set(Some(Ref::new(name).into_object()));
        Ok(())
    }

    /// A native module from its declaration.
    pub fn from_spec(thread: &Thread, spec: &'static ModuleSpec) -> Result<Ref<Module>> {
        let mut name = Str::new(thread, spec.name)?;
        // What start-up makes itself has a name of its own; what is imported, the importer's interned one.
        if !matches!(spec.name, "sys" | "builtins" | "_imp") {
            name = crate::str::intern(thread, name)?;
        }
        let module = Module::named(thread, name.clone())?;
        module.spec.set(std::ptr::from_ref(spec) as usize);
        let known = names(thread);
        if let Some(doc) = spec.doc {
            let doc = Str::new(thread, doc)?;
            module.set_name(thread, known.__doc__(), doc.as_object())?;
        }
        // Functions name their module by its own name's object.
        let name = name.into_object();
        for def in spec.functions {
            let function =
                crate::builtin_function::new(thread, def, Some(module.as_object()), Some(&name))?;
            module.add(thread, def.name, &function)?;
        }
        for spec in spec.unnamed {
            crate::state::type_in(thread, spec, &module)?;
        }
        for spec in spec.types {
            module.add_type(thread, spec)?;
        }
        if let Some(init) = spec.init {
            init(thread, &module)?;
        }
        Ok(module)
    }

    fn set_name(&self, thread: &Thread, name: &Str, value: &Object) -> Result<()> {
        self.dict().set(thread, name.as_object(), value)
    }

    /// Makes a type of the module and adds it under a name of its own.
    pub fn add_type_as(&self, thread: &Thread, name: &str, spec: &'static TypeSpec) -> Result<()> {
        let ty = crate::state::type_in(thread, spec, self)?;
        self.add(thread, name, ty.as_object())
    }

    /// Makes a type of the module and adds it under its short name.
    pub fn add_type(&self, thread: &Thread, spec: &'static TypeSpec) -> Result<()> {
        let ty = crate::state::type_in(thread, spec, self)?;
        self.add(thread, typeobj::short_name(ty), ty.as_object())
    }

    /// Adds or replaces an attribute.
    pub fn add(&self, thread: &Thread, name: &str, value: &Object) -> Result<()> {
        self.dict().set_text(thread, name, value)
    }
}

fn this<'a>(thread: &Thread, it: &'a Object) -> Result<&'a Module> {
    match it.downcast::<Module>() {
        Some(this) => Ok(this),
        None => Err(thread.system_error(format_args!("not a module"))),
    }
}

fn new_module(thread: &Thread, ty: &Type, _args: Args<'_>) -> Result<Ref> {
    let fresh = thread.heap().alloc(ty, 0)?;
    if let Some(module) = fresh.downcast::<Module>() {
        module.dict.set(Some(Dict::new(thread)?));
    }
    fresh.track();
    Ok(fresh)
}

static SIGNATURE: Signature<2> = Signature {
    function: "module",
    names: ["name", "doc"],
    required: 1,
    positional: 2,
};

fn init(thread: &Thread, it: &Object, args: Args<'_>) -> Result<()> {
    let bound = SIGNATURE.bind(thread, &args)?;
    let name = bound.get(0).and_then(|n| n.downcast::<Str>());
    let Some(name) = name else {
        return Err(thread.type_error(format_args!(
            "module() argument 'name' must be str, not {}",
            bound.get(0).map_or("None", protocol::type_text)
        )));
    };
    this(thread, it)?.start(thread, name, bound.get(1))
}

fn text(value: &Option<Ref>) -> Option<&Str> {
    value.as_ref().and_then(|v| v.downcast::<Str>())
}

/// As `importlib` shows a module: by loader and origin of its spec, or by its file.
fn repr(thread: &Thread, it: &Object) -> Result<Ref> {
    let own = this(thread, it)?.dict();
    let known = names(thread);
    let name = own.get_str(thread, known.__name__())?;
    let shown = match &name {
        Some(name) => protocol::repr(thread, name)?,
        None => Str::new(thread, "'?'")?,
    };
    let spec = own.get_str(thread, known.__spec__())?;
    if let Some(spec) = spec.filter(|s| !s.is_exactly(Builtin::NoneType)) {
        return repr_by_spec(thread, &spec, &own);
    }
    if let Some(file) = own.get_str(thread, known.__file__())? {
        let file = protocol::repr(thread, &file)?;
        return Ok(
            Str::format(thread, format_args!("<module {shown} from {file}>"))?.into_object(),
        );
    }
    let loader = own.get_str(thread, known.__loader__())?;
    match loader.filter(|l| !l.is_exactly(Builtin::NoneType)) {
        Some(loader) => {
            let loader = protocol::repr(thread, &loader)?;
            Str::format(thread, format_args!("<module {shown} ({loader})>"))
        }
        None if this(thread, it)?.spec.get() != 0 => {
            Str::format(thread, format_args!("<module {shown} (built-in)>"))
        }
        None => Str::format(thread, format_args!("<module {shown}>")),
    }
    .map(Ref::into_object)
}

fn repr_by_spec(thread: &Thread, spec: &Object, _own: &Dict) -> Result<Ref> {
    let attribute = |name: &str| -> Result<Option<Ref>> {
        let name = crate::str::intern_static(thread, name)?;
        protocol::getattr_opt(thread, spec, &name)
    };
    let name = attribute("name")?.unwrap_or_else(|| thread.heap().none());
    let shown = match name.is_exactly(Builtin::NoneType) {
        true => Str::new(thread, "'?'")?,
        false => protocol::repr(thread, &name)?,
    };
    let origin = attribute("origin")?.filter(|o| !o.is_exactly(Builtin::NoneType));
    let located = match attribute("has_location")? {
        Some(flag) => protocol::is_true(thread, &flag)?,
        None => false,
    };
    match origin {
        Some(origin) if located => {
            let origin = protocol::repr(thread, &origin)?;
            Str::format(thread, format_args!("<module {shown} from {origin}>"))
        }
        Some(origin) => {
            let origin = protocol::to_str(thread, &origin)?;
            Str::format(thread, format_args!("<module {shown} ({origin})>"))
        }
        None => match attribute("loader")?.filter(|l| !l.is_exactly(Builtin::NoneType)) {
            Some(loader) => {
                let loader = protocol::repr(thread, &loader)?;
                Str::format(thread, format_args!("<module {shown} ({loader})>"))
            }
            None => Str::format(thread, format_args!("<module {shown}>")),
        },
    }
    .map(Ref::into_object)
}

/// An attribute, or `None`: the module's `__getattr__` and the error are for the caller.
pub fn find(thread: &Thread, it: &Object, name: &Object) -> Result<Option<Ref>> {
    if let Some(found) = typeobj::find(thread, it, name)? {
        return Ok(Some(found));
    }
    let own = this(thread, it)?.dict();
    match own.get_str(thread, names(thread).__getattr__())? {
        Some(hook) => match protocol::call(thread, &hook, Ref::borrowed(&[name])) {
            Ok(found) => Ok(Some(found)),
            Err(raised) => Err(raised),
        },
        None => Ok(None),
    }
}

/// Whether attributes are looked up as those of modules are.
pub(crate) fn is_getattro(slot: object::Binary) -> bool {
    std::ptr::fn_addr_eq(slot, getattro as object::Binary)
}

fn getattro(thread: &Thread, it: &Object, name: &Object) -> Result<Ref> {
    typeobj::name_of(thread, name)?;
    match find(thread, it, name)? {
        Some(found) => Ok(found),
        None => Err(missing(thread, it, name)),
    }
}

#[cold]
fn missing(thread: &Thread, it: &Object, name: &Object) -> Raised {
    let own = match this(thread, it).map(Module::dict) {
        Ok(own) => own,
        Err(raised) => return raised,
    };
    let known = names(thread);
    let found = match own.get_str(thread, known.__name__()) {
        Ok(found) => found,
        Err(raised) => return raised,
    };
    let asked = match typeobj::name_of(thread, name) {
        Ok(asked) => asked,
        Err(raised) => return raised,
    };
    let Some(module) = text(&found) else {
        return raise_attribute_error(
            thread,
            it,
            name,
            format_args!("module has no attribute '{asked}'"),
        );
    };
    if initializing(thread, &own).unwrap_or(false) {
        return raise_attribute_error(
            thread,
            it,
            name,
            format_args!(
                "partially initialized module '{module}' has no attribute '{asked}' (most likely due to a circular import)"
            ),
        );
    }
    raise_attribute_error(
        thread,
        it,
        name,
        format_args!("module '{module}' has no attribute '{asked}'"),
    )
}

fn initializing(thread: &Thread, own: &Dict) -> Result<bool> {
    let Some(spec) = own.get_str(thread, names(thread).__spec__())? else {
        return Ok(false);
    };
    let name = crate::str::intern_static(thread, "_initializing")?;
    match protocol::getattr_opt(thread, &spec, &name)? {
        Some(flag) => protocol::is_true(thread, &flag),
        None => Ok(false),
    }
}

fn dir(thread: &Thread, it: &Object) -> Result<Ref> {
    let dict = protocol::getattr_name(thread, it, names(thread).__dict__())?;
    let Some(own) = dict.downcast::<Dict>() else {
        return Err(thread.type_error(format_args!("<module>.__dict__ is not a dictionary")));
    };
    match own.get_str(thread, names(thread).__dir__())? {
        Some(hook) => protocol::call(thread, &hook, &[]),
        None => own.key_list(thread).map(Ref::into_object),
    }
}

fn annotations(thread: &Thread, it: &Object) -> Result<Ref> {
    let own = this(thread, it)?.dict();
    let name = names(thread).__annotations__();
    if let Some(found) = own.get_str(thread, name)? {
        return Ok(found);
    }
    let fresh = Dict::new(thread)?.into_object();
    own.set(thread, name.as_object(), &fresh)?;
    Ok(fresh)
}

fn set_annotations(thread: &Thread, it: &Object, value: Option<&Object>) -> Result<()> {
    let own = this(thread, it)?.dict();
    let name = names(thread).__annotations__();
    match value {
        Some(value) => own.set(thread, name.as_object(), value),
        None => match own.remove(thread, name.as_object())? {
            Some(_) => Ok(()),
            None => Err(thread.raise(Builtin::AttributeError, format_args!("__annotations__"))),
        },
    }
}

/// The well-known type of this file.
pub static SPECS: &[&TypeSpec] = &[&SPEC];

static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        repr: Some(repr),
        getattro: Some(getattro),
        init: Some(init),
        new: Some(new_module),
        ..TypeSlots::EMPTY
    },
    methods: &[MethodDef::no_args("__dir__", dir)
        .doc("__dir__() -> list\nspecialized dir() implementation")],
    members: &[MemberDef {
        name: "__dict__",
        kind: MemberKind::Object,
        offset: 16,
        readonly: true,
        doc: None,
    }],
    getsets: &[GetSetDef {
        name: "__annotations__",
        get: annotations,
        set: Some(set_annotations),
        doc: None,
    }],
    dict_offset: 16,
    weaklist_offset: 40,
    doc: Some(
        "module(name, doc=None)\n--\n\nCreate a module object.\n\nThe name must be a string; the optional doc argument can have any type.",
    ),
    ..TypeSpec::new("module", Builtin::Module, Module::INFO)
};
