import os, os.path as p
from a.b import c as d, e
from . import f
from .. import *
global_x = 1
def g():
    global global_x
    global_x = 2
    del global_x
del p
