"""Starting processes. Pellucid starts none yet: `fork_exec` raises OSError."""


def fork_exec(*args):
    raise OSError(95, "starting a process is not supported by Pellucid")
