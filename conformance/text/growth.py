# How a bytearray grows, shrinks and refuses to while somebody looks.
b = bytearray()
sizes = []
for i in range(60):
    b.append(i)
    sizes.append(b.__alloc__())
print(sizes)
sizes = []
for i in range(60):
    b.pop()
    sizes.append(b.__alloc__())
print(sizes)
b = bytearray(100)
sizes = []
for i in range(20):
    del b[:5]
    sizes.append((len(b), b.__alloc__()))
print(sizes)
b = bytearray(10)
steps = [lambda: b.extend(b'x' * 5), lambda: b.append(120), lambda: b.extend(b'aaa'), lambda: b.extend([1] * 20), lambda: b.extend(x for x in range(5)),
         lambda: b.__setitem__(slice(0, 0), b'zz'), lambda: b.insert(0, 5), lambda: b.__imul__(2), lambda: b.clear(), lambda: b.__init__(b'abc')]
for step in steps:
    step()
    print(len(b), b.__alloc__())
print(bytearray.fromhex('aabb').__alloc__(), bytearray(b'abc').replace(b'a', b'bb').__alloc__(), bytearray(b'abc').join([b'x']).__alloc__())
print((bytearray(b'ab') + b'x').__alloc__(), (bytearray(b'ab') * 2).__alloc__(), bytearray(b'abc').copy().__alloc__(), bytearray(b'abcdef')[1:5].__alloc__())
print(bytearray(x for x in range(20)).__alloc__(), bytearray('abc', 'ascii').__alloc__(), bytearray(5).__alloc__())

b = bytearray(b'abc')
m = memoryview(b)
for change in [lambda: b.append(1), lambda: b.clear(), lambda: b.__setitem__(slice(0, 1), b'xy'), lambda: b.__setitem__(slice(0, 1), b'x'), lambda: b.pop(),
               lambda: b.__delitem__(0), lambda: b.__imul__(2), lambda: b.__iadd__(b'x'), lambda: b.insert(0, 1), lambda: b.extend(b'a'), lambda: b.remove(120), lambda: b.__init__()]:
    try:
        print(change())
    except BufferError as e:
        print(type(e).__name__, e)
print(b)
m.release()
b.append(100)
print(b)
try:
    b += b
except BufferError as e:
    print(e)
b.extend(b)
print(len(b))
x = bytearray(range(10))
del x[::2]
print(x)
del x[::-2]
print(x)
x = bytearray(range(10))
x[2:4] = b'longer'
x[::3] = b'\0' * len(x[::3])
print(x)
x[:] = iter([1, 2, 3])
print(x, x.__reduce__(), x.__reduce_ex__(4))
