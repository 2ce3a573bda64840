"""`atlas serve`: the site on this machine, updated on every save."""

import argparse
import errno
import signal
from threading import Thread

from euphrates_atlas.atomic_files import lock, reason
from euphrates_atlas.commands.common import Commands, add_command, add_today
from euphrates_atlas.findings import CommandFailed
from euphrates_atlas.settings import NEEDED, Settings, fix_build_date
from euphrates_atlas.site.folder_update import read_manifest
from euphrates_atlas.site.http_server import Announcements, Server
from euphrates_atlas.site.live_site import Following
from euphrates_atlas.site.watch import Watch

PORT = 8000
_SERVING = "another `atlas serve` of this repository is running: use that one, or stop it"
_MORE_WATCHES = (
    "close other programs that watch folders, such as editors, or raise the limit with "
    "`sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=1024`"
)


def register(commands: Commands) -> None:
    """Add the command and its arguments."""
    parser = add_command(commands, "serve", run)
    parser.add_argument(
        "--port", type=_port, default=PORT, help=f"default: {PORT}; 0 for any free port"
    )
    add_today(parser)


def _port(text: str) -> int:
    """Read the value of `--port`."""
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(
            f"`{text}` is not a port: write a number from 0 to 65535, such as {PORT}"
        )
    return int(text)


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Serve the site on this machine and update it on every save.

    examples:
      atlas serve                  the site at http://127.0.0.1:8000/
      atlas serve --port 8001      on another port

    An open page reloads when a file that it depends on is saved, and shows the findings of `atlas check`.
    Press Ctrl-C to stop.
    """
    if missing := settings.missing(NEEDED):
        raise CommandFailed(missing)
    fix_build_date(settings.today)
    signal.signal(
        signal.SIGTERM, signal.default_int_handler
    )  # a shell's background job ignores Ctrl-C, not this
    try:
        with lock(settings.state, "serve.lock", held=_SERVING):
            _serve(settings, options.port)
    except KeyboardInterrupt:
        print()
    except OSError as error:
        words = f"the site cannot be served: {reason(error)}"
        if error.errno == errno.EADDRINUSE:
            port = options.port
            words = f"port {port} is in use: stop the program that uses it, or choose another one with --port {port + 1}"
        elif "inotify" in str(error):
            words = f"the folders cannot be watched: {reason(error)}: {_MORE_WATCHES}"
        raise CommandFailed(words) from None
    return 0


def _serve(settings: Settings, port: int) -> None:
    """Serve the site until the process is interrupted. Raises `OSError` if the port cannot be used, or folders not watched.

    A change of an entry or page is followed at once; after a change of the program the process starts anew on its port.
    """
    announcements = Announcements()
    following = Following(settings, announcements)
    with Server(port, announcements, following.answer, following.is_settled) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        print(f"serving {server.address}   (press Ctrl-C to stop)", flush=True)
        watch = Watch(settings.root)
        following.start()
        is_changed = False
        try:
            while True:
                changes = _by_hand(watch.changes(), settings)
                is_changed = is_changed or any(map(_is_program, changes))
                if is_changed:  # tried at every save, until the program can be loaded
                    following.restart_program(server.server_port)
                elif changes:
                    following.follow(changes)
        finally:
            server.shutdown()


def _is_program(path: str) -> bool:
    """Tell whether a change of a file asks for a new start; templates are read again without one."""
    return path == "subject.yml" or (
        path.startswith(("generator/", "kinds/")) and not path.endswith(".j2")
    )


def _by_hand(changes: set[str], settings: Settings) -> set[str]:
    """Return the changed paths without those of generated pages, which another run of `atlas` writes and no page is made of."""
    content = f"{settings.content.name}/"
    if not any(path.startswith(content) for path in changes):
        return changes
    generated = {content + path for path in read_manifest(settings.manifest)}
    return changes - generated
