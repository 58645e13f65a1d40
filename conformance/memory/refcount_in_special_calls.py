"""How often an object is held while its own methods run: calls of instances, slot wrappers, functions that pack their arguments."""
import functools
import sys

count = sys.getrefcount


class Spy:
    def __call__(self, *given, x=None):
        return count(self), [count(g) for g in given], min(count(x), 99)

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)

    def __get__(self, instance, owner):
        return "got", count(self)

    def __set__(self, instance, value):
        print("set", count(self), count(instance), min(count(value), 99))

    def __eq__(self, other):
        print("eq", count(self), min(count(other), 99))
        return True

    def __hash__(self):
        print("hash", count(self))
        return 1

    def __str__(self):
        return "S%d" % count(self)

    def __bytes__(self):
        return b"%d" % count(self)

    def __dir__(self):
        return [str(count(self))]

    def __sizeof__(self):
        return count(self)

    def method(self):
        return count(self)


spy = Spy()
print("call", spy(), spy(1.5), spy(spy), spy(x=spy), Spy()(Spy()))
print("not equal", spy != 1, Spy() != Spy())
Spy.attribute = Spy()
spy.attribute = 5
Spy().attribute = object()
print("packed", bytes(spy), bytes(Spy()), dir(spy), sys.getsizeof(spy), sys.getsizeof(Spy()))
print("partial", functools.partial(count, spy)(), functools.partial(Spy.method, spy)(), functools.partial(Spy.method)(spy))
print("printed", spy, Spy())
print("%s" % spy, "%s %s" % (spy, 1), "%(a)s" % {"a": Spy()})
print("stored under itself")
table = {spy: 1}
table[spy] = 2
spy in table
{Spy()}
{spy for _ in "a"}
{spy: 1 for _ in "a"}
print("in tuples", Spy() in (Spy(),), (Spy(),).count(Spy()), (Spy(),).index(Spy()), (Spy(),) == (Spy(),))
print("in lists", Spy() in list((Spy(),)), [Spy()].count(Spy()), [Spy()] == [Spy()])
