"""Template strings are not in the language; their module has nothing to give."""

raise ModuleNotFoundError(f"No module named {__name__!r}", name=__name__)
