"""Specs of modules: of native ones, of packages, made by hand."""
import importlib
import importlib.machinery
import importlib.util
import itertools
import json
import json.decoder
import sys

ModuleSpec = type(json.__spec__)
print(ModuleSpec, ModuleSpec.__mro__, ModuleSpec is importlib.machinery.ModuleSpec, sorted(ModuleSpec.__dict__))
for module in sys, itertools, json, json.decoder:
    spec = module.__spec__
    print(spec.name, spec.has_location, repr(spec.parent), spec.submodule_search_locations is None, sorted(spec.__dict__))
for module in sys, itertools:
    print(module, module.__spec__, repr(module.__package__), module.__loader__, sys.getsizeof(module.__spec__))
print(__spec__)
spec = ModuleSpec("a.b", None, origin="zz")
print(spec, spec.parent, spec.has_location, spec.__dict__, spec == ModuleSpec("a.b", None, origin="zz"), spec.cached)
spec.has_location = 3
spec.added = 1
print(spec._set_fileattr, spec.has_location, spec.added)


def attempt(function, *args, **keywords):
    try:
        print(function(*args, **keywords))
    except Exception as error:
        print(type(error).__name__, error)


attempt(ModuleSpec)
attempt(ModuleSpec, "a", None, origin=1, more=2)
attempt(ModuleSpec, "a", 2, is_package=True)
attempt(hash, spec)
attempt(setattr, spec, "parent", 3)
attempt(importlib.util.find_spec, "sys")
print(importlib.import_module("json") is json, importlib.util.find_spec("json").name)
