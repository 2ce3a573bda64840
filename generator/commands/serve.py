"""`atlas serve`: the site on this machine, which follows every save."""

import argparse
import errno
import signal
import sys
from threading import Thread
from typing import Any

from generator.commands.today import add_today
from generator.output.writing import LockHeld, lock, reason
from generator.serving.front import Front
from generator.serving.open_pages import OpenPages
from generator.serving.server import Server
from generator.serving.watching import Watch
from generator.settings import Settings, fix_build_date

EXAMPLE = """\
examples:
  atlas serve                  the site at http://127.0.0.1:8000/
  atlas serve --port 8001      elsewhere

An open page shows itself anew when what it is made of is saved, and shows what is wrong as `atlas check` does.
Ctrl-C ends it.
"""
PORT = 8000


def register(commands: Any) -> None:
    """Add the command and its arguments."""
    parser = commands.add_parser(
        "serve",
        help="show the site in a browser, where it follows every save",
        description="Serves the site on this machine and makes the pages that a save concerns at once.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=PORT, help=f"default: {PORT}; 0 takes any that is free")
    add_today(parser)
    parser.set_defaults(run=run)


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Serve until interrupted; 2 where the port is taken, or another one serves this repository."""
    fix_build_date(settings.today)
    try:
        with lock(settings.state, "serve.lock"):
            return _serve(settings, options.port)
    except LockHeld:
        print("atlas: another `atlas serve` of this repository is running: use that one, or end it", file=sys.stderr)
    except OSError as error:
        print(f"atlas: {_refused(error, options.port)}", file=sys.stderr)
    return 2


def _serve(settings: Settings, port: int) -> int:
    pages = OpenPages()
    front = Front(settings, pages)
    folder = settings.state / "serve" / "site"
    with Server(port, folder, pages, front.freshen) as server:
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # a shell's background job ignores Ctrl-C, not this
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            print(f"serving {server.address}   (Ctrl-C ends it)", flush=True)
            watch = Watch(settings.root)
            front.begin()
            while True:
                front.changed(watch.changes())
        except KeyboardInterrupt:
            print()
        finally:
            front.end()
            server.shutdown()
    return 0


def _refused(error: OSError, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use: end what uses it, or take another one with --port {port + 1}"
    return f"the site cannot be served: {reason(error)}"
