"""A process that dies of the first step towards a network, so that none can be swallowed.

``python -m tests.sealed ARGUMENTS`` runs the program sealed. Two seals, each of them enough:

* The kernel (Linux) ends the process when any code in it, Python's, Qt's or another library's, asks
  for a socket that is not one of this machine's own, for another program, or for the ring that
  could do both unseen. Nothing in the process can take that back.
* Python's audit hooks (everywhere) end it when Python code comes near a socket or another program.
"""

import ctypes
import os
import struct
import sys

AUDITED = 99
"""Exit code of a process that the audit hook has ended."""
WATCHED = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "poplib.", "imaplib.")
WATCHED_TOO = ("subprocess.", "webbrowser.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn")
STARTERS = ("os.system", "os.startfile", "pty.spawn")
NETWORK_MODULES = {"_socket", "_ssl", "PySide6.QtNetwork"}

# Numbers of the kernel's own, from linux/prctl.h, linux/seccomp.h, linux/bpf_common.h.
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_ALLOW, _KILL_PROCESS = 0x7FFF0000, 0x80000000
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_AF_UNIX = 1
_IO_URING_SETUP = 425
_X32 = 0x40000000
# Architecture as the kernel names it, then socket, execve and execveat.
_MACHINES = {
    "x86_64": (0xC000003E, 41, 59, 322),
    "aarch64": (0xC00000B7, 198, 221, 281),
}


class _Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def seal() -> None:
    """Put both seals on this process and on every thread and child it will have."""
    if sys.platform == "linux":
        seal_kernel()
    sys.addaudithook(_end_at_network)


def seal_kernel(*, programs: bool = False) -> None:
    """Have the kernel end this process at the first forbidden call; needs no privileges.

    Args:
        programs: Whether other programs may be started; the seal is on them, too.

    Raises:
        OSError: The kernel refused.
        KeyError: The numbers of this machine's system calls are not known here.
    """
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # Whoever is ended so leaves no dump behind.
    architecture, socket, *starters = _MACHINES[os.uname().machine]
    forbidden = (*(() if programs else starters), _IO_URING_SETUP)
    # A jump names how many instructions it leaves out, so the two ends stand where they can be
    # counted: the last but one ends the process, the last lets the call through.
    kill = 4 + len(forbidden) + 3
    allow = kill + 1
    code: list[bytes] = []

    def add(operation: int, value: int, yes: int = 0, no: int = 0) -> None:
        following = len(code) + 1
        skipped = (max(0, goal - following) for goal in (yes, no))
        code.append(struct.pack("=HBBI", operation, *skipped, value))

    add(_LOAD, _ARCHITECTURE_AT)
    add(_IF_EQUAL, architecture, no=kill)
    add(_LOAD, _NUMBER_AT)
    add(_IF_AT_LEAST, _X32, yes=kill)
    for number in forbidden:
        add(_IF_EQUAL, number, yes=kill)
    add(_IF_EQUAL, socket, no=allow)
    add(_LOAD, _FIRST_ARGUMENT_AT)
    # Sockets of the machine itself stay: screens, input methods and screen readers are behind them.
    add(_IF_EQUAL, _AF_UNIX, yes=allow)
    add(_RETURN, _KILL_PROCESS)
    add(_RETURN, _ALLOW)
    program = _Program(len(code), b"".join(code))
    libc = ctypes.CDLL(None, use_errno=True)
    for request in (
        (_PR_SET_NO_NEW_PRIVS, 1, 0),
        (_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program)),
    ):
        if libc.prctl(*request, 0, 0):
            raise OSError(ctypes.get_errno(), "the kernel refused the filter")


def _end_at_network(event: str, arguments: tuple[object, ...]) -> None:
    # Loading the network is near enough; the standard library itself imports some of it.
    loads = event == "import" and arguments[0] in NETWORK_MODULES
    if loads or event.startswith((*WATCHED, *WATCHED_TOO)) or event in STARTERS:
        os.write(2, f"sealed: {event} {arguments[:1]!r}\n".encode(errors="replace"))
        os._exit(AUDITED)


if __name__ == "__main__":
    seal()
    from desktop.app import main

    sys.exit(main(sys.argv[1:]))
