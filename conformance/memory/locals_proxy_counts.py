"""What looking at a frame's variables makes on the way: names in a list, no dictionary."""
import gc
import sys


def counted(act):
    """The count of generation 0 before, while and after."""
    gc.collect()
    before = gc.get_count()[0]
    made = act()
    with_it = gc.get_count()[0]
    del made
    return with_it - before, gc.get_count()[0] - before


def main():
    a, b, c = 1, [2], {3}
    frame = sys._getframe()
    proxy = frame.f_locals
    proxy["extra"] = 5
    proxy["a"] = 6
    for name, act in [
        ("iter", lambda: iter(proxy)),
        ("list", lambda: list(proxy)),
        ("loop", lambda: [x for x in proxy]),
        ("reversed", lambda: reversed(proxy)),
        ("keys", lambda: proxy.keys()),
        ("values", lambda: proxy.values()),
        ("items", lambda: proxy.items()),
        ("len", lambda: len(proxy)),
        ("copy", lambda: proxy.copy()),
        ("repr", lambda: len(repr(proxy))),
        ("get", lambda: proxy.get("a")),
        ("missing", lambda: proxy.get("zz", 1)),
        ("in", lambda: "a" in proxy),
        ("update", lambda: proxy.update({"a": 2})),
        ("update itself", lambda: proxy.update(proxy)),
        ("or", lambda: proxy | {"d": 1}),
        ("equal", lambda: proxy == {"d": 1}),
        ("same", lambda: proxy == proxy),
        ("view", lambda: frame.f_locals),
        ("setdefault", lambda: proxy.setdefault("a", 1)),
        ("dict", lambda: dict(proxy)),
    ]:
        print(name, counted(act), counted(act))
    print(list(proxy), list(reversed(proxy)), type(iter(proxy)).__name__, type(reversed(proxy)).__name__)
    print(repr(proxy)[:20], repr(proxy).count("{...}"))
    print(type(proxy.keys()), type(proxy.values()), type(proxy.items()), len(proxy))


gc.disable()
main()
