"""`__new__` of one built-in type put into a class that is built on another."""
class C(object):
    __new__ = list.__new__
try: print(type(C()))
except TypeError as e: print(e)
class C2(list):
    __new__ = object.__new__
try: print(C2())
except TypeError as e: print(e)
class C3(dict):
    __new__ = int.__new__
try: print(C3())
except TypeError as e: print(e)
class C4(tuple):
    __new__ = list.__new__
try: print(C4([1]))
except TypeError as e: print(e)
class B: pass
B.__new__ = dict.__new__
try: print(type(B()))
except TypeError as e: print(e)
KINDS = (object, int, list, dict, str, tuple, set, float, bytes, complex, Exception, OSError, frozenset, bytearray)
for a in KINDS:
    for b in KINDS:
        class X(b): __new__ = a.__new__
        try: print(a.__name__, b.__name__, type(X()).__name__, isinstance(X(), b))
        except TypeError as e: print(a.__name__, b.__name__, e)
        try: print(type(a.__new__(b)).__name__)
        except TypeError as e: print(e)
class M: res = 1
def scopes(code):
    try: exec(code, {})
    except Exception as e: print(type(e).__name__, e)
scopes("class _C: res = [__class__ for x in [1]]")
scopes("class _C: res = [super for x in [1]]")
