//! `__build_class__`: the class statement.

use crate::call;
use object::{Args, Builtin, Object, Raised, Ref, Result, Thread, Type};
use types::cell::Cell;
use types::function::Function;
use types::{Dict, Str, Tuple, names, protocol};

/// What a class statement was given.
struct Statement {
    bases: Ref<Tuple>,
    /// The bases as written, when `__mro_entries__` replaced some.
    original: Option<Ref>,
    metaclass: Ref,
    keyword_names: Vec<Ref>,
    keyword_values: Vec<Ref>,
}

/// Hook: `__build_class__(function, name, *bases, **keywords)`.
pub fn build_class(thread: &Thread, args: Args<'_>) -> Result<Ref> {
    let given = args.positional();
    if given.len() < 2 {
        return Err(thread.type_error(format_args!("__build_class__: not enough arguments")));
    }
    let Some(function) = given[0].downcast::<Function>() else {
        return Err(thread.type_error(format_args!("__build_class__: func must be a function")));
    };
    if given[1].downcast::<Str>().is_none() {
        return Err(thread.type_error(format_args!("__build_class__: name is not a string")));
    }
    let _keywords = thread.heap().hold_call(0, args.names().len())?;
    let statement = prepare(thread, &given[2..], &args)?;
    let namespace = namespace(thread, &given[1], &statement)?;
    let cell = run_body(thread, function, &namespace)?;
    if let Some(original) = &statement.original {
        let name = types::str::intern_static(thread, "__orig_bases__")?;
        protocol::setitem(thread, &namespace, name.as_object(), Some(original))?;
    }
    let mut values = vec![
        given[1].clone(),
        statement.bases.clone().into_object(),
        namespace,
    ];
    values.extend(statement.keyword_values.iter().cloned());
    let class = call_metaclass(thread, &statement, &values)?;
    check_cell(thread, &cell, &class, &given[1])?;
    Ok(class)
}

/// Makes the class. The keywords stand in the dictionary of the statement: a metaclass gets it as it is, `type` and functions their names
/// in a tuple.
fn call_metaclass(thread: &Thread, statement: &Statement, values: &[Ref]) -> Result<Ref> {
    let (heap, metaclass) = (thread.heap(), &statement.metaclass);
    let args = Args::new(values, &statement.keyword_names);
    let plain = metaclass.is(heap.builtin(Builtin::Type).as_object());
    if plain || !protocol::takes_tuple(metaclass, &args) {
        let _names = heap.hold_call(statement.keyword_names.len(), 0)?;
        return protocol::call_args(thread, metaclass, args);
    }
    let _packed = heap.hold_values(args.positional(), 0)?;
    protocol::call_with_tuple(thread, metaclass, args.packed())
}

fn prepare(thread: &Thread, bases: &[Ref], args: &Args<'_>) -> Result<Statement> {
    let original = Tuple::from_slice(thread, bases)?;
    let resolved = resolve_bases(thread, &original)?;
    let changed = !resolved.as_object().is(original.as_object());
    let mut statement = Statement {
        bases: resolved,
        original: changed.then(|| original.into_object()),
        metaclass: thread.heap().none(),
        keyword_names: Vec::new(),
        keyword_values: Vec::new(),
    };
    let mut metaclass = None;
    for (name, value) in args.keywords() {
        if name
            .downcast::<Str>()
            .is_some_and(|n| n.eq_str("metaclass"))
        {
            metaclass = Some(value.clone());
        } else {
            statement.keyword_names.push(name.clone());
            statement.keyword_values.push(value.clone());
        }
    }
    let metaclass = match (metaclass, statement.bases.items().first()) {
        (Some(given), _) => given,
        (None, Some(first)) => first.ty().as_object().to_ref(),
        (None, None) => thread.heap().builtin(Builtin::Type).as_object().to_ref(),
    };
    statement.metaclass = match metaclass.downcast::<Type>() {
        Some(ty) => {
            types::typeobj::calculate_metaclass(thread, ty, statement.bases.items())?.into_object()
        }
        None => metaclass,
    };
    Ok(statement)
}

/// Replaces bases that aren't types by what their `__mro_entries__` says.
fn resolve_bases(thread: &Thread, bases: &Ref<Tuple>) -> Result<Ref<Tuple>> {
    let mut fresh: Option<Vec<Ref>> = None;
    // 3.13 gathers them in a list.
    let mut held = None;
    for (index, base) in bases.items().iter().enumerate() {
        if base.downcast::<Type>().is_some() {
            fresh.iter_mut().for_each(|f| f.push(base.clone()));
            continue;
        }
        let Some(method) = protocol::getattr_opt(thread, base, names(thread).__mro_entries__())?
        else {
            fresh.iter_mut().for_each(|f| f.push(base.clone()));
            continue;
        };
        let entries = protocol::call_one(thread, &method, bases.as_object())?;
        let Some(entries) = entries.downcast::<Tuple>() else {
            return Err(thread.type_error(format_args!("__mro_entries__ must return a tuple")));
        };
        held.get_or_insert_with(|| thread.heap().hold_list());
        let list = fresh.get_or_insert_with(|| bases.items()[..index].to_vec());
        list.extend(entries.items().iter().cloned());
    }
    match fresh {
        Some(list) => Tuple::from_slice(thread, &list),
        None => Ok(bases.clone()),
    }
}

/// `metaclass.__prepare__(name, bases, **keywords)`.
fn namespace(thread: &Thread, name: &Ref, statement: &Statement) -> Result<Ref> {
    let prepare = names(thread).__prepare__();
    let Some(prepare) = protocol::getattr_opt(thread, &statement.metaclass, prepare)? else {
        return Ok(Dict::new(thread)?.into_object());
    };
    let mut values = vec![name.clone(), statement.bases.clone().into_object()];
    values.extend(statement.keyword_values.iter().cloned());
    // The names of the keywords, which stand in a dictionary.
    let held = thread.heap().hold_call(statement.keyword_names.len(), 0)?;
    let made = protocol::call_args(
        thread,
        &prepare,
        Args::new(&values, &statement.keyword_names),
    )?;
    drop(held);
    if made.ty().number().subscript.is_none() {
        let metaclass = statement
            .metaclass
            .downcast::<Type>()
            .map_or("<metaclass>", types::typeobj::short_name);
        return Err(thread.type_error(format_args!(
            "{metaclass}.__prepare__() must return a mapping, not {}",
            made.ty().name()
        )));
    }
    Ok(made)
}

/// Runs the body; it returns the class cell or `None`.
fn run_body(thread: &Thread, function: &Function, namespace: &Object) -> Result<Ref> {
    let Some(code) = function.code.get() else {
        return Err(thread.system_error(format_args!("a class body without code")));
    };
    call::run_function_with(thread, function, &code, namespace)
}

fn check_cell(thread: &Thread, cell: &Object, class: &Object, name: &Object) -> Result<()> {
    let Some(cell) = cell.downcast::<Cell>() else {
        return Ok(());
    };
    if class.downcast::<Type>().is_none() {
        return Ok(());
    }
    let fail = |raised: std::fmt::Arguments<'_>, kind| -> Raised { thread.raise(kind, raised) };
    match cell.content.get() {
        None => {
            let (name, class) = (
                protocol::repr(thread, name)?,
                protocol::repr(thread, class)?,
            );
            Err(fail(
                format_args!(
                    "__class__ not set defining {} as {}. Was __classcell__ propagated to type.__new__?",
                    *name, *class
                ),
                Builtin::RuntimeError,
            ))
        }
        Some(found) if found.is(class) => Ok(()),
        Some(found) => {
            let (name, class) = (
                protocol::repr(thread, name)?,
                protocol::repr(thread, class)?,
            );
            let found = protocol::repr(thread, &found)?;
            Err(fail(
                format_args!(
                    "__class__ set to {} defining {} as {}",
                    *found, *name, *class
                ),
                Builtin::TypeError,
            ))
        }
    }
}
