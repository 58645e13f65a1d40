"""The machinery of importing: suffixes, finders, loaders. Those of files come in when they are asked for."""

from _frozen_importlib import BuiltinImporter, FrozenImporter, ModuleSpec, PathFinder  # noqa: F401

SOURCE_SUFFIXES = [".py"]
BYTECODE_SUFFIXES = [".pyc"]
DEBUG_BYTECODE_SUFFIXES = [".pyc"]
OPTIMIZED_BYTECODE_SUFFIXES = [".pyc"]
EXTENSION_SUFFIXES = []
_OF_FILES = ("ExtensionFileLoader", "FileFinder", "NamespaceLoader", "SourceFileLoader", "SourcelessFileLoader", "WindowsRegistryFinder")


def all_suffixes():
    """Suffixes of everything that can be imported."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES


def __getattr__(name):
    if name not in _OF_FILES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import _frozen_importlib_external

    value = globals()[name] = getattr(_frozen_importlib_external, name)
    return value


def __dir__():
    return sorted({*globals(), *_OF_FILES})
