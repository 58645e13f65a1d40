"""Exceptions: raised and caught near and far, finally, with, classes of one's own."""


class Refused(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Guard:
    def __init__(self):
        self.entered = self.failed = 0

    def __enter__(self):
        self.entered += 1
        return self

    def __exit__(self, kind, value, trace):
        self.failed += kind is not None
        return kind is KeyError


def dig(depth, code):
    if depth == 0:
        raise Refused(code)
    dig(depth - 1, code)


def attempt(i):
    try:
        if i % 3 == 0:
            raise ValueError(i)
        return i
    except ValueError as error:
        return error.args[0]
    finally:
        if i < 0:
            print("never")


def main():
    check = 0
    for i in range(1_000_000):
        check += attempt(i)
    for i in range(60_000):
        try:
            dig(6, i)
        except Refused as refused:
            check += refused.code
    table = {}
    guard = Guard()
    for i in range(250_000):
        with guard:
            check += table[i]
    for i in range(250_000):
        try:
            check += [1, 2, 3][i & 7]
        except IndexError:
            check -= 1
    for _ in range(1_500_000):
        try:
            check += 1
        except KeyError:
            check = 0
    print("exceptions", check, guard.entered, guard.failed)


main()
