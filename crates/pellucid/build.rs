//! What the linker is asked for in release builds on Linux with glibc, to keep OS pages away that a program doesn't use.
//!
//! - Relative relocations packed into a bitmap (`DT_RELR`): a third of a MiB that isn't read at every start. The C library's loader
//!   knows them since glibc 2.36; elsewhere the default stays.
//! - Functions in the order of `hot.ld`, which `cargo xtask order` makes: half of the code isn't brought in by what lies beside it.
//!   The linkers of GNU and LLVM read it; one that was chosen otherwise is left alone.

use std::env::var;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=hot.ld");
    if glibc().is_some_and(|version| version >= (2, 36)) {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    if var("PROFILE").is_ok_and(|profile| profile == "release") && reads_scripts() {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/hot.ld");
        println!("cargo:rustc-link-arg-bins=-Wl,-T,{script}");
    }
}

/// Whether the linker is the one that comes with the compiler or the system.
fn reads_scripts() -> bool {
    let is = |name: &str, value: &str| var(name).is_ok_and(|v| v == value);
    let flags = var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let chosen = var("RUSTC_LINKER").is_ok() || flags.contains("link");
    is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") && !chosen
}

/// The version of the C library on the machine that builds, when it is glibc.
fn glibc() -> Option<(u32, u32)> {
    let answer = Command::new("getconf")
        .arg("GNU_LIBC_VERSION")
        .output()
        .ok()?;
    let text = String::from_utf8(answer.stdout).ok()?;
    let (major, minor) = text.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
