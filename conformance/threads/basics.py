"""Starting, naming, joining; what a thread says of itself; errors of misuse."""
import _thread
import threading
import time


def attempt(f, *args, **kwargs):
    try:
        print("ok", f(*args, **kwargs))
    except BaseException as e:
        print(type(e).__name__, e)


done = []


def work(n, *, scale=1):
    done.append((n * scale, threading.current_thread().name, threading.get_ident()))


threads = [threading.Thread(target=work, args=(i,), kwargs={"scale": 10}, name=f"w{i}") for i in range(5)]
print([t.is_alive() for t in threads], threads[0].ident, threads[0].native_id)
print(repr(threads[0]), threads[0].daemon)
for t in threads:
    t.start()
    t.join()
print([d[:2] for d in done])
print([d[2] == t.ident for d, t in zip(done, threads)])
print(threads[0].is_alive(), repr(threads[0]).split(" ")[1].rstrip(")>"))
attempt(threads[0].start)
attempt(threading.Thread(target=work).join)
attempt(threading.current_thread().join)
attempt(threading.Thread, 1)
attempt(threading.Thread, target=work, nonsense=1)
t = threading.Thread(target=lambda: None)
t.start()
t.join()
attempt(setattr, t, "daemon", True)
print(threading.main_thread() is threading.current_thread(), threading.current_thread().name)
print(threading.active_count(), len(threading.enumerate()), _thread._count())
print(threading.get_ident() == threading.main_thread().ident == _thread._get_main_thread_ident())
print(threading.get_native_id() == threading.main_thread().native_id)


class Own(threading.Thread):
    def run(self):
        self.seen = threading.current_thread() is self, self.native_id == threading.get_native_id()


own = Own(daemon=True)
own.start()
own.join(10)
print(own.seen, own.daemon, own.name)

# Identities are apart while threads live.
gate = threading.Event()
alive = [threading.Thread(target=gate.wait) for _ in range(10)]
for t in alive:
    t.start()
print(len({t.ident for t in alive}), len({t.native_id for t in alive}), threading.active_count(), _thread._count())
print(all(t.is_alive() for t in alive))
started = time.monotonic()
alive[0].join(0.02)
print(alive[0].is_alive(), 0.015 < time.monotonic() - started < 5)
gate.set()
for t in alive:
    t.join()
print(any(t.is_alive() for t in alive), threading.active_count())

# The raw module.
attempt(_thread.start_new_thread, 1, ())
attempt(_thread.start_new_thread, print, 1)
attempt(_thread.start_new_thread, print, (), 1)
attempt(_thread.start_new_thread, print)
attempt(_thread.start_joinable_thread, 1)
attempt(_thread.start_joinable_thread, print, 1)
handle = _thread._ThreadHandle()
attempt(handle.join)
attempt(handle.is_done)
attempt(handle._set_done)
print(handle)
attempt(lambda: _thread.start_joinable_thread(lambda: None, handle=handle) is handle)
handle.join()
print(handle.is_done(), handle.ident != 0)
attempt(handle.join, 1)
attempt(handle.join, "a")
attempt(_thread.start_joinable_thread, print, handle=handle)
main = _thread._make_thread_handle(_thread.get_ident())
attempt(main.join)
attempt(_thread._make_thread_handle, "a")
ended = threading.Event()
box = []


def raw(*args, **kwargs):
    box.append((args, kwargs))
    ended.set()


attempt(lambda: _thread.start_new_thread(raw, (1, 2), {"k": 3}) > 0)
ended.wait()
print(box)
attempt(_thread.stack_size)
attempt(_thread.stack_size, 1)
attempt(_thread.stack_size, 65536)
attempt(threading.stack_size, 0)
attempt(_thread.stack_size, -1)
attempt(_thread.exit)
attempt(_thread.get_ident, 1)
print(sorted(set(dir(_thread)) - {"_at_fork_reinit"}))
