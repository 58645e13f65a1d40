"""What sysconfig tells of the build: nothing was built that a program could build against."""

build_time_vars = {
    "ABIFLAGS": "",
    "CC": "",
    "EXT_SUFFIX": "",
    "HAVE_FORK": 0,
    "MULTIARCH": "x86_64-linux-gnu",
    "Py_DEBUG": 0,
    "Py_ENABLE_SHARED": 0,
    "Py_GIL_DISABLED": 0,
    "SIZEOF_VOID_P": 8,
    "SOABI": "pellucid-313-x86_64-linux-gnu",
    "TZPATH": "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo",
    "VERSION": "3.13",
    "WITH_PYMALLOC": 1,
    "py_version_short": "3.13",
}
