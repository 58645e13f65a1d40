"""A local that holds something else than a number takes the result of arithmetic on numbers."""


class Old:
    def __del__(self):
        print("old one gone")


def product(x, y, z):
    value = Old()
    value = (x * y) % z
    return value


def total(x, y):
    value = [x]
    value = x + y
    return value


for x in (1, 97388722, 1 << 40, 1 << 80):
    print(product(x, 5, 123456789 if x > 1 else 16))
    print(total(x, 1 << 20))
