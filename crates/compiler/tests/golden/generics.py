def f[T: int, *U, **P](a: T = 1) -> U:
    return a
class C[T](B):
    def m[V](self, v: V): return T
type X[K] = dict[K, K]
