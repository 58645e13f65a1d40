"""Context variables, asynchronous generators' hooks, repr guards: each thread has its own."""
import contextvars
import sys
import threading

variable = contextvars.ContextVar("variable", default="default")
variable.set("main")


def run(f, *args):
    t = threading.Thread(target=f, args=args)
    t.start()
    t.join()


def other():
    print(variable.get())
    variable.set("other")
    print(variable.get(), len(contextvars.copy_context()))


run(other)
print(variable.get())
context = contextvars.copy_context()
run(context.run, lambda: (print(variable.get()), variable.set("changed")))
print(variable.get(), context[variable])
entered, leave = threading.Event(), threading.Event()


def hold():
    entered.set()
    leave.wait()


t = threading.Thread(target=context.run, args=(hold,))
t.start()
entered.wait()
try:
    context.run(print)
except RuntimeError as e:
    print(str(e)[:48])
leave.set()
t.join()

sys.set_asyncgen_hooks(firstiter=print)
run(lambda: print(sys.get_asyncgen_hooks()))
print(sys.get_asyncgen_hooks().firstiter is print)
sys.set_asyncgen_hooks(firstiter=None)
sys.set_coroutine_origin_tracking_depth(3)
run(lambda: print(sys.get_coroutine_origin_tracking_depth()))
print(sys.get_coroutine_origin_tracking_depth())
sys.set_coroutine_origin_tracking_depth(0)


# A list that one thread is showing isn't a list in itself for another.
class Slow:
    def __repr__(self):
        entered.set()
        leave.wait()
        return "slow"


entered.clear()
leave.clear()
values = [Slow()]
shown = []
t = threading.Thread(target=lambda: shown.append(repr(values)))
t.start()
entered.wait()
u = threading.Thread(target=lambda: shown.append(repr(values)))
u.start()
leave.set()
t.join()
u.join()
print(shown)

# Texts that threads run end in any order.
gates = [threading.Event() for _ in range(3)]
results = []


def text(n):
    exec("gates[n].wait(); results.append((n, 'constant', 1.5, (n, 'x')))", {"gates": gates, "n": n, "results": results})


threads = [threading.Thread(target=text, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
for n in (1, 0, 2):
    gates[n].set()
    threads[n].join()
print(results)
