"""Waiting for descriptors: `poll` and what can be said with it."""

from _processes import poll as _poll

error = OSError

POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL = 1, 2, 4, 8, 16, 32
POLLRDNORM, POLLRDBAND, POLLWRNORM, POLLWRBAND, POLLMSG, POLLRDHUP = 64, 128, 256, 512, 1024, 8192
PIPE_BUF = 4096


def _descriptor(file):
    if isinstance(file, int):
        fd = file
    else:
        try:
            fd = file.fileno()
        except AttributeError:
            raise TypeError("argument must be an int, or have a fileno() method.") from None
        if not isinstance(fd, int):
            raise TypeError("fileno() returned a non-integer")
    if fd < 0:
        raise ValueError(f"file descriptor cannot be a negative integer ({fd})")
    return fd


def _milliseconds(seconds):
    """Rounded up: no wait is shorter than asked for."""
    return -1 if seconds is None else -int(-seconds * 1000 // 1)


class poll:
    """Descriptors with the events that they are watched for."""

    def __init__(self):
        self._watched = {}

    def register(self, fd, eventmask=POLLIN | POLLPRI | POLLOUT, /):
        self._watched[_descriptor(fd)] = eventmask

    def modify(self, fd, eventmask, /):
        fd = _descriptor(fd)
        if fd not in self._watched:
            raise FileNotFoundError(2, "No such file or directory")
        self._watched[fd] = eventmask

    def unregister(self, fd, /):
        del self._watched[_descriptor(fd)]

    def poll(self, timeout=None, /):
        if timeout is None or timeout < 0:
            return _poll(self._watched.items(), -1)
        return _poll(self._watched.items(), -int(-timeout // 1))


def select(rlist, wlist, xlist, timeout=None, /):
    """Wait until a descriptor of one of the lists is ready, at most so many seconds."""
    if timeout is not None and timeout < 0:
        raise ValueError("timeout must be non-negative")
    lists = [[(_descriptor(file), file) for file in files] for files in (rlist, wlist, xlist)]
    watched = {}
    for wanted, files in zip((POLLIN, POLLOUT, POLLPRI), lists):
        for fd, _ in files:
            watched[fd] = watched.get(fd, 0) | wanted
    found = dict(_poll(watched.items(), _milliseconds(timeout)))
    if any(events & POLLNVAL for events in found.values()):
        raise OSError(9, "Bad file descriptor")
    marks = POLLIN | POLLHUP | POLLERR, POLLOUT | POLLERR, POLLPRI
    return tuple([file for fd, file in files if found.get(fd, 0) & mark] for files, mark in zip(lists, marks))
