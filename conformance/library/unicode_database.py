# unicodedata: properties, names, normal forms, and what is refused.
import unicodedata as u

CASES = [
    lambda: u.name("a"), lambda: u.name("\x00", 3), lambda: u.name("\x00"), lambda: u.name("ab"), lambda: u.name(1),
    lambda: u.name(), lambda: u.lookup("x"), lambda: u.lookup("LATIN SMALL LETTER A"), lambda: u.lookup(b"SPACE"),
    lambda: u.lookup(1), lambda: u.decimal("a"), lambda: u.decimal("5"), lambda: u.digit("²"), lambda: u.decimal("²"),
    lambda: u.numeric("½"), lambda: u.numeric("a"), lambda: u.digit("a"), lambda: u.digit("a", None),
    lambda: u.category("a"), lambda: u.category("\ud800"), lambda: u.category("ab"), lambda: u.category(1),
    lambda: u.bidirectional("a"), lambda: u.bidirectional("\ud800"), lambda: u.combining("\u0301"),
    lambda: u.mirrored("("), lambda: u.east_asian_width("あ"), lambda: u.decomposition("é"),
    lambda: u.decomposition("ﬁ"), lambda: u.decomposition("가"), lambda: u.name("가"), lambda: u.name("一"),
    lambda: ascii(u.normalize("NFD", "é")), lambda: u.normalize("NFKC", "ﬁ²"), lambda: u.normalize("X", "é"),
    lambda: u.normalize("NFC", 1), lambda: u.normalize("NFC"), lambda: u.is_normalized("NFC", "é"),
    lambda: u.is_normalized("NFD", "é"), lambda: u.is_normalized("X", "é"),
]

for case in CASES:
    try:
        print(ascii(case()))
    except Exception as error:
        print(type(error).__name__, ascii(str(error)))
text = "plain"
print(u.normalize("NFD", text) is text)
