"""Classes: methods, inheritance, super, properties, operators, class and static methods."""


class Shape:
    made = 0

    def __init__(self, name):
        self.name = name
        Shape.made += 1

    def area(self):
        raise NotImplementedError

    def twice(self):
        return self.area() * 2

    @classmethod
    def unit(cls):
        return cls(1)

    @staticmethod
    def clamp(value):
        return value if value < 1000 else 1000


class Square(Shape):
    def __init__(self, side):
        super().__init__("square")
        self._side = side

    @property
    def side(self):
        return self._side

    @side.setter
    def side(self, value):
        self._side = value

    def area(self):
        return self._side * self._side


class Box(Square):
    def area(self):
        return super().area() * 6


class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __len__(self):
        return 2

    def __getitem__(self, i):
        return self.x if i == 0 else self.y


def main():
    check = 0
    for i in range(250_000):
        shape = Box(i) if i & 1 else Square(i)
        shape.side = shape.side % 100
        check += Shape.clamp(shape.twice()) + shape.area()
    for _ in range(60_000):
        check += Square.unit().area()
    total = Vector(0, 0)
    step = Vector(1, 2)
    for i in range(300_000):
        total = total + step * (i & 7)
        if total == step:
            check += 1
        check += total[0] + len(total)
    print("classes", check, Shape.made, total.x, total.y)


main()
