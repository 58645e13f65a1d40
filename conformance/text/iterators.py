# Iterators of text and bytes: types, hints, reductions.
def t(f):
    try:
        return f()
    except Exception as e:
        return f'{type(e).__name__}: {e}'


for source in ['ab', 'é€', b'ab', bytearray(b'ab')]:
    it = iter(source)
    print(type(it).__name__, it.__length_hint__(), it.__reduce__())
    print(next(it), it.__reduce__(), it.__length_hint__())
    print(next(it), next(it, 'end'), it.__reduce__(), it.__length_hint__())
    it = iter(source)
    it.__setstate__(1)
    print(list(it), t(lambda: iter(source).__setstate__('a')), t(lambda: type(it)()))
    it = iter(source)
    it.__setstate__(-5)
    print(list(it))
    it = iter(source)
    it.__setstate__(100)
    print(list(it))
b = bytearray(b'abc')
it = iter(b)
next(it)
b.clear()
print(list(it))
b.extend(b'later')
print(list(it))
print(list(reversed('abc')), sorted('hello'), list(enumerate('ab')), list(zip('ab', b'ab')), max('hello'), dict.fromkeys('aab'))
