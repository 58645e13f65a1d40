"""Signatures of native functions, from the text that they carry."""

import sys
from types import ModuleType


def signature(cls, obj, text, self_parameter, skip_bound_arg):
    """The text is the head of a function: the function is made, and asked."""
    name = getattr(obj, "__module__", None) or getattr(getattr(obj, "__objclass__", None), "__module__", None)
    names = dict(sys.modules)
    names.update(getattr(sys.modules.get(name), "__dict__", {}))
    try:
        space = {}
        exec(compile(f"def foo{text}: pass", "<signature>", "exec"), names, space)
    except NameError:
        raise ValueError
    except (SyntaxError, AttributeError):
        raise ValueError(f"{obj!r} builtin has invalid signature")
    parameters = list(cls.from_callable(space["foo"]).parameters.values())
    if self_parameter is not None:
        bound = getattr(obj, "__self__", None)
        if bound is not None and (isinstance(bound, ModuleType) or skip_bound_arg):
            parameters.pop(0)
        else:
            parameters[0] = parameters[0].replace(kind=cls._parameter_cls.POSITIONAL_ONLY)
    return cls(parameters, return_annotation=cls.empty)
