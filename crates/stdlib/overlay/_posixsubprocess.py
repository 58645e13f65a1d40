"""Starting a process for `subprocess`. What the system's plain way of starting can't do raises NotImplementedError."""

import os
from _processes import spawn


def fork_exec(args, programs, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite,
              errpipe_read, errpipe_write, restore_signals, start_new_session, process_group, gid, gids, uid, umask,
              preexec_fn):
    """Start the first program that exists; the new process's number."""
    for given, name in (preexec_fn is not None, "preexec_fn"), (start_new_session, "start_new_session"), \
            (gids is not None, "extra_groups"), (umask >= 0, "umask"):
        if given:
            raise NotImplementedError(f"{name} is not supported by Pellucid")
    if cwd is not None and not os.path.isdir(cwd):
        os.stat(cwd)
        raise NotADirectoryError(20, os.strerror(20), cwd)
    if env is None:
        env = [name + b"=" + value for name, value in os.environb.items()]
    args = [os.fsencode(arg) for arg in args]
    identity = [-1 if number is None else number for number in (process_group, gid, uid)]
    streams = (p2cread, c2pwrite, errwrite)
    try:
        return spawn(programs, args, env, cwd, streams, [fd for fd in pass_fds if fd != errpipe_write], close_fds, identity)
    except OSError as error:
        name = args[0] if os.path.basename(programs[-1]) == os.path.basename(args[0]) else programs[-1]
        raise OSError(error.errno, error.strerror, os.fsdecode(name)) from None
