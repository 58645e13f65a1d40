@deco
class A(B, metaclass=M):
    """doc"""
    x: int = 1
    def __init__(self):
        super().__init__()
        self.__y = 1
        self.z = __class__
    def m(self):
        return super(A, self).m
