"""module
    doc
"""
def f():
    """one
        two
      three
    """
def g():
    "a" + "b"
def h():
    f"x"
