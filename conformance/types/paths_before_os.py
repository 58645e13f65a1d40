# The modules of paths import `os` in a circle: any of them can come first.
import genericpath
import posixpath
import os
print(posixpath is os.path, genericpath.os is os, posixpath.splitext("a.b"), genericpath.exists("/"))
