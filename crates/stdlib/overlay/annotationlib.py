"""What newer modules of the library ask about annotations, answered as 3.13 has them: evaluated, in __annotations__."""

import enum
import sys
import types

__all__ = [
    "Format", "ForwardRef", "call_annotate_function", "call_evaluate_function",
    "get_annotate_from_class_namespace", "get_annotations", "annotations_to_string", "type_repr",
]


class Format(enum.IntEnum):
    VALUE = 1
    VALUE_WITH_FAKE_GLOBALS = 2
    FORWARDREF = 3
    STRING = 4


class ForwardRef:
    """A name or an expression that stands for a type, to be evaluated later."""

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False, owner=None):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        text = f"({arg},)[0]" if arg.startswith("*") else arg
        try:
            code = compile(text, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}")
        self.__forward_arg__ = arg
        self.__forward_code__ = code
        self.__forward_evaluated__ = False
        self.__forward_value__ = None
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class
        self.__forward_module__ = module
        self.__owner__ = owner

    def evaluate(self, *, globals=None, locals=None, type_params=None, owner=None, format=Format.VALUE):
        if format == Format.STRING:
            return self.__forward_arg__
        owner = self.__owner__ if owner is None else owner
        if globals is None and self.__forward_module__ is not None:
            module = self.__forward_module__
            module = sys.modules.get(module) if isinstance(module, str) else module
            globals = getattr(module, "__dict__", None)
        if globals is None and owner is not None:
            globals = getattr(sys.modules.get(getattr(owner, "__module__", None)), "__dict__", None)
        if globals is None:
            globals = {}
        names = dict(vars(owner)) if isinstance(owner, type) else {}
        if type_params is None and owner is not None:
            type_params = getattr(owner, "__type_params__", None)
        for param in type_params or ():
            names.setdefault(param.__name__, param)
        if locals is not None:
            names.update(locals)
        try:
            return eval(self.__forward_code__, globals, names)
        except Exception:
            if format == Format.FORWARDREF:
                return self
            raise

    def _evaluate(self, globalns, localns, type_params=None, *, recursive_guard):
        """What it stands for, checked; kept as long as global and local names are the same."""
        import typing

        if type_params is None:
            typing._deprecation_warning_for_no_type_params_passed("typing.ForwardRef._evaluate")
            type_params = ()
        name = self.__forward_arg__
        if name in recursive_guard:
            return self
        if self.__forward_evaluated__ and localns is globalns:
            return self.__forward_value__
        if globalns is None:
            globalns = {} if localns is None else localns
        if localns is None:
            localns = globalns
        if self.__forward_module__ is not None:
            module = sys.modules.get(self.__forward_module__, None)
            globalns = getattr(module, "__dict__", globalns)
        if type_params:
            # They hide global names, and are hidden by those of a class, which are called global here.
            globalns, localns = dict(globalns), dict(localns)
            for param in type_params:
                if not (self.__forward_is_class__ and param.__name__ in globalns):
                    globalns[param.__name__] = param
                    localns.pop(param.__name__, None)
        found = typing._type_check(
            eval(self.__forward_code__, globalns, localns),
            "Forward references must evaluate to types.",
            is_argument=self.__forward_is_argument__,
            allow_special_forms=self.__forward_is_class__,
        )
        self.__forward_value__ = typing._eval_type(
            found, globalns, localns, type_params, recursive_guard=recursive_guard | {name})
        self.__forward_evaluated__ = True
        return self.__forward_value__

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        if self.__forward_arg__ != other.__forward_arg__:
            return False
        if self.__forward_evaluated__ and other.__forward_evaluated__:
            return self.__forward_value__ == other.__forward_value__
        return self.__forward_module__ == other.__forward_module__

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __or__(self, other):
        import typing

        return typing.Union[self, other]

    def __ror__(self, other):
        import typing

        return typing.Union[other, self]

    def __repr__(self):
        module = self.__forward_module__
        module = "" if module is None else f", module={module!r}"
        return f"ForwardRef({self.__forward_arg__!r}{module})"


ForwardRef.__module__ = "typing"


def call_evaluate_function(evaluate, format, *, owner=None):
    return evaluate()


def call_annotate_function(annotate, format, *, owner=None, _is_evaluate=False):
    return annotate(format)


def get_annotate_from_class_namespace(namespace):
    return namespace.get("__annotate__")


def type_repr(value):
    if isinstance(value, type):
        if value.__module__ == "builtins":
            return value.__qualname__
        return f"{value.__module__}.{value.__qualname__}"
    if value is ...:
        return "..."
    if isinstance(value, types.FunctionType):
        return value.__name__
    return repr(value)


def annotations_to_string(annotations):
    return {name: value if isinstance(value, str) else type_repr(value) for name, value in annotations.items()}


def _names_of(obj):
    """The annotations that an object has itself, and where names in them are looked up."""
    if isinstance(obj, type):
        found = obj.__dict__.get("__annotations__", None)
        if isinstance(found, types.GetSetDescriptorType):
            found = None
        module = sys.modules.get(getattr(obj, "__module__", None))
        return found, getattr(module, "__dict__", None), dict(vars(obj)), obj
    if isinstance(obj, types.ModuleType):
        return getattr(obj, "__annotations__", None), obj.__dict__, None, None
    if callable(obj):
        return getattr(obj, "__annotations__", None), getattr(obj, "__globals__", None), None, obj
    if hasattr(obj, "__annotations__"):
        return obj.__annotations__, None, None, obj
    raise TypeError(f"{obj!r} is not a module, class, or callable.")


def get_annotations(obj, *, globals=None, locals=None, eval_str=False, format=Format.VALUE):
    """A new dictionary of the annotations of a class, a module or a callable."""
    if eval_str and format != Format.VALUE:
        raise ValueError("eval_str=True is only supported with format=Format.VALUE")
    found, own_globals, own_locals, inner = _names_of(obj)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    if not found:
        return {}
    if format == Format.STRING:
        return annotations_to_string(found)
    if not eval_str:
        return dict(found)
    while inner is not None:
        if hasattr(inner, "__wrapped__"):
            inner = inner.__wrapped__
        elif hasattr(inner, "func") and hasattr(inner, "keywords"):
            inner = inner.func
        else:
            break
    if hasattr(inner, "__globals__"):
        own_globals = inner.__globals__
    globals = own_globals if globals is None else globals
    locals = own_locals if locals is None else locals
    params = getattr(obj, "__type_params__", ())
    if params:
        locals = {param.__name__: param for param in params} | (locals or {})
    return {name: eval(value, globals, locals) if isinstance(value, str) else value
            for name, value in found.items()}
