"""A pytest plugin: kernels of notebooks begin as forks of one process that has done their imports.

Each starts as fresh as any, with nothing read or computed, and pays for no import once more.
`make run` stores what kernels of the usual kind computed: either is compared with the other.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from functools import cache

from jupyter_client.provisioning import local_provisioner


class Kernel:
    """What is asked of a process, where that is a fork of another one."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int | None:
        return self.poll()

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)


@cache
def server() -> subprocess.Popen:
    """The process with the imports, which ends with its input."""
    return subprocess.Popen(
        [sys.executable, "-P", __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def pytest_unconfigure() -> None:
    if server.cache_info().currsize:
        server().communicate()


def launch(cmd: list[str], cwd: str | None = None, **_: object) -> Kernel:
    """Start a kernel as `jupyter_client.launcher.launch_kernel` does."""
    print(cwd or os.getcwd(), *cmd[cmd.index("-f") :], sep="\0", file=server().stdin, flush=True)
    return Kernel(int(server().stdout.readline()))


def bury(*_: object) -> None:
    """Take note of kernels that ended, so that they are gone and their seconds counted."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def serve() -> None:
    """Fork a kernel for each line read: its folder and its arguments."""
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # a kernel ends when this process does
    from ipykernel import kernelapp

    exec("from book1688 import *", {})
    signal.signal(signal.SIGCHLD, bury)
    for line in sys.stdin:
        folder, *arguments = line.removesuffix("\n").split("\0")
        if os.fork() == 0:
            break
    else:
        return  # kernels that are left see it and end, too
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.chdir(folder)
    print(os.getpid(), flush=True)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
    kernelapp.launch_new_instance(arguments)


if __name__ == "__main__":
    serve()
else:
    local_provisioner.launch_kernel = launch
