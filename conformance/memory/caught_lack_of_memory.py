"""A MemoryError that is over holds nothing: the locals of its frames and its context die as with any other exception."""
class N:
    def __init__(s, n): s.n = n
    def __del__(s): print("free", s.n)
def f(k):
    a = N("local %d" % k)
    return b"x" * (1 << 62)
for k in range(3):
    try:
        f(k)
    except MemoryError:
        print("caught", k)
    print("after", k)
def g():
    a = N("in context")
    raise ValueError
try: g()
except ValueError:
    try: b"x" * (1 << 62)
    except MemoryError: print("inner")
print("end")
