def f(a, b):
    return f"{a}{b!r:>{a}} x {a=} {b:.2f}" + '%s %r' % (a, b) + f"{{}}"
