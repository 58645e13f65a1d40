"""Specs of modules and the first finders.

This much stands before a program begins. The rest of importlib's code is as large as all that a small program imports: it comes in when somebody
asks for more of this module, or calls a finder, and fills the classes that are here already.
"""

import _imp
import sys


class ModuleSpec:
    """What is known of a module before and after it is loaded."""

    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name = name
        self.loader = loader
        self.origin = origin
        self.loader_state = loader_state
        self.submodule_search_locations = [] if is_package else None
        self._uninitialized_submodules = []
        self._set_fileattr = False
        self._cached = None

    def __repr__(self):
        parts = [f"name={self.name!r}", f"loader={self.loader!r}"]
        if self.origin is not None:
            parts.append(f"origin={self.origin!r}")
        if self.submodule_search_locations is not None:
            parts.append(f"submodule_search_locations={self.submodule_search_locations}")
        return f"{type(self).__name__}({', '.join(parts)})"

    def __eq__(self, other):
        _complete()
        return self.__eq__(other)

    @property
    def cached(self):
        _complete()
        return self.cached

    @cached.setter
    def cached(self, cached):
        self._cached = cached

    @property
    def parent(self):
        """The package that relative imports start from."""
        if self.submodule_search_locations is None:
            return self.name.rpartition(".")[0]
        return self.name

    @property
    def has_location(self):
        return self._set_fileattr

    @has_location.setter
    def has_location(self, value):
        self._set_fileattr = bool(value)


class BuiltinImporter:
    """Finds the native modules."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return _filled(cls).find_spec(fullname, path, target)

    @staticmethod
    def create_module(spec):
        return _filled(BuiltinImporter).create_module(spec)

    @staticmethod
    def exec_module(module):
        _filled(BuiltinImporter).exec_module(module)


class FrozenImporter:
    """Finds frozen modules, of which there are none."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None


class PathFinder:
    """Finds modules along `sys.path` and along the paths of packages."""

    @staticmethod
    def invalidate_caches():
        _filled(PathFinder).invalidate_caches()

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return _filled(cls).find_spec(fullname, path, target)

    @staticmethod
    def find_distributions(*args, **kwargs):
        return _filled(PathFinder).find_distributions(*args, **kwargs)


class _LoaderBasics:
    """What loaders of source and of compiled files share."""


class FileLoader:
    """What loaders of files share."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __getattr__(self, name):
        if "module_from_spec" in globals():
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)
        _complete()
        return getattr(self, name)


class SourceLoader(_LoaderBasics):
    """What loaders of source share."""


class SourceFileLoader(FileLoader, SourceLoader):
    """Loads a module from its source, in a file or in the program's own library."""


def zipimporter(path):
    """A finder for what lies in an archive."""
    import zipimport

    return zipimport.zipimporter(path)


def path_hook_for_FileFinder(path):
    """A finder for what lies in a directory."""
    return _external().path_hook(path)


_OF_FILES = PathFinder, _LoaderBasics, FileLoader, SourceLoader, SourceFileLoader
for _one in *_OF_FILES, path_hook_for_FileFinder:
    _one.__module__ = "_frozen_importlib_external"
del _one


def __getattr__(name):
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    _complete()
    return globals()[name]


# What the rest defines that others ask for.
_LATER = frozenset("""
    _DeadlockError _ImportLockContext _ModuleLock _ModuleLockManager _builtin_from_name _call_with_frames_removed _exec _find_and_load _find_spec
    _gcd_import _handle_fromlist _init_module_attrs _install_external_importers _load _load_unlocked _module_repr _module_repr_from_spec
    _new_module _object_name _requires_builtin _resolve_name _sanity_check _spec_from_module _verbose_message _wrap module_from_spec
    spec_from_loader _setup _install _bootstrap_external
""".split())


def _complete():
    """Runs the rest here. Classes that were there stay what they are, with what the rest gives them."""
    space = globals()
    if "module_from_spec" in space:
        return
    early = {name: space[name] for name in ("ModuleSpec", "BuiltinImporter", "FrozenImporter")}
    exec(_imp._embedded_code("importlib/_bootstrap.py", "<frozen importlib._bootstrap>"), space)
    for name, kind in early.items():
        _fill(kind, space[name])
        space[name] = kind
    import _thread
    import _warnings
    import _weakref

    space.update(sys=sys, _imp=_imp, _thread=_thread, _warnings=_warnings, _weakref=_weakref)
    space["_blocking_on"] = space["_WeakValueDictionary"]()
    _external()


def _fill(kind, whole):
    for name, value in vars(whole).items():
        if name not in ("__dict__", "__weakref__", "__module__", "__qualname__", "__firstlineno__", "__static_attributes__"):
            setattr(kind, name, value)


def _filled(kind):
    _complete()
    return kind


def _external():
    _complete()
    import _frozen_importlib_external

    return _frozen_importlib_external
