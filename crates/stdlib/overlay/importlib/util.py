"""Helpers for importing by hand."""

import sys
import types

from .machinery import BuiltinImporter, ModuleSpec, PathFinder, SourceFileLoader, _file_spec, _InterpreterLoader

MAGIC_NUMBER = (3571).to_bytes(2, "little") + b"\r\n"


def resolve_name(name, package):
    """The absolute name of a perhaps relative one."""
    if not name.startswith("."):
        return name
    if not package:
        raise ImportError(f"no package specified for {name!r} (required for relative module names)")
    level = len(name) - len(name.lstrip("."))
    bits = package.rsplit(".", level - 1)
    if len(bits) < level:
        raise ImportError("attempted relative import beyond top-level package")
    return f"{bits[0]}.{name[level:]}" if name[level:] else bits[0]


def decode_source(source_bytes):
    """Source as text, its lines ended by \\n."""
    import io
    import tokenize

    encoding, _ = tokenize.detect_encoding(io.BytesIO(source_bytes).readline)
    return io.IncrementalNewlineDecoder(None, True).decode(source_bytes.decode(encoding))


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec for a loader."""
    if is_package is None and hasattr(loader, "is_package"):
        try:
            is_package = loader.is_package(name)
        except ImportError:
            is_package = None
    if origin is None:
        origin = getattr(loader, "path", None)
    spec = ModuleSpec(name, loader, origin=origin, is_package=is_package)
    return spec


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=...):
    """A spec for a file."""
    import os

    if location is None:
        location = loader.get_filename(name)
    location = os.fspath(location)
    if not os.path.isabs(location):
        location = os.path.join(os.getcwd(), location)
    if loader is None:
        if not location.endswith(".py"):
            return None
        loader = SourceFileLoader(name, location)
    if submodule_search_locations is ...:
        package = hasattr(loader, "is_package") and loader.is_package(name)
        submodule_search_locations = [os.path.dirname(location)] if package else None
    return _file_spec(name, location, loader, submodule_search_locations)


def module_from_spec(spec):
    """A fresh module for a spec, not yet run."""
    if hasattr(spec.loader, "create_module"):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, "exec_module"):
        raise ImportError("loaders that define exec_module() must also define create_module()")
    else:
        module = None
    if module is not None:
        return module
    module = types.ModuleType(spec.name)
    module.__spec__ = spec
    module.__loader__ = spec.loader
    module.__package__ = spec.parent
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    if spec.has_location:
        module.__file__ = spec.origin
    return module


def find_spec(name, package=None):
    """The spec of a module, without running it."""
    full = resolve_name(name, package)
    if full in sys.modules:
        module = sys.modules[full]
        if module is None:
            return None
        try:
            spec = module.__spec__
        except AttributeError:
            raise ValueError(f"{name}.__spec__ is not set") from None
        if spec is None:
            raise ValueError(f"{name}.__spec__ is None")
        return _complete(full, spec)
    parent = full.rpartition(".")[0]
    path = None
    if parent:
        module = __import__(parent, fromlist=["__path__"])
        try:
            path = module.__path__
        except AttributeError as error:
            raise ModuleNotFoundError(
                f"__path__ attribute not found on {parent!r} while trying to find {full!r}", name=full) from error
    for finder in sys.meta_path:
        spec = finder.find_spec(full, path)
        if spec is not None:
            return spec
    spec = BuiltinImporter.find_spec(full) or PathFinder.find_spec(full, path)
    return spec or _in_library(full)


def _complete(name, spec):
    """A spec with a loader: the interpreter's own specs have none."""
    if spec.loader is not None or spec.origin is None:
        return spec
    origin = spec.origin
    loader = _InterpreterLoader if origin.startswith("<") else SourceFileLoader(name, origin)
    return _file_spec(name, origin, loader, spec.submodule_search_locations)


def _in_library(name):
    """A module of the embedded library is found by importing it."""
    try:
        __import__(name)
    except ModuleNotFoundError as error:
        if error.name == name:
            return None
        raise
    return _complete(name, sys.modules[name].__spec__)


def source_hash(source_bytes):
    raise NotImplementedError("no compiled files are written")


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Where a compiled file would stand. None are written."""
    import os

    head, tail = os.path.split(os.fspath(path))
    base = tail.rpartition(".")[0] or tail
    suffix = "" if optimization in (None, "") else f".opt-{optimization}"
    return os.path.join(head, "__pycache__", f"{base}.{sys.implementation.cache_tag}{suffix}.pyc")


def source_from_cache(path):
    """The source that a compiled file's path stands for."""
    import os

    directory, file = os.path.split(os.fspath(path))
    above, cache = os.path.split(directory)
    if cache != "__pycache__":
        raise ValueError(f"__pycache__ not bottom-level directory in {path!r}")
    parts = file.split(".")
    if len(parts) not in (3, 4):
        raise ValueError(f"expected only 2 or 3 dots in {file!r}")
    if len(parts) == 4 and not (parts[2].startswith("opt-") and parts[2][4:].isalnum()):
        raise ValueError(f"optimization level {parts[2]!r} is not an alphanumeric value")
    return os.path.join(above, parts[0] + ".py")


class LazyLoader:
    def __init__(self, loader):
        raise NotImplementedError("modules aren't loaded lazily")
