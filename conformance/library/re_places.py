"""Places and counts that are no machine words."""
import re
import warnings

warnings.simplefilter("ignore")
for name in ("match", "search", "findall", "finditer", "fullmatch", "scanner"):
    for args in ((2**70,), (0, 2**70), (-(2**70),), (0, -(2**70)), ("x",), (1.5,), (0, 1), (-1, 99), (99,)):
        try:
            print(name, args, getattr(re.compile("a"), name)("a", *args) is None)
        except Exception as why:
            print(name, args, type(why).__name__, why)
for call in (lambda: re.compile("a").match(b"xx", 2**70), lambda: re.sub("a", "b", "aaa", 2**70), lambda: re.split("a", "aaa", 2**70)):
    try:
        print(call())
    except Exception as why:
        print(type(why).__name__, why)
