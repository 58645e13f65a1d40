//! `reduce`.

use object::{Args, Builtin, Object, Ref, Result, Thread};
use types::protocol;

/// `reduce(function, iterable[, initial])`.
pub(super) fn reduce(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "reduce", args.len(), 2, 3)?;
    let iterator = match protocol::iter(thread, &args[1]) {
        Ok(iterator) => iterator,
        Err(raised) if !thread.pending_is(Builtin::TypeError) => return Err(raised),
        Err(_) => {
            thread.take_pending();
            return Err(thread.type_error(format_args!("reduce() arg 2 must support iteration")));
        }
    };
    // 3.13 packs each pair into one tuple, which it uses again.
    let _pair = thread.heap().hold_call(2, 0)?;
    let mut result = args.get(2).cloned();
    while let Some(item) = protocol::next(thread, &iterator)? {
        result = Some(match result {
            None => item,
            Some(so_far) => {
                let pair = [so_far, item];
                protocol::call_packed(thread, &args[0], Args::positional_only(&pair))?
            }
        });
    }
    match result {
        Some(result) => Ok(result),
        None => Err(thread.type_error(format_args!(
            "reduce() of empty iterable with no initial value"
        ))),
    }
}
