"""Finders and loaders of files: importlib's own code, for the library that travels in the program file as well."""

import sys

import _frozen_importlib
import _imp

_ROOT = "<pellucid>"


def _embed():
    """Runs importlib's code here; classes that stand already stay what they are."""
    space = globals()
    exec(_imp._embedded_code("importlib/_bootstrap_external.py", "<frozen importlib._bootstrap_external>"), space)
    _set_bootstrap_module(_frozen_importlib)
    _frozen_importlib._bootstrap_external = sys.modules[__name__]
    early = {kind.__name__: kind for kind in _frozen_importlib._OF_FILES}
    for name, kind in early.items():
        _frozen_importlib._fill(kind, space[name])
        space[name] = kind
    for kind in ExtensionFileLoader, SourcelessFileLoader:
        kind.__bases__ = tuple(early.get(base.__name__, base) for base in kind.__bases__)
    del FileLoader.__getattr__
    space["path_hook"] = FileFinder.path_hook(*_get_supported_file_loaders())
    _also_embedded(SourceFileLoader, "get_code", _embedded_code)
    _also_embedded(SourceFileLoader, "get_data", _embedded_data)
    _also_embedded(SourceFileLoader, "path_stats", _embedded_stats)
    PathFinder.find_spec = classmethod(_with_library(PathFinder.find_spec.__func__))


def _also_embedded(kind, name, embedded):
    """A method of loaders that goes another way where the path is in the library."""
    plain = getattr(kind, name)

    def method(self, what):
        path = self.path if name == "get_code" else str(what)
        return embedded(path) if path.startswith(_ROOT) else plain(self, what)

    method.__name__, method.__qualname__ = plain.__name__, plain.__qualname__
    setattr(kind, name, method)


def _below(path):
    return path.removeprefix(_ROOT).lstrip("/")


def _embedded_code(path):
    return _imp._embedded_code(_below(path), path)


def _embedded_data(path):
    text = _imp._embedded_source(_below(path))
    if text is None:
        raise FileNotFoundError(2, "No such file or directory", path)
    return text.encode()


def _embedded_stats(path):
    return {"mtime": 0, "size": len(_embedded_data(path))}


def _with_library(find):
    def find_spec(cls, fullname, path=None, target=None):
        spec = find(cls, fullname, path, target)
        if spec is None or spec.loader is None:
            return _find_embedded(fullname, path) or spec
        return spec

    find_spec.__qualname__ = find.__qualname__
    return find_spec


def _find_embedded(fullname, path):
    tail = fullname.rpartition(".")[2]
    roots = [_ROOT] if path is None else [entry for entry in path if isinstance(entry, str) and entry.startswith(_ROOT)]
    for root in roots:
        for file, package in ((f"{root}/{tail}/__init__.py", True), (f"{root}/{tail}.py", False)):
            if _imp._embedded_source(_below(file)) is not None:
                where = [f"{root}/{tail}"] if package else None
                loader = SourceFileLoader(fullname, file)
                return spec_from_file_location(fullname, file, loader=loader, submodule_search_locations=where)
    return None


def _unpack_uint64(data):
    return int.from_bytes(data, "little")


_frozen_importlib._complete()
_embed()
