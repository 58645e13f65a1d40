"""Type parameters, typing, dataclasses, named tuples, protocols."""
def f[T](x: T) -> T: return x
print(f.__type_params__)
type A[T]=list[T]
print(A, A.__value__, A[int])
class C[T: int, *Ts, **P]: pass
print(C.__type_params__, C.__orig_bases__, C[int, str, [int]], C.__mro__)
import typing
print(typing.Optional[int], typing.Union[int,str], typing.List[int], typing.get_type_hints(f))
from dataclasses import dataclass, field, asdict
@dataclass
class D:
    x: int
    y: str = 'a'
    z: list = field(default_factory=list)
print(D(1), D(1)==D(1), D.__doc__, asdict(D(2)), D.__init__.__annotations__)
import inspect
print(inspect.signature(D), inspect.signature(f), inspect.getsource(f) if 0 else '')
class N(typing.NamedTuple):
    a: int
    b: str = 'x'
print(N(1), N.__annotations__)
class TD(typing.TypedDict): a: int
print(TD.__annotations__, TD(a=1))
class Pr(typing.Protocol):
    def m(self) -> int: ...
@typing.runtime_checkable
class P2(typing.Protocol):
    def m(self): ...
class Q:
    def m(self): pass
print(isinstance(Q(), P2), typing.Callable[[int],str], typing.Literal[1,2], typing.Any, typing.TypeVar('T'), typing.Generic)
