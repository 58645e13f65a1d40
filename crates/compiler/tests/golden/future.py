from __future__ import annotations
def f(a: List [ int ], b: "x" = 1) -> a.b|None: pass
x: Dict[str,int] = {}
