"""Specs, loaders and finders, as far as programs use them by hand."""

import _thread  # noqa: F401
import sys
from _frozen_importlib import BuiltinImporter, FrozenImporter, ModuleSpec, _InterpreterLoader  # noqa: F401

SOURCE_SUFFIXES = [".py"]
BYTECODE_SUFFIXES = [".pyc"]
DEBUG_BYTECODE_SUFFIXES = [".pyc"]
OPTIMIZED_BYTECODE_SUFFIXES = [".pyc"]
EXTENSION_SUFFIXES = []
_EMBEDDED = "<pellucid>"


def all_suffixes():
    """Suffixes of everything that can be imported."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES


class SourceFileLoader:
    """Loads a module from a file with its source."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def create_module(self, spec):
        return None

    def get_filename(self, name=None):
        return self.path

    def is_package(self, fullname):
        return self.path.endswith("__init__.py") and not fullname.endswith("__init__")

    def get_data(self, path):
        import io

        with io.open_code(str(path)) as file:
            return file.read()

    def get_source(self, fullname=None):
        from .util import decode_source

        return decode_source(self.get_data(self.path))

    def source_to_code(self, data, path, *, _optimize=-1):
        return compile(data, path, "exec", dont_inherit=True, optimize=_optimize)

    def get_code(self, fullname=None):
        return self.source_to_code(self.get_data(self.path), self.path)

    def exec_module(self, module):
        exec(self.get_code(self.name), module.__dict__)

    def load_module(self, fullname=None):
        from .util import module_from_spec, spec_from_file_location

        spec = spec_from_file_location(self.name, self.path, loader=self)
        module = sys.modules[self.name] = module_from_spec(spec)
        self.exec_module(module)
        return module

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)


class SourcelessFileLoader(SourceFileLoader):
    def get_source(self, fullname=None):
        return None


class ExtensionFileLoader:
    def __init__(self, name, path):
        raise ImportError("extension modules can't be loaded", name=name, path=path)


class NamespaceLoader:
    def __init__(self, name, path, path_finder):
        self._path = path

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        pass


class PathFinder:
    """Looks for modules along a path."""

    @classmethod
    def invalidate_caches(cls):
        pass

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        import os

        tail = fullname.rpartition(".")[2]
        portions = []
        for entry in sys.path if path is None else path:
            if not isinstance(entry, str) or entry.startswith(_EMBEDDED):
                continue
            base = os.path.join(entry or os.getcwd(), tail)
            inner = os.path.join(base, "__init__.py")
            for file, locations in ((inner, [base]), (base + ".py", None)):
                if os.path.isfile(file):
                    return _file_spec(fullname, file, SourceFileLoader(fullname, file), locations)
            if os.path.isdir(base):
                portions.append(base)
        if portions:
            spec = ModuleSpec(fullname, None)
            spec.submodule_search_locations = portions
            return spec
        return None


class FileFinder:
    def __init__(self, path, *loader_details):
        import os

        self.path = path or "."
        if not os.path.isdir(self.path):
            raise ImportError("only directories are supported", path=path)

    def find_spec(self, fullname, target=None):
        return PathFinder.find_spec(fullname, [self.path])

    def invalidate_caches(self):
        pass


def _file_spec(name, location, loader, locations):
    spec = ModuleSpec(name, loader, origin=location)
    spec.has_location = True
    spec.submodule_search_locations = locations
    return spec
