"""Starting processes and talking to them."""
import os
import select
import selectors
import subprocess
import sys

print(subprocess.run(["echo", "one", "two"], capture_output=True, text=True))
print(subprocess.run("cat; echo wrong >&2; exit 3", shell=True, input=b"given", capture_output=True))
print(subprocess.check_output(["cat"], input="text\n" * 30000, text=True).count("text"))
try:
    subprocess.run(["false"], check=True)
except subprocess.CalledProcessError as error:
    print(error)
try:
    subprocess.run(["/no/such/program", "x"])
except FileNotFoundError as error:
    print(error, error.filename)
try:
    subprocess.run(["no-such-program-anywhere"])
except FileNotFoundError as error:
    print(error)
try:
    subprocess.run(["true"], cwd="/no/such/place")
except FileNotFoundError as error:
    print(error)
print(subprocess.run(["pwd"], cwd="/", capture_output=True).stdout)
os.environ["SEEN"] = "yes"
print(subprocess.getstatusoutput("echo $SEEN; exit 4"))
print(subprocess.run(["/bin/sh", "-c", "echo $SEEN$OTHER"], env={"OTHER": "only"}, capture_output=True).stdout)
print(subprocess.run("echo to both >&2; echo out", shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout)
print(subprocess.run(["echo", "nothing"], stdout=subprocess.DEVNULL).stdout)
try:
    subprocess.run(["sleep", "30"], timeout=0.05)
except subprocess.TimeoutExpired as error:
    print(error.cmd, 0.04 < error.timeout <= 0.05)
with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as cat:
    for word in "first", "second":
        print(word, file=cat.stdin, flush=True)
        print(cat.stdout.readline(), end="")
    print(cat.poll())
    cat.kill()
print(cat.returncode)
out = subprocess.run([sys.executable, "-c", "import sys; print(sys.argv); sys.exit(7)", "a b", "c"], capture_output=True)
print(out.returncode, out.stdout, out.stderr)

r, w = os.pipe()
print(os.get_inheritable(r), os.get_inheritable(w), os.get_inheritable(1))
code = f"import os; os.write({w}, b'through')"
subprocess.run([sys.executable, "-c", code], pass_fds=[w])
print(select.select([r], [w], [], 1) == ([r], [w], []), os.read(r, 20))
print(subprocess.run([sys.executable, "-c", code], capture_output=True).stderr.splitlines()[-1])
print(select.select([r], [], [], 0.01), os.get_inheritable(w))
watch = select.poll()
watch.register(r, select.POLLIN)
print(watch.poll(5))
os.write(w, b"x")
print(watch.poll() == [(r, select.POLLIN)])
with selectors.DefaultSelector() as selector:
    selector.register(r, selectors.EVENT_READ, "reads")
    print([(key.data, events) for key, events in selector.select(1)])
watch.unregister(r)
os.close(w)
os.close(r)
