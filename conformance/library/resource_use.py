"""Compared with 3.13: resource: names, limits, wrong arguments, and what getrusage tells of a process."""
import resource, sys, gc

print([(n, getattr(resource, n)) for n in dir(resource) if n[:2] != "__" and n != "prlimit"])
used = resource.getrusage(resource.RUSAGE_SELF)
print(type(used), len(used), used.n_fields, used.n_sequence_fields, used.n_unnamed_fields, [type(x).__name__ for x in used], gc.is_tracked(used), sys.getsizeof(used))
print(1000 < used.ru_maxrss < 10_000_000, used.ru_maxrss == used[2], used.ru_utime + used.ru_stime < 60, used[3:6], used.ru_nswap)
block = bytearray(50_000_000)
more = resource.getrusage(resource.RUSAGE_SELF)
print(40_000 < more.ru_maxrss - used.ru_maxrss < 60_000, more.ru_minflt > used.ru_minflt)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, resource.getpagesize())
for text in ("getrusage(5)", "getrusage('a')", "getrusage()", "getrusage(2**40)", "getrlimit(77)", "getrlimit(-1)", "getrlimit('a')", "setrlimit(7, 5)",
             "setrlimit(7, (1, 2, 3))", "setrlimit(7, (5, 2))", "setrlimit(77, (5, 2))", "setrlimit(7, ('a', 2))", "setrlimit(7, (2**70, 2))",
             "setrlimit(7)", "setrlimit(resource.RLIMIT_CORE, [0, 0])", "getrlimit(resource.RLIMIT_CORE)", "getpagesize(1)", "getrlimit(resource.RLIMIT_AS)",
             "struct_rusage((1,))", "struct_rusage(range(16))", "struct_rusage(range(16))._replace" , "setrlimit(7, iter((64, 64)))", "getrlimit(7)"):
    try:
        print(text, eval("resource." + text))
    except Exception as e:
        print(text, type(e).__name__, e)
for name in ("getrusage", "getrlimit", "setrlimit", "getpagesize"):
    print(getattr(resource, name).__text_signature__)
