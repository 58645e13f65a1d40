"""_signal: handlers, actions, timers and messages."""
import _signal as S
import signal
import time


def e(f, *a):
    try:
        print(f(*a))
    except BaseException as x:
        print(type(x).__name__, x)


for name in sorted(n for n in dir(S) if n.startswith(("SIG", "ITIMER_", "NSIG"))):
    print(name, getattr(S, name))
e(S.signal, 1)
e(S.signal, 0, None)
e(S.signal, 10, 5)
e(S.signal, 65, S.SIG_DFL)
e(S.signal, 9, S.SIG_DFL)
e(S.getsignal, 0)
e(S.getsignal, 2)
e(S.getsignal, 9)
e(S.getsignal, 13)
e(S.getsignal, "a")
e(S.signal, 10, S.SIG_IGN)
seen = []
e(S.signal, 10, lambda number, frame: seen.append((number, frame.f_code.co_name)))
e(S.raise_signal, 10)
print(seen)
e(S.raise_signal, 99)
e(S.alarm, 0)
for n in (1, 2, 13, 15, 31, 32, 34, 64, 99, 0):
    e(S.strsignal, n)
e(S.default_int_handler, 1, 2)
e(S.default_int_handler)
e(S.valid_signals)
e(S.siginterrupt, 10, True)
e(S.getitimer, 0)
e(S.setitimer, 9, 1)
print(S.ItimerError.__mro__)
e(S.set_wakeup_fd, -1)
e(S.pthread_sigmask, 0, [])
e(S.signal, "a", 1)
e(S.alarm, "x")


def stop(number, frame):
    raise ZeroDivisionError(number)


S.signal(S.SIGALRM, stop)
e(S.setitimer, 0, 0.05, 0)
e(time.sleep, 10)
S.setitimer(0, 0.05)
try:
    while True:
        pass
except ZeroDivisionError as error:
    print("loop", error)
S.signal(S.SIGINT, lambda *a: print("int", a[0]))
S.raise_signal(2)
print(signal.getsignal(signal.SIGTERM), signal.Signals(2), signal.SIGINT)
e(signal.signal, signal.SIGTERM, signal.SIG_IGN)
e(signal.getsignal, 15)
e(signal.signal, 10, "x")
