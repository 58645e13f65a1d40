//! What 3.13 holds while it calls a class in the general way: the arguments in a tuple and a dictionary, the names of keywords in
//! another tuple, and everything on the stack of the caller meanwhile.
//!
//! `__init__` sees it: its arguments are referred to more often, and free lists lend their tuples. Here the machine holds all of it,
//! the latest call last; it goes when the frame of `__init__` has dropped its variables (`Return::InitHeld`).

use object::{Ref, Result, Thread};
use types::{Dict, Tuple};

/// What the calls of classes that are under way hold, a `None` before each call's.
pub type Held = Vec<Option<Ref>>;

/// The arguments of a call of a class, packed before the instance is made.
pub struct Packed {
    positional: Ref<Tuple>,
    keywords: Option<Ref<Dict>>,
}

/// As `Packed::hold` for a call without arguments.
pub fn hold_nothing(thread: &Thread, held: &mut Held) -> Result<()> {
    if held.try_reserve(1).is_err() {
        return Err(thread.no_memory());
    }
    held.push(None);
    Ok(())
}

impl Packed {
    /// Packs the values, the last of which belong to the names.
    pub fn new(thread: &Thread, values: &[Ref], names: &[Ref]) -> Result<Packed> {
        let (positional, named) = values.split_at(values.len() - names.len());
        let positional = Tuple::from_slice(thread, positional)?;
        let mut keywords = None;
        if !names.is_empty() {
            let all = keywords.insert(Dict::new(thread)?);
            for (name, value) in names.iter().zip(named) {
                all.set(thread, name, value)?;
            }
        }
        Ok(Packed {
            positional,
            keywords,
        })
    }

    /// Holds the arguments until `release`.
    pub fn hold(
        self,
        thread: &Thread,
        values: &[Ref],
        names: &[Ref],
        held: &mut Held,
    ) -> Result<()> {
        if held.try_reserve(4 + 2 * values.len()).is_err() {
            return Err(thread.no_memory());
        }
        let known = match names.is_empty() {
            true => None,
            false => Some(Tuple::from_slice(thread, names)?.into_object()),
        };
        // What is pushed last goes first. The caller's stack goes at the very end, from its first argument on.
        let stack = || values.iter().rev().cloned().map(Some);
        held.push(None);
        held.extend(stack());
        held.extend(self.keywords.map(|keywords| Some(keywords.into_object())));
        held.push(Some(self.positional.into_object()));
        // Keywords are laid out once more for the call of the function.
        if known.is_some() {
            held.push(known);
            held.extend(stack());
        }
        Ok(())
    }
}
