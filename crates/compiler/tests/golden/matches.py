def f(x):
    match x:
        case 1 | 2:
            return 1
        case [a, *b, 3] if a:
            return b
        case {'k': v, **rest}:
            return v, rest
        case P(y=0, z=q) as w:
            return w
        case None:
            return 0
        case _:
            return 9
