"""CPython's private format for code. Pellucid keeps no compiled files: writing and reading it raise ValueError."""

version = 4


def dump(value, file, version=version, /, *, allow_code=True):
    raise ValueError("marshal is not supported by Pellucid")


def dumps(value, version=version, /, *, allow_code=True):
    raise ValueError("marshal is not supported by Pellucid")


def load(file, /, *, allow_code=True):
    raise ValueError("marshal is not supported by Pellucid")


def loads(bytes, /, *, allow_code=True):
    raise ValueError("marshal is not supported by Pellucid")
