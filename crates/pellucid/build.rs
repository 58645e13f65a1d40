//! One choice of the linker's: relative relocations packed into a bitmap (`DT_RELR`), a third of a MiB that isn't read at every start.
//! The C library's loader knows them since glibc 2.36; elsewhere the default stays.

use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if glibc().is_some_and(|version| version >= (2, 36)) {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
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
