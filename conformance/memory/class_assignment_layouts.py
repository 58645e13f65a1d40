"""Which classes an object can change between, in all pairs."""
made = {
    "Slot a": type("A", (), {"__slots__": ("a",)}),
    "Slot a too": type("A2", (), {"__slots__": ("a",)}),
    "Slot b": type("B", (), {"__slots__": ("b",)}),
    "No slots": type("E", (), {"__slots__": ()}),
    "Plain": type("D", (), {}),
    "Plain too": type("D2", (), {}),
    "Plain below": type("D3", (type("D4", (), {}),), {}),
    "Only weak": type("W", (), {"__slots__": ("__weakref__",)}),
    "Only dict": type("I", (), {"__slots__": ("__dict__",)}),
    "Dict and weak": type("DW", (), {"__slots__": ("__dict__", "__weakref__")}),
    "Plain below no slots": type("DX", (type("E2", (), {"__slots__": ()}),), {}),
    "List": type("L", (list,), {}),
    "List too": type("L2", (list,), {}),
    "List without": type("L3", (list,), {"__slots__": ()}),
    "Exception": type("X", (Exception,), {}),
    "Exception below": type("X2", (ValueError,), {}),
    "Key error": type("X3", (KeyError,), {}),
}
for name, old in made.items():
    for other, new in made.items():
        thing = old()
        try:
            thing.__class__ = new
            print(name, "=>", other, type(thing) is new)
        except TypeError as exc:
            print(name, "=>", other, exc)
