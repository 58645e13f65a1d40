//! Empty: `rustpython-pylib` 0.4 names this crate, but uses it only where its sources are frozen into the program.
