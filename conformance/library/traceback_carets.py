# traceback.print_exc(): carets under a part of the line are found in the line's tree.
import traceback


def case(function):
    try:
        function()
    except Exception:
        print(traceback.format_exc().replace(__file__, "FILE"), end="")


a, b, d, n = 1, "x", {}, None

case(lambda: a + b)
case(lambda: 10 + (a + b))
case(lambda: (a) + b + a)
case(lambda: d["k"])
case(lambda: d["k"]["l"])
case(lambda: n.attribute.more)
case(lambda: a(1, 2, x=3))
case(lambda: n.f(a)(b))
case(lambda: [1, 2, 3][a:b])
case(lambda: int("x") + int("y"))
case(lambda: -b)
case(lambda: (a, b, a / 0, d))
case(lambda: f"{a + b}")
case(lambda: "é" * 3 + a / 0)
case(lambda: a @ b)
case(lambda: a // 0 ** 2)
case(lambda: (a if a else b) % 0)


def several():
    return (a +
            b)


def spread():
    return d[
        "k"
    ]


case(several)
case(spread)
