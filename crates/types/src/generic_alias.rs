//! The `generic_alias` types.
/// `origin[args]`. (Skeleton.)
pub fn new(
    _thread: &object::Thread,
    _origin: &object::Object,
    _args: &object::Object,
) -> object::Result<object::Ref> {
    crate::stub("generic_alias::new")
}
