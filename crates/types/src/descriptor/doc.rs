//! Declared docstrings: `"name(signature)\n--\n\ntext"`.

use crate::str::Str;
use object::{Binding, MethodBody, MethodDef, Ref, Result, Thread};

const END: &str = ")\n--\n\n";

/// The signature (with parentheses) and the text of a declared docstring.
fn split<'a>(name: &str, doc: &'a str) -> (Option<&'a str>, &'a str) {
    let bare = name.rsplit('.').next().unwrap_or(name);
    let Some(rest) = doc.strip_prefix(bare).filter(|rest| rest.starts_with('(')) else {
        return (None, doc);
    };
    // A blank line before the end mark means that the first line only looks like a signature.
    match rest.find(END) {
        Some(end) if !rest[..end].contains("\n\n") => {
            (Some(&rest[..end + 1]), &rest[end + END.len()..])
        }
        _ => (None, doc),
    }
}

/// `__doc__`.
pub fn doc_object(thread: &Thread, name: &str, doc: Option<&str>) -> Result<Ref> {
    match doc.map(|doc| split(name, doc).1) {
        Some(text) if !text.is_empty() => Ok(Str::new(thread, text)?.into_object()),
        Some(_) if doc.is_some_and(str::is_empty) => Ok(Str::new(thread, "")?.into_object()),
        _ => Ok(thread.heap().none()),
    }
}

/// `__text_signature__`.
pub fn signature_object(thread: &Thread, name: &str, doc: Option<&str>) -> Result<Ref> {
    match doc.and_then(|doc| split(name, doc).0) {
        Some(text) => Ok(Str::new(thread, text)?.into_object()),
        None => Ok(thread.heap().none()),
    }
}

/// `__text_signature__` of a declared function: without one in its docstring it follows from the kind of function.
pub fn method_signature(thread: &Thread, def: &MethodDef) -> Result<Ref> {
    let declared = def.doc.and_then(|doc| split(def.name, doc).0);
    let implied = match (def.binding, def.body) {
        (Binding::Instance, MethodBody::NoArgs(_)) => Some("($self, /)"),
        (Binding::Instance, MethodBody::One(_)) => Some("($self, object, /)"),
        (Binding::Class, MethodBody::NoArgs(_)) => Some("($type, /)"),
        (Binding::Class, MethodBody::One(_)) => Some("($type, object, /)"),
        (Binding::Static, MethodBody::NoArgs(_)) => Some("()"),
        (Binding::Static, MethodBody::One(_)) => Some("(object, /)"),
        _ => None,
    };
    match declared.or(implied) {
        Some(text) => Ok(Str::new(thread, text)?.into_object()),
        None => Ok(thread.heap().none()),
    }
}
