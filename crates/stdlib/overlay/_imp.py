"""What importlib's own code asks of the interpreter. The interpreter imports by itself; little is left to tell."""

import sys

check_hash_based_pycs = "default"
pyc_magic_number_token = 0x0A0D0DF3


def lock_held():
    return False


def acquire_lock():
    pass


def release_lock():
    pass


def is_builtin(name):
    return 1 if name in sys.builtin_module_names else 0


def is_frozen(name):
    return False


def is_frozen_package(name):
    raise ImportError(f"No such frozen object named {name}", name=name)


def find_frozen(name, *, withdata=False):
    return None


def get_frozen_object(name, data=None):
    raise ImportError(f"No such frozen object named {name}", name=name)


def init_frozen(name):
    return None


def extension_suffixes():
    return []


def create_dynamic(spec, file=None):
    raise ImportError("extension modules can't be loaded", name=spec.name)


def _override_frozen_modules_for_tests(override):
    pass


def _override_multi_interp_extensions_check(override):
    return 0


def _frozen_module_names():
    return []
