//! `re.Pattern`: a compiled regular expression.

use super::matched::{self, Matched};
use super::none;
use super::run::{Found, Subject, Way, run};
use object::native::{HiddenSlot, make};
use object::native_row;
use object::{
    Args, Buf, Builtin, CompareOp, GetSetDef, IterResult, MemberDef, MethodDef, Object, Ref,
    Result, Slot, Thread, TypeFlags, TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use types::{Dict, Int, List, Signature, Str, Tuple, as_isize, call_one, repr};

native_layout! {
    /// A compiled pattern.
    pub struct Pattern: PATTERN_LAYOUT, "pattern", row of u32 {
        groups: Cell<usize>,
        pub(super) groupindex: Slot,
        pub(super) indexgroup: Slot,
        pub(super) pattern: Slot,
        flags: Cell<u32>,
        weaklist: Cell<usize>,
        /// Room of CPython's other fields.
        rest: [Cell<usize>; 3],
    }
}

const _: () = assert!(size_of::<Pattern>() == 96 && std::mem::offset_of!(Pattern, weaklist) == 64);

native_layout! {
    /// A walk over the matches in a text: `finditer` and `scanner`.
    pub struct Scanner: SCANNER_LAYOUT, "scanner" {
        pattern: Slot,
        string: HiddenSlot,
        at: Cell<usize>,
        start: Cell<usize>,
        end: Cell<usize>,
        must_advance: Cell<bool>,
        done: Cell<bool>,
        /// Room of CPython's state of the engine.
        rest: [Cell<usize>; 23],
    }
}

const _: () = assert!(size_of::<Scanner>() == 248);

/// The declaration.
pub(super) static PATTERN: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        repr: Some(show),
        hash: Some(|thread, it| {
            let it = pattern(thread, it)?;
            let text = it.pattern.get().unwrap_or_else(|| none(thread));
            let hash = types::hash(thread, &text)? ^ it.flags.get() as isize;
            Ok(if hash == -1 { -2 } else { hash })
        }),
        richcompare: Some(compare),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::keywords("match", |thread, it, args| {
            apply(thread, it, args, "match", Way::Match)
        }),
        MethodDef::keywords("fullmatch", |thread, it, args| {
            apply(thread, it, args, "fullmatch", Way::FullMatch)
        }),
        MethodDef::keywords("search", |thread, it, args| {
            apply(thread, it, args, "search", Way::Search)
        }),
        MethodDef::keywords("sub", |thread, it, args| {
            Ok(substitute(thread, it, args, "sub")?.0)
        }),
        MethodDef::keywords("subn", |thread, it, args| {
            let (text, n) = substitute(thread, it, args, "subn")?;
            let n = Int::from_usize(thread, n)?;
            Ok(Tuple::from_array(thread, [text, n])?.into_object())
        }),
        MethodDef::keywords("findall", findall),
        MethodDef::keywords("split", split),
        MethodDef::keywords("finditer", |thread, it, args| {
            let scanner = scanner(thread, it, args, "finditer")?;
            let search = types::getattr_text(thread, &scanner, "search")?;
            types::iterators::new_callable_iterator(thread, &search, &none(thread))
        }),
        MethodDef::keywords("scanner", |thread, it, args| {
            scanner(thread, it, args, "scanner")
        }),
        MethodDef::no_args("__copy__", |_, it| Ok(it.to_ref())),
        MethodDef::one("__deepcopy__", |_, it, _| Ok(it.to_ref())),
        MethodDef::one("__class_getitem__", types::generic_alias::new).class(),
    ],
    members: &[
        MemberDef::computed("pattern", |thread, it| {
            Ok(pattern(thread, it)?
                .pattern
                .get()
                .unwrap_or_else(|| none(thread)))
        }),
        MemberDef::computed("flags", |thread, it| {
            Int::from_usize(thread, pattern(thread, it)?.flags.get() as usize)
        }),
        MemberDef::computed("groups", |thread, it| {
            Int::from_usize(thread, pattern(thread, it)?.groups.get())
        }),
    ],
    getsets: &[get("groupindex", |thread, it| {
        let names = pattern(thread, it)?
            .groupindex
            .get()
            .map_or_else(|| Ok(Dict::new(thread)?.into_object()), Ok)?;
        let proxy = thread.heap().builtin(Builtin::MappingProxy);
        call_one(thread, proxy.as_object(), &names)
    })],
    weaklist_offset: 64,
    doc: Some("A compiled regular expression."),
    ..TypeSpec::new("re.Pattern", Builtin::Other, &PATTERN_LAYOUT)
};

pub(super) static SCANNER: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots { ..TypeSlots::EMPTY },
    methods: &[
        MethodDef::no_args("match", |thread, it| {
            Ok(step(thread, it, Way::Match)?.unwrap_or_else(|| none(thread)))
        }),
        MethodDef::no_args("search", |thread, it| {
            Ok(step(thread, it, Way::Search)?.unwrap_or_else(|| none(thread)))
        }),
    ],
    members: &[MemberDef::computed("pattern", |thread, it| {
        let pattern = it.downcast::<Scanner>().and_then(|s| s.pattern.get());
        Ok(pattern.unwrap_or_else(|| none(thread)))
    })],
    ..TypeSpec::new("_sre.SRE_Scanner", Builtin::Other, &SCANNER_LAYOUT)
};

const fn get(name: &'static str, get: fn(&Thread, &Object) -> Result<Ref>) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
        doc: None,
    }
}

fn pattern<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Pattern> {
    match object.downcast::<Pattern>() {
        Some(it) => Ok(it),
        None => Err(thread.type_error(format_args!("a pattern is required"))),
    }
}

/// `compile(pattern, flags, code, groups, groupindex, indexgroup)`.
pub(super) fn compile(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<6> = Signature {
        function: "compile",
        names: [
            "pattern",
            "flags",
            "code",
            "groups",
            "groupindex",
            "indexgroup",
        ],
        required: 6,
        positional: 6,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let [
        Some(text),
        Some(flags),
        Some(code),
        Some(groups),
        Some(names),
        Some(indices),
    ] = bound.0
    else {
        return Err(thread.system_error(format_args!("compile() bound too little")));
    };
    let mut codes = Vec::new();
    types::for_each(thread, code, |word| {
        let word = types::index(thread, &word)?;
        match word.as_isize().and_then(|n| u32::try_from(n).ok()) {
            Some(word) => codes.push(word),
            None => {
                return Err(thread.raise(
                    Builtin::OverflowError,
                    format_args!("regular expression code size limit exceeded"),
                ));
            }
        }
        Ok(())
    })?;
    let count = |n: &Object| types::as_isize(thread, n, Builtin::OverflowError);
    let ty = types::type_of(thread, &PATTERN)?;
    let fresh = native_row::make::<Pattern>(thread.heap(), ty, codes.len(), |i| codes[i])?;
    fresh.flags.set(count(flags)?.max(0) as u32);
    fresh.groups.set(count(groups)?.max(0) as usize);
    fresh.pattern.set(Some(text.to_ref()));
    // Only a pattern with named groups keeps them.
    if names
        .downcast::<Dict>()
        .is_some_and(|names| !names.is_empty())
    {
        fresh.groupindex.set(Some(names.to_ref()));
        fresh.indexgroup.set(Some(indices.to_ref()));
    }
    fresh.as_object().track();
    Ok(fresh.into_object())
}

impl Pattern {
    /// The number of a named group.
    pub(super) fn group_number(&self, thread: &Thread, name: &Object) -> Result<Option<isize>> {
        let names = self.groupindex.get();
        match names.as_ref().and_then(|n| n.downcast::<Dict>()) {
            Some(names) => match names.get(thread, name)? {
                Some(number) => Ok(types::index(thread, &number)?.as_isize()),
                None => Ok(None),
            },
            None => Ok(None),
        }
    }

    /// The subject, which must be of the pattern's kind.
    fn subject<'t>(&self, thread: &'t Thread, string: &Object) -> Result<Subject<'t>> {
        let subject = Subject::new(thread, string)?;
        let text = match self.pattern.get() {
            Some(p) if p.is_exactly(Builtin::NoneType) => return Ok(subject),
            Some(p) => p.isinstance(Builtin::Str),
            None => return Ok(subject),
        };
        match (text, subject.is_text()) {
            (true, false) => Err(thread.type_error(format_args!(
                "cannot use a string pattern on a bytes-like object"
            ))),
            (false, true) => Err(thread.type_error(format_args!(
                "cannot use a bytes pattern on a string-like object"
            ))),
            _ => Ok(subject),
        }
    }

    fn run(
        &self,
        thread: &Thread,
        subject: &Subject<'_>,
        range: (usize, usize),
        way: Way,
        must_advance: bool,
    ) -> Result<Option<Found>> {
        let codes = native_row::row(self);
        let groups = self.groups.get();
        run(thread, codes, subject, range, way, must_advance, groups)
    }
}

type Subjected<'a> = (&'a Object, usize, usize);

/// The arguments `(string, pos=0, endpos=sys.maxsize)`.
fn range<'a>(thread: &Thread, args: &Args<'a>, function: &'static str) -> Result<Subjected<'a>> {
    let signature = Signature {
        function,
        names: ["string", "pos", "endpos"],
        required: 1,
        positional: 3,
    };
    let bound = signature.bind(thread, args)?;
    let Some(string) = bound.get(0) else {
        return Err(thread.system_error(format_args!("{function}() bound too little")));
    };
    let place = |i: usize, default: usize| match bound.get(i) {
        Some(n) => Ok(as_isize(thread, n, Builtin::OverflowError)?.max(0) as usize),
        None => Ok(default),
    };
    Ok((string, place(1, 0)?, place(2, usize::MAX)?))
}

fn clamp(subject: &Subject<'_>, pos: usize, endpos: usize) -> (usize, usize) {
    let end = endpos.min(subject.len());
    (pos.min(subject.len()), end)
}

/// Bytes that 3.13's engine takes at least where it tries to match.
const CONTEXTS: usize = 1094;

fn apply(
    thread: &Thread,
    object: &Object,
    args: Args<'_>,
    function: &'static str,
    way: Way,
) -> Result<Ref> {
    let it = pattern(thread, object)?;
    let (string, pos, endpos) = range(thread, &args, function)?;
    let subject = it.subject(thread, string)?;
    let range = clamp(&subject, pos, endpos);
    if range.0 > range.1 {
        return Ok(none(thread));
    }
    // 3.13's engine has its contexts, and where groups are, in blocks that go when the match is made.
    let heap = thread.heap();
    let _contexts = (way != Way::Search && heap.is_watched())
        .then(|| Buf::<u8>::with_capacity(heap, CONTEXTS + 16 * it.groups.get()))
        .transpose()?;
    match it.run(thread, &subject, range, way, false)? {
        Some(found) => matched::new(thread, object, string, &found, range),
        None => Ok(none(thread)),
    }
}

/// Calls `f` with each match that doesn't overlap the one before, until it says no.
fn each_match(
    thread: &Thread,
    it: &Pattern,
    subject: &Subject<'_>,
    (mut at, end): (usize, usize),
    f: &mut dyn FnMut(&Found) -> Result<bool>,
) -> Result<()> {
    let mut must_advance = false;
    while at <= end {
        let Some(found) = it.run(thread, subject, (at, end), Way::Search, must_advance)? else {
            break;
        };
        let (from, to) = found.spans[0].unwrap_or((at, at));
        if !f(&found)? {
            break;
        }
        must_advance = from == to;
        at = to;
    }
    Ok(())
}

fn part(thread: &Thread, subject: &Subject<'_>, span: Option<(usize, usize)>) -> Result<Ref> {
    let (from, to) = span.unwrap_or((0, 0));
    subject.slice(thread, from, to)
}

fn findall(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let it = pattern(thread, object)?;
    let (string, pos, endpos) = range(thread, &args, "findall")?;
    let subject = it.subject(thread, string)?;
    let all = List::new(thread)?;
    let range = clamp(&subject, pos, endpos);
    each_match(thread, it, &subject, range, &mut |found| {
        let item = match it.groups.get() {
            0 => part(thread, &subject, found.spans[0])?,
            1 => part(thread, &subject, found.spans[1])?,
            _ => {
                let mut parts = Vec::with_capacity(found.spans.len());
                for span in &found.spans[1..] {
                    parts.push(part(thread, &subject, *span)?);
                }
                Tuple::from_slice(thread, &parts)?.into_object()
            }
        };
        all.push(thread, item)?;
        Ok(true)
    })?;
    Ok(all.into_object())
}

fn split(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "split",
        names: ["string", "maxsplit"],
        required: 1,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let Some(string) = bound.get(0) else {
        return Err(thread.system_error(format_args!("split() bound too little")));
    };
    let most = bound
        .get(1)
        .map_or(Ok(0), |n| as_isize(thread, n, Builtin::OverflowError))?;
    let it = pattern(thread, object)?;
    let subject = it.subject(thread, string)?;
    let all = List::new(thread)?;
    let (mut last, mut n) = (0, 0);
    if most >= 0 {
        each_match(thread, it, &subject, (0, subject.len()), &mut |found| {
            let (from, to) = found.spans[0].unwrap_or((0, 0));
            all.push(thread, subject.slice(thread, last, from)?)?;
            for span in &found.spans[1..] {
                let item = match span {
                    Some(_) => part(thread, &subject, *span)?,
                    None => none(thread),
                };
                all.push(thread, item)?;
            }
            last = to;
            n += 1;
            Ok(most == 0 || n < most)
        })?;
    }
    all.push(thread, subject.slice(thread, last, subject.len())?)?;
    Ok(all.into_object())
}

fn scanner(
    thread: &Thread,
    object: &Object,
    args: Args<'_>,
    function: &'static str,
) -> Result<Ref> {
    let it = pattern(thread, object)?;
    let (string, pos, endpos) = range(thread, &args, function)?;
    let subject = it.subject(thread, string)?;
    let (start, end) = clamp(&subject, pos, endpos);
    let fresh = make::<Scanner>(thread.heap(), types::type_of(thread, &SCANNER)?)?;
    fresh.pattern.set(Some(object.to_ref()));
    fresh.string.set(Some(string.to_ref()));
    fresh.at.set(start);
    fresh.start.set(start);
    fresh.end.set(end);
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn step(thread: &Thread, object: &Object, way: Way) -> IterResult {
    let Some(scanner) = object.downcast::<Scanner>() else {
        return Ok(None);
    };
    let (Some(pattern_object), Some(string)) = (scanner.pattern.get(), scanner.string.get()) else {
        return Ok(None);
    };
    let it = pattern(thread, &pattern_object)?;
    let (at, end) = (scanner.at.get(), scanner.end.get());
    if at > end || scanner.done.get() {
        return Ok(None);
    }
    let subject = it.subject(thread, &string)?;
    let found = it.run(thread, &subject, (at, end), way, scanner.must_advance.get())?;
    let Some(found) = found else {
        scanner.done.set(true);
        return Ok(None);
    };
    let (from, to) = found.spans[0].unwrap_or((at, at));
    scanner.must_advance.set(from == to);
    scanner.at.set(to);
    let range = (scanner.start.get(), end);
    matched::new(thread, &pattern_object, &string, &found, range).map(Some)
}

/// `re._compile_template(pattern, template)`: a string, or the list that `template` made.
pub(super) fn parse_template(thread: &Thread, pattern: &Object, template: &Object) -> Result<Ref> {
    let re = types::runtime::import_module(thread, "re")?;
    let function = types::getattr_text(thread, &re, "_compile_template")?;
    types::call(thread, &function, &[pattern.to_ref(), template.to_ref()])
}

/// `template(pattern, [literal, group, literal, …])`: kept as a tuple; one literal alone stays what it is.
pub(super) fn template(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "template", args.len(), 2, 2)?;
    let parts = types::to_tuple(thread, &args[1])?;
    match parts.items() {
        [only] => Ok(only.clone()),
        _ => Ok(parts.into_object()),
    }
}

/// The text of a template for a match.
pub(super) fn expand(thread: &Thread, template: &Object, matched: &Object) -> Result<Ref> {
    let Some(parts) = template.downcast::<Tuple>() else {
        return Ok(template.to_ref());
    };
    let it = super::matched::matched(thread, matched)?;
    let pieces = List::new(thread)?;
    for (i, part) in parts.items().iter().enumerate() {
        if i % 2 == 0 {
            pieces.push(thread, part.clone())?;
            continue;
        }
        let group = types::as_isize(thread, part, Builtin::OverflowError)?.max(0) as usize;
        let text = it.part(thread, group)?;
        if !text.is_exactly(Builtin::NoneType) {
            pieces.push(thread, text)?;
        }
    }
    join(thread, &pieces, it)
}

/// The pieces as one text of the subject's kind.
fn join(thread: &Thread, pieces: &List, it: &Matched) -> Result<Ref> {
    let string = it.string.get().unwrap_or_else(|| none(thread));
    join_like(thread, pieces, &string)
}

fn join_like(thread: &Thread, pieces: &List, string: &Object) -> Result<Ref> {
    let empty = match string.isinstance(Builtin::Str) {
        true => thread.heap().empty_str(),
        false => thread.heap().empty_bytes(),
    };
    let name = types::names(thread).join();
    types::call_method(thread, &empty, name, &[pieces.as_object().to_ref()])
}

fn substitute(
    thread: &Thread,
    object: &Object,
    args: Args<'_>,
    function: &'static str,
) -> Result<(Ref, usize)> {
    let signature = Signature {
        function,
        names: ["repl", "string", "count"],
        required: 2,
        positional: 3,
    };
    let bound = signature.bind(thread, &args)?;
    let [Some(replacement), Some(string), count] = bound.0 else {
        return Err(thread.system_error(format_args!("{function}() bound too little")));
    };
    let most = count.map_or(Ok(0), |n| as_isize(thread, n, Builtin::OverflowError))?;
    let it = pattern(thread, object)?;
    let subject = it.subject(thread, string)?;
    let callable = types::is_callable(replacement);
    let filter = match callable {
        true => replacement.to_ref(),
        false => plain_or_template(thread, object, replacement)?,
    };
    let pieces = List::new(thread)?;
    let (mut last, mut n) = (0, 0_usize);
    let whole = (0, subject.len());
    if most >= 0 {
        each_match(thread, it, &subject, whole, &mut |found| {
            let (from, to) = found.spans[0].unwrap_or((0, 0));
            if last < from {
                pieces.push(thread, subject.slice(thread, last, from)?)?;
            }
            let item = match callable || filter.downcast::<Tuple>().is_some() {
                false => filter.clone(),
                true => {
                    let hit = matched::new(thread, object, string, found, whole)?;
                    match callable {
                        true => call_one(thread, &filter, &hit)?,
                        false => expand(thread, &filter, &hit)?,
                    }
                }
            };
            if !item.is_exactly(Builtin::NoneType) {
                pieces.push(thread, item)?;
            }
            last = to;
            n += 1;
            Ok(most == 0 || (n as isize) < most)
        })?;
    }
    if n == 0 && string.is_exactly(Builtin::Str) {
        return Ok((string.to_ref(), 0));
    }
    if last < subject.len() {
        pieces.push(thread, subject.slice(thread, last, subject.len())?)?;
    }
    Ok((join_like(thread, &pieces, string)?, n))
}

/// A replacement without a backslash stands for itself.
fn plain_or_template(thread: &Thread, pattern: &Object, replacement: &Object) -> Result<Ref> {
    let backslash = match replacement.downcast::<Str>() {
        Some(text) => text.code_points().any(|c| c == u32::from(b'\\')),
        None => {
            let view = types::buffer(thread, replacement, false)?;
            types::copy_view(thread, &view)?.contains(&b'\\')
        }
    };
    match backslash {
        true => parse_template(thread, pattern, replacement),
        false => Ok(replacement.to_ref()),
    }
}

fn compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let (Some(x), Some(y)) = (a.downcast::<Pattern>(), b.downcast::<Pattern>()) else {
        return Ok(thread.heap().not_implemented());
    };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(thread.heap().not_implemented());
    }
    let mut same = a.is(b);
    if !same && x.flags.get() == y.flags.get() && native_row::row(x) == native_row::row(y) {
        let text = |p: &Pattern| p.pattern.get().unwrap_or_else(|| none(thread));
        same = types::equal(thread, &text(x), &text(y))?;
    }
    Ok(thread.heap().bool(same == (op == CompareOp::Eq)))
}

const FLAG_NAMES: [(u32, &str); 7] = [
    (2, "re.IGNORECASE"),
    (4, "re.LOCALE"),
    (8, "re.MULTILINE"),
    (16, "re.DOTALL"),
    (64, "re.VERBOSE"),
    (128, "re.DEBUG"),
    (256, "re.ASCII"),
];

fn show(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = pattern(thread, object)?;
    let source = it.pattern.get().unwrap_or_else(|| none(thread));
    let text = repr(thread, &source)?;
    let mut out = types::str::Builder::new(thread);
    out.push_str("re.compile(")?;
    out.push_range(&text, 0, text.len().min(200))?;
    let mut flags = it.flags.get();
    // UNICODE is what a string pattern has anyway.
    if source.isinstance(Builtin::Str) && flags & (4 | 256 | 32) == 32 {
        flags &= !32;
    }
    let mut lead = ", ";
    for (bit, name) in FLAG_NAMES {
        if flags & bit != 0 {
            out.push_str(lead)?;
            out.push_str(name)?;
            lead = "|";
            flags &= !bit;
        }
    }
    if flags != 0 {
        out.push_format(format_args!("{lead}{flags:#x}"))?;
    }
    out.push_str(")")?;
    Ok(out.finish()?.into_object())
}
