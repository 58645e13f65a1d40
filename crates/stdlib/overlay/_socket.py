"""Pairs of sockets, addresses and constants. Pellucid opens no connections yet: making another socket raises OSError."""

import posix
from _processes import pair, poll

error = OSError
timeout = TimeoutError
has_ipv6 = False
CAPI = None


class gaierror(OSError):
    pass


class herror(OSError):
    pass


gaierror.__module__ = herror.__module__ = "socket"

AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6 = 0, 1, 2, 10
SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_RDM, SOCK_SEQPACKET = 1, 2, 3, 4, 5
SOCK_NONBLOCK, SOCK_CLOEXEC = 2048, 524288
SOL_SOCKET, SOL_IP, SOL_TCP, SOL_UDP = 1, 0, 6, 17
SO_DEBUG, SO_REUSEADDR, SO_TYPE, SO_ERROR, SO_DONTROUTE, SO_BROADCAST = 1, 2, 3, 4, 5, 6
SO_SNDBUF, SO_RCVBUF, SO_KEEPALIVE, SO_OOBINLINE, SO_LINGER, SO_REUSEPORT = 7, 8, 9, 10, 13, 15
SOMAXCONN = 4096
IPPROTO_IP, IPPROTO_ICMP, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IPV6, IPPROTO_RAW = 0, 1, 6, 17, 41, 255
IPV6_V6ONLY = 26
TCP_NODELAY, TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT = 1, 4, 5, 6
MSG_OOB, MSG_PEEK, MSG_DONTWAIT, MSG_WAITALL, MSG_NOSIGNAL = 1, 2, 64, 256, 16384
SHUT_RD, SHUT_WR, SHUT_RDWR = 0, 1, 2
EAI_ADDRFAMILY, EAI_AGAIN, EAI_BADFLAGS, EAI_FAIL, EAI_FAMILY = -9, -3, -1, -4, -6
EAI_MEMORY, EAI_NODATA, EAI_NONAME, EAI_SERVICE, EAI_SOCKTYPE, EAI_SYSTEM = -10, -5, -2, -8, -7, -11
AI_PASSIVE, AI_CANONNAME, AI_NUMERICHOST, AI_NUMERICSERV = 1, 2, 4, 1024
AI_V4MAPPED, AI_ALL, AI_ADDRCONFIG = 8, 16, 32
NI_NUMERICHOST, NI_NUMERICSERV, NI_NOFQDN, NI_NAMEREQD, NI_DGRAM = 1, 2, 4, 8, 16
INADDR_ANY, INADDR_LOOPBACK, INADDR_BROADCAST, INADDR_NONE = 0, 0x7F000001, 0xFFFFFFFF, 0xFFFFFFFF


def _absent(what):
    raise OSError(95, f"{what} is not supported by Pellucid")


class socket:
    """One end of a pair. Making a socket that could reach others raises OSError."""

    __slots__ = ("_family", "_type", "proto", "_fd", "_timeout")

    family = property(lambda self: self._family)
    type = property(lambda self: self._type)

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        if fileno is None:
            _absent("a socket")
        self._family = AF_UNIX if family == -1 else int(family)
        self._type = SOCK_STREAM if type == -1 else int(type)
        self.proto = 0 if proto == -1 else proto
        self._fd = fileno
        self._timeout = _default_timeout

    def fileno(self):
        return self._fd

    def detach(self):
        fd, self._fd = self._fd, -1
        return fd

    def close(self):
        fd = self.detach()
        if fd != -1:
            posix.close(fd)

    def __del__(self):
        if getattr(self, "_fd", -1) != -1:
            import warnings

            warnings.warn(f"unclosed {self!r}", ResourceWarning, source=self)
            self.close()

    def setblocking(self, on):
        self.settimeout(None if on else 0.0)

    def getblocking(self):
        return self._timeout != 0

    def settimeout(self, seconds):
        if seconds is not None:
            seconds = float(seconds)
            if seconds < 0:
                raise ValueError("Timeout value out of range")
        self._timeout = seconds
        posix.set_blocking(self._fd, seconds is None)

    def gettimeout(self):
        return self._timeout

    timeout = property(gettimeout)

    def _wait(self, events):
        if self._timeout and not poll([(self._fd, events)], -int(-self._timeout * 1000 // 1)):
            raise TimeoutError("timed out")

    def recv(self, size, flags=0):
        if size < 0:
            raise ValueError("negative buffersize in recv")
        self._wait(1)
        return posix.read(self._fd, size)

    def recv_into(self, buffer, size=0, flags=0):
        with memoryview(buffer) as view, view.cast("B") as view:
            data = self.recv(size or len(view), flags)
            view[:len(data)] = data
        return len(data)

    def send(self, data, flags=0):
        self._wait(4)
        return posix.write(self._fd, data)

    def sendall(self, data, flags=0):
        with memoryview(data) as view, view.cast("B") as view:
            sent = 0
            while sent < len(view):
                sent += self.send(view[sent:])


def socketpair(family=AF_UNIX, type=SOCK_STREAM, proto=0):
    """Two sockets that are connected with each other."""
    if family not in (None, AF_UNIX) or type != SOCK_STREAM:
        _absent("a pair of sockets of this kind")
    first, second = pair()
    return socket(AF_UNIX, type, proto, first), socket(AF_UNIX, type, proto, second)


SocketType = socket
_default_timeout = None


def getdefaulttimeout():
    return _default_timeout


def setdefaulttimeout(timeout):
    global _default_timeout
    if timeout is not None:
        timeout = float(timeout)
        if timeout < 0:
            raise ValueError("Timeout value out of range")
    _default_timeout = timeout


def _missing(name):
    def function(*args, **keywords):
        _absent(f"socket.{name}()")

    function.__name__ = function.__qualname__ = name
    globals()[name] = function


for _name in (
    "close", "dup", "getaddrinfo", "gethostbyaddr", "gethostbyname", "gethostbyname_ex", "getnameinfo",
    "getprotobyname", "getservbyname", "getservbyport", "if_indextoname", "if_nameindex", "if_nametoindex",
    "inet_ntop", "inet_pton", "sethostname",
):
    _missing(_name)
del _name


def gethostname():
    return posix.uname().nodename


def ntohs(number):
    number = _unsigned("ntohs", number, 16)
    return int.from_bytes(number.to_bytes(2, "little"), "big")


def ntohl(number):
    number = _unsigned("ntohl", number, 32)
    return int.from_bytes(number.to_bytes(4, "little"), "big")


def _unsigned(name, number, bits):
    if number < 0:
        raise OverflowError(f"{name}: can't convert negative Python int to C {bits}-bit unsigned integer")
    if number >> bits:
        raise OverflowError(f"{name}: Python int too large to convert to C {bits}-bit unsigned integer")
    return number


def htons(number):
    return ntohs(number)


def htonl(number):
    return ntohl(number)


def inet_aton(text):
    parts = text.split(".")
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() and int(part) < 256 for part in parts):
        raise OSError("illegal IP address string passed to inet_aton")
    return bytes(int(part) for part in parts)


def inet_ntoa(packed):
    if len(packed) != 4:
        raise OSError("packed IP wrong length")
    return ".".join(str(byte) for byte in packed)
