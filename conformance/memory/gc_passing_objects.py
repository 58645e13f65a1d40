"""Objects of a moment that bring a pass: the end of an alias's iterator, the copied registry of an abstract class; and a tuple that
is resized, which brings none."""
import abc
import gc


class Base(abc.ABC):
    pass


class Other:
    pass


class Third:
    pass


Base.register(Other)


def passes(act):
    """For each room left in generation 0: whether a pass came, and what counts."""
    seen = []
    for room in range(6):
        gc.collect()
        before = gc.get_stats()[0]["collections"]
        gc.set_threshold(room + 1, 1000, 1000)
        act()
        gc.set_threshold(2000, 10, 10)
        seen.append((gc.get_stats()[0]["collections"] - before, gc.get_count()[0]))
    return seen


def exhausted():
    it = iter(list[int])
    next(it)
    return it


it = exhausted()
print("list", passes(lambda: list(it)))
print("for", passes(lambda: [x for x in it]))
print("next", passes(lambda: next(it, None)))
print("whole", passes(lambda: list(iter(list[int]))))
print("tuple", passes(lambda: tuple(x for x in range(15))))
print("tuple", passes(lambda: tuple(x for x in range(3))))
print("tuple", passes(lambda: tuple(iter(range(40)))))


def asked():
    Base._abc_registry_clear() if hasattr(Base, "_abc_registry_clear") else None
    abc._reset_caches(Base) if hasattr(abc, "_reset_caches") else None
    return issubclass(Third, Base)


print("registered", passes(asked))
