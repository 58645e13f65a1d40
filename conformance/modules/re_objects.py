"""The objects of regular expressions: their sizes, what they refer to, what the collector counts for them."""
import gc
import re
import sys


def names(value):
    return [x if isinstance(x, str) else getattr(x, "__name__", type(x).__name__) for x in gc.get_referents(value)]


pattern = re.compile("a(?P<n>b)")
text = "x ab"
print(names(pattern))
scanner = pattern.scanner(text)
print(names(scanner), sys.getsizeof(scanner))
match = pattern.search(text)
print(names(match), match.regs, names(match), match.regs is match.regs, sys.getsizeof(match))
walk = pattern.finditer(text)
print(type(walk), sys.getsizeof(walk), walk is iter(walk), next(walk), list(walk), names(walk))
print(re.Match[str], re.Pattern[bytes])


def cost(function):
    gc.collect()
    before = gc.get_count()[0]
    kept = function()
    return gc.get_count()[0] - before


gc.disable()
print(cost(lambda: pattern.finditer(text)), cost(lambda: pattern.scanner(text)), cost(lambda: pattern.search(text)),
      cost(lambda: list(pattern.finditer(text))))
for source in ["abc", "(a)(b)", "[a-z]+x?", "(?i)hello|world", r"\bfoo\d{2,3}$", b"bytes", "(?P<a>x)(?P=a)", "é+[^à-ü]"]:
    print(source, sys.getsizeof(re.compile(source)))
for cls in re.Pattern, re.Match, type(scanner):
    print(cls, cls.__basicsize__, cls.__itemsize__, cls.__weakrefoffset__, hex(cls.__flags__ & ~(1 << 19)))
    for name, value in cls.__dict__.items():
        print("   ", name, type(value).__name__)
