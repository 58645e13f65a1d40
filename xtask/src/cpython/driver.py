"""Runs test modules of an installed CPython. Only its package `test` is taken; all else they import is Pellucid's own.

Prints one line for each test on standard output: `ok`, `skip`, `fail` or `error`, the test's name, and the reason.
Tests marked as "specific to CPython" are run as well: its memory is what Pellucid speaks of.
"""
import os
import sys
import types
import unittest

library, module = sys.argv[1:3]
chosen = sys.argv[3:]
sys.argv = [module]

sys.modules["test"] = types.ModuleType("test")
sys.modules["test"].__path__ = [os.path.join(library, "test")]

from test import support

check = support.check_impl_detail
support.check_impl_detail = lambda **guards: guards["cpython"] if "cpython" in guards else check(**guards)
support.cpython_only = lambda test: test

# A constant of CPython's C interface that tests of deep recursion ask for.
sys.modules["_testcapi"] = types.ModuleType("_testcapi")
sys.modules["_testcapi"].Py_C_RECURSION_LIMIT = 10000



def name_of(test):
    """Class and method, without the module."""
    text = test.id()
    return text[text.index(module) + len(module) + 1:] if module + "." in text else text


class Result(unittest.TestResult):
    """Tells each test's end at once, so that a crash loses nothing."""

    def tell(self, word, test, why=""):
        lines = str(why).strip().splitlines()
        print(word, name_of(test), "|", lines[-1] if lines else "", file=out, flush=True)

    def addSuccess(self, test):
        self.tell("ok", test)

    def addSkip(self, test, reason):
        self.tell("skip", test, reason)

    def addExpectedFailure(self, test, err):
        self.tell("ok", test)

    def addUnexpectedSuccess(self, test):
        self.tell("fail", test, "unexpected success")

    def addFailure(self, test, err):
        self.tell("fail", test, f"{err[0].__name__}: {err[1]}")

    def addError(self, test, err):
        self.tell("error", test, f"{err[0].__name__}: {err[1]}")

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.tell("fail", subtest, f"{err[0].__name__}: {err[1]}")


out = sys.stdout
loader = unittest.TestLoader()
suite = loader.loadTestsFromName("test." + module)


def each(tests):
    for test in tests:
        if isinstance(test, unittest.TestSuite):
            yield from each(test)
        else:
            yield test


if chosen:
    suite = unittest.TestSuite(
        test for test in each(suite) if any(name_of(test).startswith(want) for want in chosen)
    )
suite.run(Result())
print("done", module, file=out, flush=True)
