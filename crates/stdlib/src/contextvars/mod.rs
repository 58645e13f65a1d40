//! `_contextvars`: variables whose values belong to a context.
//!
//! A context holds its values in a dictionary that is never changed once it stands there: setting a variable puts a changed
//! copy in its place. So copying a context shares the dictionary. The running context is the Python thread's own.

mod context;
mod variable;

use object::{MethodDef, Object, Ref, Result, Slot, Thread};
use types::module::{Module, ModuleSpec};
use types::room;

pub(crate) use context::Context;

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_contextvars",
    doc: Some("Context Variables"),
    functions: &[MethodDef::no_args("copy_context", |thread, _| {
        Ok(context::copy(thread, &*current(thread)?)?.into_object())
    })
    .doc("copy_context($module, /)\n--\n\nReturn a shallow copy of the current Context object.")],
    types: &[&variable::VARIABLE, &context::CONTEXT, &variable::TOKEN],
    unnamed: &[],
    init: Some(fill),
};

#[derive(Default)]
struct State {
    missing: Slot,
}

impl types::Room for State {
    fn visit(&self, visit: object::Visit) {
        types::visit_slot(&self.missing, visit);
    }
}

fn fill(thread: &Thread, _module: &Module) -> Result<()> {
    let token = types::type_of(thread, &variable::TOKEN)?;
    if let Some(dict) = types::typeobj::dict_of(token) {
        dict.set_text(thread, "MISSING", &*missing(thread)?)?;
        types::typeobj::modified(token);
    }
    Ok(())
}

/// A variable of native code, without a default.
pub(crate) fn new_variable(thread: &Thread, name: &Object) -> Result<Ref> {
    let ty = types::type_of(thread, &variable::VARIABLE)?;
    types::call_one(thread, ty.as_object(), name)
}

/// A variable's value in the running context.
pub(crate) fn value_of(thread: &Thread, variable: &Object) -> Result<Option<Ref>> {
    context::value(thread, &*current(thread)?, variable)
}

/// Sets a variable in the running context.
pub(crate) fn set_value(thread: &Thread, variable: &Object, value: &Object) -> Result<()> {
    variable::set(thread, variable, value).map(drop)
}

/// The running context, made when first needed.
fn current(thread: &Thread) -> Result<Ref<Context>> {
    let running = thread.own.context.get().map(Ref::downcast_into);
    if let Some(Ok(context)) = running {
        return Ok(context);
    }
    let fresh = context::new(thread)?;
    thread.own.context.set(Some(fresh.clone().into_object()));
    Ok(fresh)
}

/// Makes another context the running one; tells which was.
fn switch(thread: &Thread, to: Option<Ref<Context>>) -> Option<Ref<Context>> {
    let before = thread.own.context.replace(to.map(Ref::into_object));
    before.and_then(|before| before.downcast_into().ok())
}

/// `Token.MISSING`.
fn missing(thread: &Thread) -> Result<Ref> {
    let state = room::<State>(thread);
    if let Some(missing) = state.missing.get() {
        return Ok(missing);
    }
    let fresh = thread
        .heap()
        .alloc(types::type_of(thread, &variable::MISSING)?, 0)?;
    state.missing.set(Some(fresh.clone()));
    Ok(fresh)
}
