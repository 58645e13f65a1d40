"""Waiting for files to become ready. Pellucid waits for none yet: each function raises OSError."""

error = OSError

POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL = 1, 2, 4, 8, 16, 32
PIPE_BUF = 4096


def select(rlist, wlist, xlist, timeout=None, /):
    import time

    if not (rlist or wlist or xlist) and timeout is not None:
        time.sleep(timeout)
        return [], [], []
    raise OSError(95, "waiting for files is not supported by Pellucid")
