"""Specs, loaders and finders, as far as programs use them by hand."""

import _thread  # noqa: F401
import sys

SOURCE_SUFFIXES = [".py"]
BYTECODE_SUFFIXES = [".pyc"]
DEBUG_BYTECODE_SUFFIXES = [".pyc"]
OPTIMIZED_BYTECODE_SUFFIXES = [".pyc"]
EXTENSION_SUFFIXES = []
_EMBEDDED = "<pellucid>"


def all_suffixes():
    """Suffixes of everything that can be imported."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES


class ModuleSpec:
    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name = name
        self.loader = loader
        self.origin = origin
        self.loader_state = loader_state
        self.submodule_search_locations = [] if is_package else None
        self.cached = None
        self.has_location = False
        self._initializing = False
        self._uninitialized_submodules = []

    @property
    def parent(self):
        if self.submodule_search_locations is None:
            return self.name.rpartition(".")[0]
        return self.name

    def __repr__(self):
        parts = [f"name={self.name!r}", f"loader={self.loader!r}"]
        if self.origin is not None:
            parts.append(f"origin={self.origin!r}")
        if self.submodule_search_locations is not None:
            parts.append(f"submodule_search_locations={self.submodule_search_locations}")
        return f"{type(self).__name__}({', '.join(parts)})"

    def __eq__(self, other):
        try:
            return (self.name == other.name and self.loader == other.loader and self.origin == other.origin
                    and self.submodule_search_locations == other.submodule_search_locations)
        except AttributeError:
            return NotImplemented


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


class _InterpreterLoader:
    """Modules that only the interpreter itself can load: native ones and those of the embedded library."""

    @classmethod
    def create_module(cls, spec):
        __import__(spec.name)
        return sys.modules[spec.name]

    @classmethod
    def exec_module(cls, module):
        pass


class BuiltinImporter(_InterpreterLoader):
    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if fullname in sys.builtin_module_names:
            return ModuleSpec(fullname, cls, origin="built-in")
        return None

    @classmethod
    def is_package(cls, fullname):
        return False


class FrozenImporter(_InterpreterLoader):
    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None


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
