//! Handlers that jump and handlers that call, as objdump shows them.

use xtask::handlers::inspect;

fn listing(bad: &str) -> String {
    let mut text = String::new();
    for n in 0..400 {
        text.push_str(&format!(
            "\n00000000005{n:04x} <interpreter::machine::table::generic::handler>:\n  588360:\tmov    (%rsi),%rax\n  588364:\tjmp    *(%r8,%rcx,8)\n"
        ));
    }
    text + bad
}

#[test]
fn jumps_are_fine() {
    let slow = "\n0000000000588360 <interpreter::machine::dispatch::run_slow>:\n  1:\tcall   588390 <slow_step>\n  2:\tje     3\n  3:\tjmp    *(%r8,%rcx,8)\n  4:\tret\n";
    assert_eq!(inspect(&listing(slow)), Ok(vec![]));
}

#[test]
fn a_handler_that_returns_is_named() {
    let bad = "\n00000000006abcde <interpreter::special::install::handler>:\n  1:\tcall   *(%r8,%rcx,8)\n  2:\tret\n";
    let wrong = inspect(&listing(bad)).expect("enough handlers");
    let text =
        "interpreter::special::install::handler at 6abcde returns: it calls the next handler";
    assert_eq!(wrong, [text]);
}

#[test]
fn a_build_without_symbols_is_no_pass() {
    assert!(inspect("0000000000588360 <main>:\n  1:\tret\n").is_err());
}
