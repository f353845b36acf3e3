"""A real PostgreSQL server for the tests: made in a folder of its own, on a loopback port, by a user that is not root."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path


def programs():
    """Return the folder of ``initdb`` and ``postgres``, or ``None`` where there are none."""
    found = shutil.which("postgres")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: float(p.parts[-3]))
    every = [Path(found).resolve()] if found else debian[-1:]
    return every[0].parent if every and (every[0].parent / "initdb").exists() else None


def _as_other():
    """Return the user to start the server as: it refuses to run as root."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise RuntimeError("no user to run the server as")


@contextmanager
def running():
    """Yield the address of a database, and what restarts its server."""
    folder = Path(tempfile.mkdtemp(prefix="retold-postgres-"))
    other = _as_other()
    binaries, word = programs(), secrets.token_hex(8)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "password").write_text(word)
    if other:
        for path in (folder, folder / "password"):
            os.chown(path, other["user"], other["group"])
    quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
    made = [binaries / "initdb", "-D", folder / "data", "-U", "retold", "-A", "scram-sha-256", "-E", "UTF8",
            "--locale=C", "--no-sync", f"--pwfile={folder / 'password'}"]  # fmt: skip
    subprocess.run(made, check=True, **quiet, **other)
    call = [binaries / "postgres", "-D", folder / "data", "-h", "127.0.0.1", "-p", str(port), "-k", str(folder), "-F"]
    servers = []

    def start():
        servers.append(subprocess.Popen(call, **quiet, **other))
        for _ in range(600):
            if (folder / f".s.PGSQL.{port}").exists():
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        return
            assert servers[-1].poll() is None, "the server does not start"
            time.sleep(0.05)

    def stop():
        servers[-1].terminate()
        servers[-1].send_signal(2)  # a fast shutdown: connections are cut
        servers[-1].wait(60)

    try:
        start()
        yield f"postgresql://retold:{word}@127.0.0.1:{port}/postgres", stop, start
    finally:
        if servers and servers[-1].poll() is None:
            stop()
        shutil.rmtree(folder, ignore_errors=True)
