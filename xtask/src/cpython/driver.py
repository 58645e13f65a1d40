"""Runs test modules of an installed CPython. Only its package `test` is taken; all else they import is Pellucid's own.

Prints one line for each test on standard output: `ok`, `skip`, `fail` or `error`, the test's name, and the reason.
Tests marked as "specific to CPython" are run as well: its memory is what Pellucid speaks of.
"""
import os
import sys
import tempfile
import types
import unittest

library, module = sys.argv[1:3]
chosen = sys.argv[3:]
sys.argv = [module]

sys.modules["test"] = types.ModuleType("test")
sys.modules["test"].__path__ = [os.path.join(library, "test")]

from test import support
from test.support import script_helper

check = support.check_impl_detail
support.check_impl_detail = lambda **guards: guards["cpython"] if "cpython" in guards else check(**guards)
support.cpython_only = lambda test: test

# A constant of CPython's C interface that tests of deep recursion ask for.
sys.modules["_testcapi"] = types.ModuleType("_testcapi")
sys.modules["_testcapi"].Py_C_RECURSION_LIMIT = 10000


# Programs that tests run find the package as well.
place = tempfile.TemporaryDirectory()
os.symlink(os.path.join(library, "test"), os.path.join(place.name, "test"))
run_child = script_helper._assert_python


def with_tests(success, *words, **environment):
    def prefixed(word):
        asks = "from test" in word or "import test" in word
        return f"import sys; sys.path.append({place.name!r}); del sys\n{word}" if asks else word

    return run_child(success, *[prefixed(word) if isinstance(word, str) else word for word in words], **environment)


script_helper._assert_python = with_tests


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


class Runner:
    def run(self, test):
        result = Result()
        test(result)
        return result


class Program(unittest.TestProgram):
    """Some tests want as many frames below them as `python -m unittest` has, which is started by two more."""

    def parseArgs(self, argv):
        self.test = suite


def run_code():
    Program(testRunner=Runner(), exit=False)


def run_module():
    run_code()


run_module()
place.cleanup()
print("done", module, file=out, flush=True)
