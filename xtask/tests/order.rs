//! Patterns for function names.

use xtask::order::pattern;

#[test]
fn patterns_lose_the_hash() {
    let plain = "_ZN5types3str6intern6intern17h0123456789abcdefE";
    let expected = Some("_ZN5types3str6intern6intern17h*".to_owned());
    assert_eq!(pattern(plain), expected);
    assert_eq!(pattern(&format!("{plain}.llvm.123")), expected);
    for other in ["main", "_RNvCs1_3std4main", "_ZN", "_ZN1aE", ""] {
        assert_eq!(pattern(other), None, "{other}");
    }
}
