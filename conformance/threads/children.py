"""asyncio's child processes: waited for in threads or by their descriptors."""
import asyncio
import signal
import sys


async def main():
    PIPE = asyncio.subprocess.PIPE
    child = await asyncio.create_subprocess_exec("echo", "hi", stdout=PIPE)
    print(await child.communicate(), child.returncode)
    child = await asyncio.create_subprocess_shell("cat; echo oops >&2; exit 3", stdin=PIPE, stdout=PIPE, stderr=PIPE)
    print(await child.communicate(b"data"), child.returncode)
    child = await asyncio.create_subprocess_exec("sleep", "100")
    child.terminate()
    print(await child.wait() == -signal.SIGTERM)
    child = await asyncio.create_subprocess_exec("sleep", "100")
    try:
        await asyncio.wait_for(child.wait(), 0.02)
    except TimeoutError:
        child.kill()
        print("killed", await child.wait())
    children = [await asyncio.create_subprocess_exec("sh", "-c", f"exit {n}") for n in range(6)]
    print(await asyncio.gather(*(child.wait() for child in children)))
    code = "import sys\nfor line in sys.stdin: print(line.strip()[::-1], flush=True)"
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdin=PIPE, stdout=PIPE)
    for word in (b"one\n", b"two\n"):
        child.stdin.write(word)
        await child.stdin.drain()
        print(await child.stdout.readline())
    child.stdin.close()
    print(await child.wait())
    try:
        await asyncio.create_subprocess_exec("/nonexistent/program")
    except FileNotFoundError as e:
        print(type(e).__name__)


asyncio.run(main())
