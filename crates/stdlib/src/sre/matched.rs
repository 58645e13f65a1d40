//! `re.Match`: where a pattern and its groups matched.

use super::none;
use super::pattern::{Pattern, expand};
use super::run::{Found, Subject};
use object::native_row;
use object::{
    Args, Builtin, GetSetDef, MemberDef, MethodDef, NumberSlots, Object, Ref, Result, Slot, Thread,
    TypeFlags, TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use types::{Dict, Int, Str, Tuple, check_arity, getitem, repr};

native_layout! {
    /// A match.
    /// The row holds pairs: start and end of each group, -1 for one that took no part.
    pub struct Matched: MATCH_LAYOUT, "match", row of isize {
        pub(super) string: Slot,
        /// `regs`, once somebody asked.
        regs: Slot,
        pub(super) pattern: Slot,
        pos: Cell<usize>,
        endpos: Cell<usize>,
        /// 0: none.
        lastindex: Cell<usize>,
        /// Room of CPython's other fields.
        rest: [Cell<usize>; 2],
    }
}

const _: () = assert!(size_of::<Matched>() == 88);

/// The declaration.
pub(super) static MATCH: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        repr: Some(show),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        subscript: Some(|thread, it, key| {
            let it = matched(thread, it)?;
            let group = it.index(thread, key)?;
            it.part(thread, group)
        }),
        ..NumberSlots::EMPTY
    },
    methods: &[
        MethodDef::fast("group", group).packs(),
        MethodDef::fast("start", |thread, it, args| {
            edge(thread, it, args, "start", 0)
        }),
        MethodDef::fast("end", |thread, it, args| edge(thread, it, args, "end", 1)),
        MethodDef::fast("span", |thread, it, args| {
            let (from, to) = span_of(thread, it, args, "span")?;
            pair(thread, from, to)
        }),
        MethodDef::keywords("groups", groups),
        MethodDef::keywords("groupdict", groupdict),
        MethodDef::one("expand", |thread, it, template| {
            let pattern = matched(thread, it)?
                .pattern
                .get()
                .unwrap_or_else(|| none(thread));
            let filter = super::pattern::parse_template(thread, &pattern, template)?;
            expand(thread, &filter, it)
        }),
        MethodDef::no_args("__copy__", |_, it| Ok(it.to_ref())),
        MethodDef::one("__deepcopy__", |_, it, _| Ok(it.to_ref())),
        MethodDef::one("__class_getitem__", types::generic_alias::new).class(),
    ],
    members: &[
        MemberDef::computed("string", |thread, it| {
            Ok(matched(thread, it)?
                .string
                .get()
                .unwrap_or_else(|| none(thread)))
        }),
        MemberDef::computed("re", |thread, it| {
            Ok(matched(thread, it)?
                .pattern
                .get()
                .unwrap_or_else(|| none(thread)))
        }),
        MemberDef::computed("pos", |thread, it| {
            Int::from_usize(thread, matched(thread, it)?.pos.get())
        }),
        MemberDef::computed("endpos", |thread, it| {
            Int::from_usize(thread, matched(thread, it)?.endpos.get())
        }),
    ],
    getsets: &[
        get("lastindex", |thread, it| {
            match matched(thread, it)?.lastindex.get() {
                0 => Ok(none(thread)),
                i => Int::from_usize(thread, i),
            }
        }),
        get("lastgroup", lastgroup),
        get("regs", |thread, it| {
            let it = matched(thread, it)?;
            if let Some(known) = it.regs.get() {
                return Ok(known);
            }
            let mut all = Vec::with_capacity(it.count());
            for i in 0..it.count() {
                let (from, to) = it.span(i);
                all.push(pair(thread, from, to)?);
            }
            let all = Tuple::from_slice(thread, &all)?.into_object();
            it.regs.set(Some(all.clone()));
            Ok(all)
        }),
    ],
    doc: Some("Where a pattern matched. Always true."),
    ..TypeSpec::new("re.Match", Builtin::Other, &MATCH_LAYOUT)
};

const fn get(name: &'static str, get: fn(&Thread, &Object) -> Result<Ref>) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
        doc: None,
    }
}

pub(super) fn matched<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Matched> {
    match object.downcast::<Matched>() {
        Some(it) => Ok(it),
        None => Err(thread.type_error(format_args!("a match is required"))),
    }
}

/// A match object.
pub(super) fn new(
    thread: &Thread,
    pattern: &Object,
    string: &Object,
    found: &Found,
    (pos, endpos): (usize, usize),
) -> Result<Ref> {
    let ty = types::type_of(thread, &MATCH)?;
    let word = |i: usize| match found.spans[i / 2] {
        None => -1,
        Some((from, _)) if i.is_multiple_of(2) => from as isize,
        Some((_, to)) => to as isize,
    };
    let fresh = native_row::make::<Matched>(thread.heap(), ty, 2 * found.spans.len(), word)?;
    fresh.pattern.set(Some(pattern.to_ref()));
    fresh.string.set(Some(string.to_ref()));
    fresh.pos.set(pos);
    fresh.endpos.set(endpos);
    fresh.lastindex.set(found.lastindex.unwrap_or(0));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn pair(thread: &Thread, from: isize, to: isize) -> Result<Ref> {
    let pair = [Int::new(thread, from)?, Int::new(thread, to)?];
    Ok(Tuple::from_array(thread, pair)?.into_object())
}

impl Matched {
    fn count(&self) -> usize {
        self.row.get() / 2
    }

    pub(super) fn span(&self, group: usize) -> (isize, isize) {
        let words = native_row::row(self);
        let word = |at: usize| words.get(at).copied().unwrap_or(-1);
        (word(group * 2), word(group * 2 + 1))
    }

    /// The text of a group, `None` for one that took no part.
    pub(super) fn part(&self, thread: &Thread, group: usize) -> Result<Ref> {
        let (from, to) = self.span(group);
        if from < 0 {
            return Ok(none(thread));
        }
        let string = self.string.get().unwrap_or_else(|| none(thread));
        let subject = Subject::new(thread, &string)?;
        let most = subject.len();
        subject.slice(thread, (from as usize).min(most), (to as usize).min(most))
    }

    /// The number of a group given by number or name.
    fn index(&self, thread: &Thread, key: &Object) -> Result<usize> {
        let pattern = self.pattern.get();
        let pattern = pattern.as_ref().and_then(|p| p.downcast::<Pattern>());
        let number = match (key.ty().number().index, pattern) {
            (Some(_), _) => types::index(thread, key)?.as_isize(),
            (None, Some(pattern)) => pattern.group_number(thread, key)?,
            _ => None,
        };
        match number.and_then(|n| usize::try_from(n).ok()) {
            Some(n) if n < self.count() => Ok(n),
            _ => Err(thread.raise(Builtin::IndexError, format_args!("no such group"))),
        }
    }
}

fn group(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let it = matched(thread, object)?;
    match args {
        [] => it.part(thread, 0),
        [one] => it.part(thread, it.index(thread, one)?),
        many => {
            let mut parts = Vec::with_capacity(many.len());
            for key in many {
                parts.push(it.part(thread, it.index(thread, key)?)?);
            }
            Ok(Tuple::from_slice(thread, &parts)?.into_object())
        }
    }
}

fn span_of(thread: &Thread, object: &Object, args: &[Ref], name: &str) -> Result<(isize, isize)> {
    check_arity(thread, name, args.len(), 0, 1)?;
    let it = matched(thread, object)?;
    let group = match args.first() {
        Some(key) => it.index(thread, key)?,
        None => 0,
    };
    Ok(it.span(group))
}

fn edge(thread: &Thread, object: &Object, args: &[Ref], name: &str, which: usize) -> Result<Ref> {
    let (from, to) = span_of(thread, object, args, name)?;
    Int::new(thread, [from, to][which])
}

fn default_of(thread: &Thread, args: &Args<'_>) -> Ref {
    match args.values().first() {
        Some(default) => default.clone(),
        None => none(thread),
    }
}

fn groups(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let it = matched(thread, object)?;
    let default = default_of(thread, &args);
    let mut parts = Vec::new();
    for group in 1..it.count() {
        parts.push(match it.span(group).0 {
            -1 => default.clone(),
            _ => it.part(thread, group)?,
        });
    }
    Ok(Tuple::from_slice(thread, &parts)?.into_object())
}

fn groupdict(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let it = matched(thread, object)?;
    let default = default_of(thread, &args);
    let answer = Dict::new(thread)?;
    let pattern = it.pattern.get().unwrap_or_else(|| none(thread));
    let names = pattern
        .downcast::<Pattern>()
        .and_then(|p| p.groupindex.get());
    if let Some(names) = names.as_ref().and_then(|n| n.downcast::<Dict>()) {
        let mut at = 0;
        while let Some((name, number)) = names.next(&mut at) {
            let group = it.index(thread, &number)?;
            let value = match it.span(group).0 {
                -1 => default.clone(),
                _ => it.part(thread, group)?,
            };
            answer.set(thread, &name, &value)?;
        }
    }
    Ok(answer.into_object())
}

fn lastgroup(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = matched(thread, object)?;
    let pattern = it.pattern.get().unwrap_or_else(|| none(thread));
    let names = pattern
        .downcast::<Pattern>()
        .and_then(|p| p.indexgroup.get());
    match (names, it.lastindex.get()) {
        (Some(names), index @ 1..) => {
            let index = Int::from_usize(thread, index)?;
            match getitem(thread, &names, &index) {
                Ok(name) => Ok(name),
                Err(_) => {
                    thread.swallow(Builtin::IndexError)?;
                    Ok(none(thread))
                }
            }
        }
        _ => Ok(none(thread)),
    }
}

fn show(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = matched(thread, object)?;
    let (from, to) = it.span(0);
    let text = repr(thread, &*it.part(thread, 0)?)?;
    let shown = Str::format(
        thread,
        format_args!("<re.Match object; span=({from}, {to}), match={text}>"),
    )?;
    Ok(shown.into_object())
}
