class C:
    __slots__ = ('x',)
    def m(self, k, d):
        self.x += 1
        self.x.y -= 2
        d[k] = self.x
        d[k] += 3
        d[k + 1][0] = k
        del self.x, d[k]
        self.n.m(k, v=d)
        return d[1:], d[1:2:3], d[k]
