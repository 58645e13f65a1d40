//! Tuples with named fields, such as `sys.version_info`: a tuple type whose fields are members at the places of its items.
//!
//! Some have more fields than items: the further ones are hidden behind them (`types::tuple::hidden`). A field's number counts
//! both; a type may also have items without a name (`os.stat_result`'s times in whole seconds).

use object::{
    Args, LayoutInfo, MemberDef, MemberKind, MethodDef, Object, Raised, Ref, Result, Thread, Type,
    TypeFlags, TypeSlots, TypeSpec,
};
use types::protocol::Signature;
use types::str::Builder;
use types::tuple::Unfinished;
use types::tuple::hidden::{self, ITEMS};
use types::{Dict, Int, List, Str, Tuple, repr};

/// Layouts with hidden fields, by their number.
pub mod layouts {
    use super::{LayoutInfo, hidden};
    pub static NONE: LayoutInfo = hidden::layout(0);
    pub static ONE: LayoutInfo = hidden::layout(1);
    pub static TWO: LayoutInfo = hidden::layout(2);
    pub static NINE: LayoutInfo = hidden::layout(9);
}

/// The field at an index.
pub const fn field(index: usize, name: &'static str, doc: &'static str) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::Object,
        offset: ITEMS + index * size_of::<usize>(),
        readonly: true,
        doc: Some(doc),
    }
}

/// The declaration of a built-in type.
pub const fn spec(
    name: &'static str,
    doc: &'static str,
    members: &'static [MemberDef],
) -> TypeSpec {
    TypeSpec {
        base: object::Builtin::Tuple,
        flags: TypeFlags::HAVE_GC,
        slots: TypeSlots {
            repr: Some(show),
            new: Some(|thread, ty, args| new_with(thread, ty, args, |_, _| None)),
            ..TypeSlots::EMPTY
        },
        methods: METHODS,
        members,
        doc: Some(doc),
        ..TypeSpec::new(name, object::Builtin::Other, &layouts::NONE)
    }
}

/// The declaration of a built-in type that programs can't make instances of.
pub const fn closed_spec(
    name: &'static str,
    doc: &'static str,
    members: &'static [MemberDef],
) -> TypeSpec {
    let open = spec(name, doc, members);
    TypeSpec {
        flags: open.flags.with(TypeFlags::DISALLOW_INSTANTIATION),
        slots: TypeSlots {
            new: None,
            ..open.slots
        },
        ..open
    }
}

/// The declaration of a module's type.
pub const fn module_spec(
    name: &'static str,
    doc: &'static str,
    members: &'static [MemberDef],
) -> TypeSpec {
    let fixed = spec(name, doc, members);
    TypeSpec {
        flags: fixed.flags.with(TypeFlags::HEAP),
        ..fixed
    }
}

/// The same type with hidden fields.
pub const fn hiding(spec: TypeSpec, layout: &'static LayoutInfo) -> TypeSpec {
    TypeSpec { layout, ..spec }
}

/// How many fields of a type there are, show, and have no name.
struct Counts {
    all: usize,
    shown: usize,
    unnamed: usize,
}

fn counts(spec: &TypeSpec) -> Counts {
    let index_of = |member: &MemberDef| (member.offset - ITEMS) / size_of::<usize>();
    let all = spec.members.last().map_or(0, |last| index_of(last) + 1);
    Counts {
        all,
        shown: all - hidden::count(spec.layout),
        unnamed: all - spec.members.len(),
    }
}

/// Named hidden fields by their numbers among the hidden ones.
fn hidden_names(spec: &TypeSpec) -> impl Iterator<Item = (usize, &'static str)> {
    let counts = counts(spec);
    let named = spec.members.iter().skip(counts.shown - counts.unnamed);
    named.map(|member| member.name).enumerate()
}

fn spec_of(thread: &Thread, ty: &Type) -> Result<&'static TypeSpec> {
    ty.spec()
        .ok_or_else(|| thread.system_error(format_args!("a named tuple without its declaration")))
}

/// Makes an instance from a sequence and a dictionary of further fields. `default` says what a hidden field is that neither
/// gives, by its number and the items.
pub fn new_with(
    thread: &Thread,
    ty: &Type,
    args: Args<'_>,
    default: impl Fn(usize, &[Ref]) -> Option<Ref>,
) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "structseq",
        names: ["sequence", "dict"],
        required: 1,
        positional: 2,
    };
    let spec = spec_of(thread, ty)?;
    let bound = SIGNATURE.bind(thread, &args)?;
    let none = thread.heap().none();
    let sequence = bound.get(0).unwrap_or(&none);
    if let Err(raised) = types::iter(thread, sequence) {
        if !thread.pending_is(object::Builtin::TypeError) {
            return Err(raised);
        }
        drop(thread.take_pending());
        return Err(thread.type_error(format_args!("constructor requires a sequence")));
    }
    let items = types::to_tuple(thread, sequence)?;
    let further = match bound.get(1).filter(|given| !given.is(&none)) {
        None => None,
        Some(given) => match given.downcast::<Dict>() {
            Some(dict) => Some(dict),
            None => {
                return Err(thread.type_error(format_args!(
                    "{}() takes a dict as second arg, if any",
                    ty.name()
                )));
            }
        },
    };
    let counts = counts(spec);
    if items.len() < counts.shown || items.len() > counts.all {
        return Err(wrong_length(thread, ty, &counts, items.len()));
    }
    let fresh = Unfinished::new(thread, ty, counts.shown)?;
    for (i, item) in items.items().iter().enumerate() {
        match i < counts.shown {
            true => fresh.put(i, item.clone()),
            false => fresh.put_hidden(i - counts.shown, item.clone()),
        }
    }
    let mut used = 0;
    for (i, name) in hidden_names(spec).skip(items.len() - counts.shown) {
        let given = match further {
            Some(dict) => dict.get_text(thread, name)?,
            None => None,
        };
        used += usize::from(given.is_some());
        let value = given.filter(|value| !value.is(&none));
        let value = value.or_else(|| default(i + counts.shown, items.items()));
        fresh.put_hidden(i, value.unwrap_or_else(|| none.clone()));
    }
    if further.is_some_and(|dict| dict.len() > used) {
        return Err(thread.type_error(format_args!(
            "{}() got duplicate or unexpected field name(s)",
            ty.name()
        )));
    }
    Ok(fresh.finish().into_object())
}

#[cold]
fn wrong_length(thread: &Thread, ty: &Type, counts: &Counts, given: usize) -> Raised {
    let name = ty.name();
    let (least, most) = (counts.shown, counts.all);
    match () {
        () if least == most => thread.type_error(format_args!(
            "{name}() takes a {least}-sequence ({given}-sequence given)"
        )),
        () if given < least => thread.type_error(format_args!(
            "{name}() takes an at least {least}-sequence ({given}-sequence given)"
        )),
        () => thread.type_error(format_args!(
            "{name}() takes an at most {most}-sequence ({given}-sequence given)"
        )),
    }
}

const METHODS: &[MethodDef] = &[
    MethodDef::no_args("__reduce__", reduce),
    MethodDef::keywords("__replace__", replace).doc(
        "__replace__($self, /, **changes)\n--\n\nA copy with other values in the named fields.",
    ),
];

/// An instance with these items, the hidden ones last.
pub fn make<const N: usize>(
    thread: &Thread,
    spec: &'static TypeSpec,
    items: [Ref; N],
) -> Result<Ref> {
    let ty = prepared(thread, spec)?;
    let shown = N - hidden::count(spec.layout);
    let fresh = Unfinished::new(thread, ty, shown)?;
    for (i, item) in items.into_iter().enumerate() {
        match i < shown {
            true => fresh.put(i, item),
            false => fresh.put_hidden(i - shown, item),
        }
    }
    Ok(fresh.finish_untracked().into_object())
}

/// The type, its counts of fields in its dictionary.
pub fn prepared<'t>(thread: &'t Thread, spec: &'static TypeSpec) -> Result<&'t Type> {
    let ty = types::type_of(thread, spec)?;
    if let Some(dict) = types::typeobj::dict_of(ty)
        && dict.get_text(thread, "n_fields")?.is_none()
    {
        // 3.13 has these types from the start.
        thread.heap().as_if_old(|| describe(thread, spec, ty))?;
    }
    Ok(ty)
}

fn describe(thread: &Thread, spec: &'static TypeSpec, ty: &Type) -> Result<()> {
    if let Some(dict) = types::typeobj::dict_of(ty) {
        let counts = counts(spec);
        for (name, n) in [
            ("n_sequence_fields", counts.shown),
            ("n_fields", counts.all),
            ("n_unnamed_fields", counts.unnamed),
        ] {
            dict.set_text(thread, name, &*Int::from_usize(thread, n)?)?;
        }
        let named = counts.shown - counts.unnamed;
        let mut names = Vec::with_capacity(named);
        for member in spec.members.iter().take(named) {
            names.push(types::str::intern_static(thread, member.name)?.into_object());
        }
        let names = Tuple::from_slice(thread, &names)?;
        dict.set_text(thread, "__match_args__", names.as_object())?;
        types::typeobj::modified(ty);
    }
    Ok(())
}

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<(&'a Tuple, &'static TypeSpec)> {
    match object.downcast::<Tuple>() {
        Some(tuple) => Ok((tuple, spec_of(thread, object.ty())?)),
        None => Err(thread.type_error(format_args!("a named tuple is required"))),
    }
}

fn show(thread: &Thread, object: &Object) -> Result<Ref> {
    let (tuple, spec) = this(thread, object)?;
    let mut out = Builder::new(thread);
    out.push_str(object.ty().name())?;
    out.push_str("(")?;
    for (i, (member, item)) in spec.members.iter().zip(tuple.items()).enumerate() {
        if i > 0 {
            out.push_str(", ")?;
        }
        out.push_str(member.name)?;
        out.push_str("=")?;
        out.push(&*repr(thread, item)?)?;
    }
    out.push_str(")")?;
    Ok(out.finish()?.into_object())
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let (tuple, spec) = this(thread, object)?;
    let plain = Tuple::from_slice(thread, tuple.items())?.into_object();
    let further = Dict::new(thread)?;
    for (i, name) in hidden_names(spec) {
        let value = tuple.hidden(i).unwrap_or_else(|| thread.heap().none());
        further.set_text(thread, name, &value)?;
    }
    let args = Tuple::from_array(thread, [plain, further.into_object()])?.into_object();
    let ty = object.ty().as_object().to_ref();
    Ok(Tuple::from_array(thread, [ty, args])?.into_object())
}

/// `copy.replace`
fn replace(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    if !args.positional().is_empty() {
        return Err(thread.type_error(format_args!("__replace__() takes no positional arguments")));
    }
    let (tuple, spec) = this(thread, object)?;
    let counts = counts(spec);
    if counts.unnamed > 0 {
        return Err(thread.type_error(format_args!(
            "__replace__() is not supported for {} because it has unnamed field(s)",
            object.ty().name()
        )));
    }
    let named = |name: &Object, member: &MemberDef| {
        name.downcast::<Str>()
            .is_some_and(|n| n.eq_str(member.name))
    };
    let unknown = List::new(thread)?;
    for (name, _) in args.keywords() {
        if !spec.members.iter().any(|member| named(name, member)) {
            unknown.push(thread, name.to_ref())?;
        }
    }
    if unknown.len() > 0 {
        let names = repr(thread, unknown.as_object())?;
        return Err(thread.type_error(format_args!("Got unexpected field name(s): {}", &*names)));
    }
    let fresh = Unfinished::new(thread, object.ty(), counts.shown)?;
    for (i, member) in spec.members.iter().enumerate() {
        let given = args.keywords().find(|(name, _)| named(name, member));
        let old = match i < counts.shown {
            true => tuple.items().get(i).cloned(),
            false => tuple.hidden(i - counts.shown),
        };
        let value = given.map(|(_, value)| value.to_ref()).or(old);
        let value = value.unwrap_or_else(|| thread.heap().none());
        match i < counts.shown {
            true => fresh.put(i, value),
            false => fresh.put_hidden(i - counts.shown, value),
        }
    }
    Ok(fresh.finish_untracked().into_object())
}
