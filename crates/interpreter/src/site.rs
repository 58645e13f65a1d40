//! What 3.13's `site` puts among the builtins when a program starts: `quit`, `exit`, `copyright`, `credits`, `license`, `help`.
//!
//! They are made when a program first asks for one of them or imports `builtins`, and count as old, as if start-up had made them.

use crate::import;
use crate::start::state;
use object::{Object, Ref, Result, Thread};
use types::runtime::ImportRequest;
use types::{Dict, Str, protocol};

/// All of them, in the order of their alphabet.
const NAMES: &[&str] = &["copyright", "credits", "exit", "help", "license", "quit"];

const EOF: &str = "Ctrl-D (i.e. EOF)";
const CREDITS: &str = "    Thanks to CWI, CNRI, BeOpen.com, Zope Corporation and a cast of thousands\n    for supporting Python development.  See www.python.org for more information.";
const LICENSE: &str = "See https://www.python.org/psf/license/";

/// One of them that was looked for in vain, if they haven't been made before.
#[cold]
pub fn find(thread: &Thread, name: &Str) -> Result<Option<Ref>> {
    if state(thread).site_made.get() || !NAMES.iter().any(|known| name.eq_str(known)) {
        return Ok(None);
    }
    let builtins = make(thread)?;
    match builtins {
        Some(builtins) => builtins.get_str(thread, name),
        None => Ok(None),
    }
}

/// Makes them when a program, not the library, imports `builtins`.
pub fn before_import(thread: &Thread, request: &ImportRequest<'_>) -> Result<()> {
    let wanted = request.level == 0 && request.name.eq_str("builtins");
    if !wanted || state(thread).site_made.get() || by_library(thread, request.globals)? {
        return Ok(());
    }
    make(thread).map(drop)
}

fn by_library(thread: &Thread, globals: Option<&Object>) -> Result<bool> {
    let Some(globals) = globals.and_then(|globals| globals.downcast::<Dict>()) else {
        return Ok(true);
    };
    let file = globals.get_text(thread, "__file__")?;
    let file = file.as_ref().and_then(|file| file.downcast::<Str>());
    Ok(file.is_some_and(|file| file.to_string().starts_with("<pellucid>")))
}

/// Makes those that are missing; answers with the dictionary of `builtins`.
fn make(thread: &Thread) -> Result<Option<Ref<Dict>>> {
    state(thread).site_made.set(true);
    let Some(module) = import::modules(thread)?.get_text(thread, "builtins")? else {
        return Ok(None);
    };
    let Some(builtins) = module.downcast::<types::module::Module>() else {
        return Ok(None);
    };
    let builtins = builtins.dict();
    thread.heap().as_if_old(|| fill(thread, &builtins))?;
    Ok(Some(builtins))
}

fn fill(thread: &Thread, builtins: &Dict) -> Result<()> {
    let source = import::by_name(thread, "_sitebuiltins")?;
    let text = |text: &str| Ok(Str::new(thread, text)?.into_object());
    let call = |class: &str, values: &[&str]| {
        let class = protocol::getattr(thread, &source, &*text(class)?)?;
        let values: Vec<Ref> = values
            .iter()
            .map(|value| text(value))
            .collect::<Result<_>>()?;
        protocol::call(thread, &class, &values)
    };
    let sys = import::by_name(thread, "sys")?;
    let copyright = protocol::getattr(thread, &sys, &*text("copyright")?)?;
    let Some(copyright) = copyright.downcast::<Str>().map(Str::to_string) else {
        return Ok(());
    };
    let all = [
        ("quit", call("Quitter", &["quit", EOF])?),
        ("exit", call("Quitter", &["exit", EOF])?),
        ("copyright", call("_Printer", &["copyright", &copyright])?),
        ("credits", call("_Printer", &["credits", CREDITS])?),
        ("license", call("_Printer", &["license", LICENSE])?),
        ("help", call("_Helper", &[])?),
    ];
    for (name, value) in all {
        if builtins.get_text(thread, name)?.is_none() {
            builtins.set_text(thread, name, &value)?;
        }
    }
    Ok(())
}
