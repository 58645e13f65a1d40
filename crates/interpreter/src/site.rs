//! What 3.13's `site` puts among the builtins when a program starts: `quit`, `exit`, `copyright`, `credits`, `license`, `help`.
//!
//! They count as old, as all that start-up makes.

use crate::import;
use object::{Object, Ref, Result, Thread};
use types::module::Module;
use types::{Dict, Str, protocol};

const EOF: &str = "Ctrl-D (i.e. EOF)";
const CREDITS: &str = "    Thanks to CWI, CNRI, BeOpen.com, Zope Corporation and a cast of thousands\n    for supporting Python development.  See www.python.org for more information.";
const LICENSE: &str = "See https://www.python.org/psf/license/";

/// Makes them, unless `-S` asked for no `site`.
pub fn start(thread: &Thread) -> Result<()> {
    let sys = import::by_name(thread, "sys")?;
    let flags = protocol::getattr_text(thread, &sys, "flags")?;
    let without = protocol::getattr_text(thread, &flags, "no_site")?;
    if protocol::is_true(thread, &without)? {
        return Ok(());
    }
    let builtins = import::by_name(thread, "builtins")?;
    match builtins.downcast::<Module>() {
        Some(builtins) => thread
            .heap()
            .as_if_old(|| fill(thread, &sys, &builtins.dict())),
        None => Ok(()),
    }
}

fn fill(thread: &Thread, sys: &Object, builtins: &Dict) -> Result<()> {
    let source = import::by_name(thread, "_sitebuiltins")?;
    let text = |text: &str| Ok(Str::new(thread, text)?.into_object());
    let call = |class: &str, values: &[&str]| {
        let class = protocol::getattr_text(thread, &source, class)?;
        let values: Vec<Ref> = values
            .iter()
            .map(|value| text(value))
            .collect::<Result<_>>()?;
        protocol::call(thread, &class, &values)
    };
    let copyright = protocol::getattr_text(thread, sys, "copyright")?;
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
        builtins.set_text(thread, name, &value)?;
    }
    Ok(())
}
