//! What is said about coroutines and awaitables that go without having been awaited.
//!
//! Both go through the `warnings` module, which is imported for it: the program has lost something.

use super::Generator;
use crate::protocol;
use crate::str::Str;
use object::{Builtin, Object, Ref, Result, Thread};

/// `coroutine 'f' was never awaited`.
pub(super) fn warn_coroutine(thread: &Thread, it: &Generator) {
    report(thread, it.as_object(), |warnings| {
        let warn = protocol::getattr_text(thread, warnings, "_warn_unawaited_coroutine")?;
        protocol::call(thread, &warn, &[it.as_object().to_ref()])
    });
}

/// `coroutine method 'asend' of 'f' was never awaited`.
pub(super) fn warn_method(thread: &Thread, method: &str, generator: &Generator) {
    report(thread, generator.as_object(), |warnings| {
        let name = match generator.qualname.get() {
            Some(name) => protocol::repr(thread, name.as_object())?,
            None => Str::new(thread, "?")?,
        };
        let text = format_args!("coroutine method '{method}' of {} was never awaited", *name);
        let text = Str::format(thread, text)?.into_object();
        let category = thread.heap().builtin(Builtin::RuntimeWarning).as_object();
        let level = crate::Int::new(thread, 1)?;
        let source = generator.as_object().to_ref();
        let warn = protocol::getattr_text(thread, warnings, "warn")?;
        protocol::call(thread, &warn, &[text, category.to_ref(), level, source])
    });
}

/// Asks the module; what that raises can go nowhere.
fn report(thread: &Thread, it: &Object, body: impl FnOnce(&Object) -> Result<Ref>) {
    let Ok(warnings) = crate::runtime::import_module(thread, "warnings") else {
        // A heap without a library has nobody to tell.
        drop(thread.take_pending());
        return;
    };
    if body(&warnings).is_err() {
        (thread.hooks().unraisable)(thread, "", Some(it));
    }
}
