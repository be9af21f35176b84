"""No process is left behind: what we start ends when we do, even when we are killed outright.

On Linux the system sees to it (PR_SET_PDEATHSIG). Elsewhere a second small process reads from a
pipe whose other end only we hold: when we are gone the pipe ends, and it ends the child.
"""

import ctypes
import os
import signal
import subprocess
import sys
from typing import Any

PR_SET_PDEATHSIG = 1

GUARD = """
import os, signal, sys
sys.stdin.buffer.read()
os.kill(int(sys.argv[1]), getattr(signal, "SIGKILL", signal.SIGTERM))
"""


def on_leash() -> dict[str, Any]:
    """Options of Popen: a group of its own, so that a Stop meant for us does not reach it, too."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        us = os.getpid()

        def die_with_parent() -> None:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != us:  # we were gone before it could ask
                os._exit(1)

        return {"start_new_session": True, "preexec_fn": die_with_parent}
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def release(pid: int) -> "subprocess.Popen[bytes] | None":
    """Where the system does not see to it: starts the guard of a process."""
    return None if sys.platform == "linux" else guard(pid)


def guard(pid: int) -> "subprocess.Popen[bytes]":
    """Ends the process `pid` when this process, the only writer of the pipe, is gone."""
    argv = [sys.executable, "-c", GUARD, str(pid)]
    options = {} if sys.platform == "win32" else {"start_new_session": True}
    return subprocess.Popen(argv, stdin=subprocess.PIPE, **options)


def parent_is_gone(parent: int) -> bool:
    """Whether the process that started us has ended (POSIX: we then belong to another)."""
    if sys.platform == "win32":
        return _has_ended(parent)
    return os.getppid() != parent


def _has_ended(handle: int) -> bool:
    # jupyter_client hands us an inheritable handle of itself in JPY_PARENT_PID
    signalled = 0
    return bool(handle) and ctypes.windll.kernel32.WaitForSingleObject(handle, 0) == signalled  # type: ignore[attr-defined]


def parent() -> int:
    """What `parent_is_gone` asks about."""
    return int(os.environ.get("JPY_PARENT_PID", "0")) if sys.platform == "win32" else os.getppid()
