//! Which files come from older trees of the library.
//!
//! The newest tree is 3.14's. Files that 3.14 has changed stand in the older ones as 3.13 has them, or nearly: `changes.rs` does
//! the rest. A file named here was compared with 3.13's.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// From the tree of `rustpython-pylib` 0.5.
const MIDDLE: &[&str] = &[
    "base64.py",
    "concurrent/futures/__init__.py",
    "concurrent/futures/_base.py",
    "concurrent/futures/thread.py",
    "_pydecimal.py",
    "csv.py",
    "email/__init__.py",
    "email/_encoded_words.py",
    "email/_header_value_parser.py",
    "email/_policybase.py",
    "email/base64mime.py",
    "email/charset.py",
    "email/encoders.py",
    "email/errors.py",
    "email/feedparser.py",
    "email/generator.py",
    "email/headerregistry.py",
    "email/iterators.py",
    "email/message.py",
    "email/mime/application.py",
    "email/mime/audio.py",
    "email/mime/base.py",
    "email/mime/image.py",
    "email/mime/message.py",
    "email/mime/multipart.py",
    "email/mime/nonmultipart.py",
    "email/mime/text.py",
    "email/policy.py",
    "email/quoprimime.py",
    "email/utils.py",
    "enum.py",
    "hashlib.py",
    "importlib/util.py",
    "pty.py",
    "random.py",
    "rlcompleter.py",
    "runpy.py",
    "timeit.py",
    "typing.py",
    "webbrowser.py",
    "wsgiref/handlers.py",
    "wsgiref/headers.py",
    "xmlrpc/client.py",
];

/// From the tree of `rustpython-pylib` 0.4.
const OLD: &[&str] = &[
    "_pydatetime.py",
    "_strptime.py",
    "_collections_abc.py",
    "_markupbase.py",
    "_weakrefset.py",
    "codecs.py",
    "collections/__init__.py",
    "contextvars.py",
    "copy.py",
    "copyreg.py",
    "datetime.py",
    "difflib.py",
    "encodings/__init__.py",
    "functools.py",
    "getopt.py",
    "graphlib.py",
    "heapq.py",
    "hmac.py",
    "importlib/_bootstrap.py",
    "importlib/_bootstrap_external.py",
    "importlib/abc.py",
    "json/__init__.py",
    "json/decoder.py",
    "json/encoder.py",
    "json/scanner.py",
    "json/tool.py",
    "operator.py",
    "optparse.py",
    "pickletools.py",
    "pprint.py",
    "py_compile.py",
    "re/_compiler.py",
    "re/_parser.py",
    "struct.py",
    "textwrap.py",
    "tomllib/_parser.py",
    "tomllib/_re.py",
    "types.py",
    "weakref.py",
];

/// Puts the older files in the places of the newest.
pub fn take_older(files: &mut BTreeMap<String, PathBuf>) {
    for (tree, names) in [(pylib_05::LIB_PATH, MIDDLE), (pylib_04::LIB_PATH, OLD)] {
        for name in names {
            let path = Path::new(tree).join(name);
            assert!(path.is_file(), "{name} isn't in {tree}");
            files.insert((*name).to_owned(), path);
        }
    }
}
