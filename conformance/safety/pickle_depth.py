"""What is nested too deeply ends in a RecursionError, wherever it is pickled; pickles may nest as deep as they like."""
import io
import pickle
import threading


class Link:
    pass


class Reduced:
    def __init__(self, inner):
        self.inner = inner

    def __reduce__(self):
        return Reduced, (self.inner,)


class Stated:
    def __init__(self, inner):
        self.inner = inner

    def __getstate__(self):
        return (self.inner,)

    def __setstate__(self, state):
        self.inner, = state


def links(n):
    first = None
    for _ in range(n):
        link = Link()
        link.next = first
        first = link
    return first


def nested(make, n):
    value = make(0)
    for _ in range(n):
        value = make(value)
    return value


KINDS = {
    "lists": lambda x: [x], "tuples": lambda x: (x,), "dicts": lambda x: {1: x}, "frozensets": lambda x: frozenset([x]),
    "reduced": Reduced, "stated": Stated, "slices": lambda x: slice(x),
}


def attempt(what, f):
    try:
        f()
        print(what, "done")
    except RecursionError as error:
        print(what, "RecursionError")


def everything(where):
    for depth in 100, 50000:
        for name, make in KINDS.items():
            if name in ("frozensets", "slices") and depth > 100:
                continue
            value = nested(make, depth)
            for protocol in 0, 2, 4:
                attempt(f"{where} {depth} {name} {protocol}", lambda: pickle.dumps(value, protocol))
            # They are taken apart one by one.
            while value:
                if isinstance(value, (list, tuple)):
                    value = value[0]
                elif isinstance(value, dict):
                    value = value[1]
                elif isinstance(value, (Reduced, Stated)):
                    value = value.inner
                else:
                    break
        chain = links(depth)
        attempt(f"{where} {depth} links", lambda: pickle.dumps(chain))
        while chain is not None:
            chain = chain.next


everything("main")
thread = threading.Thread(target=everything, args=("thread",))
thread.start()
thread.join()

# Opcodes nest without a stack.
deep = pickle.loads(b"(" * 100000 + b"l" * 100000 + b".")
n = 0
while deep:
    deep, n = deep[0], n + 1
print(n)
deep = pickle.loads(b")" + b"\x85" * 100000 + b".")
n = 0
while deep:
    deep, n = deep[0], n + 1
print(n)


class Names(pickle.Pickler):
    def persistent_id(self, value):
        return self.dump(value)


class Reading(pickle.Unpickler):
    def persistent_load(self, name):
        return Reading(io.BytesIO(b"K\x01Q.")).load()


class Finding(pickle.Unpickler):
    def find_class(self, module, name):
        return Finding(io.BytesIO(b"ca\nb\n.")).load()


attempt("persistent_id", lambda: Names(io.BytesIO()).dump([1]))
attempt("persistent_load", lambda: Reading(io.BytesIO(b"K\x01Q.")).load())
attempt("find_class", lambda: Finding(io.BytesIO(b"ca\nb\n.")).load())
