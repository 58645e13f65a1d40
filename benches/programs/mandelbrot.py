"""Float loops: escape times over a grid, with plain local floats."""


def escape(cx, cy, limit):
    x = y = 0.0
    for n in range(limit):
        xx = x * x
        yy = y * y
        if xx + yy > 4.0:
            return n
        y = 2.0 * x * y + cy
        x = xx - yy + cx
    return limit


def main():
    size, limit = 320, 200
    total = 0
    for row in range(size):
        cy = row * 2.5 / size - 1.25
        for column in range(size):
            total += escape(column * 3.0 / size - 2.0, cy, limit)
    print("mandelbrot", total)


main()
