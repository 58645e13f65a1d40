//! Patterns for function names.

use xtask::order::pattern;

#[test]
fn patterns_lose_the_hash() {
    let plain = "_ZN5types3str6intern6intern17h0123456789abcdefE";
    let expected = Some("_ZN5types3str6intern6intern17h*".to_owned());
    assert_eq!(pattern(plain), expected);
    assert_eq!(pattern(&format!("{plain}.llvm.123")), expected);
    let newer = "_RNvXsZ_NtCslNYA_5allocNtCs1_4core";
    let expected = Some("_RNvXsZ_NtCs*_5allocNtCs*_4core".to_owned());
    assert_eq!(pattern(newer), expected);
    for other in ["main", "_ZN", "_ZN1aE", ""] {
        assert_eq!(pattern(other), None, "{other}");
    }
}
