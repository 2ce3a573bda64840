"""The web servers of Debian, each with the configuration that docs/hosting.md gives for it, on this machine alone."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.stores import REPOSITORY

GUIDE = REPOSITORY / "docs" / "hosting.md"
PROGRAMS = {"nginx": "nginx", "caddy": "caddy", "apache": "apache2"}
PACKAGES = {"nginx": "nginx-light", "caddy": "caddy", "apache": "apache2"}
LANGUAGES = {"nginx": "nginx", "caddy": "caddyfile", "apache": "apache"}
PLACES = "/usr/sbin", "/sbin"
PATIENCE = 20.0
"""Seconds until a server must answer."""
FOLDER = "/srv/atlas/site"
ADDRESS = "atlas.example.org"

NGINX = """\
pid {work}/nginx.pid;
error_log {work}/error.log;
daemon off;
{user}
events {{}}
http {{
    access_log off;
    client_body_temp_path {work}/body;
    proxy_temp_path {work}/proxy;
    fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi;
    scgi_temp_path {work}/scgi;
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
{example}
}}
"""
"""What Debian's own configuration has around a site."""
APACHE = """\
ServerRoot /etc/apache2
ServerName localhost
PidFile {work}/apache.pid
ErrorLog {work}/error.log
Mutex file:{work}
Listen 127.0.0.1:{port}
{user}
{modules}
{mime}
<Directory />
    Require all denied
</Directory>
{example}
"""
MODULES = (
    "mpm_event",
    "authz_core",
    "alias",
    "deflate",
    "dir",
    "env",
    "filter",
    "headers",
    "mime",
    "negotiation",
    "setenvif",
)
"""Those that Debian loads, and `headers`."""


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    """By their names in small letters."""
    body: bytes


@dataclass(frozen=True)
class WebServer:
    """A server that runs."""

    port: int

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path; the names of headers have `_` in place of `-`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        held = {name.lower(): value for name, value in answer.getheaders()}
        body = answer.read()
        connection.close()
        return Answer(answer.status, held, body)


def program(name: str) -> str:
    """Return the path of a server, which is installed where it is missing; the test fails where that cannot be done."""
    path = os.pathsep.join([os.environ.get("PATH", ""), *PLACES])
    found = shutil.which(PROGRAMS[name], path=path)
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        # at this runlevel Debian does not start what it installs
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", PACKAGES[name]]
        for command in (["apt-get", "update", "-qq"], install):
            subprocess.run(command, env=quiet, capture_output=True, check=False)
        found = shutil.which(PROGRAMS[name], path=path)
    if found is None:
        pytest.fail(f"no {PROGRAMS[name]} found: install it (Debian: apt install {PACKAGES[name]})", pytrace=False)
    return found


def example(name: str) -> str:
    """Return the configuration that the guide gives for a server."""
    blocks = re.findall(rf"^```{LANGUAGES[name]}\n(.*?)^```", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1, name
    text: str = blocks[0]
    return text


@contextmanager
def running(name: str, site: Path, work: Path) -> Iterator[WebServer]:
    """Serve a folder with the configuration of the guide; only folder, name and port are other ones."""
    binary, port = program(name), _free_port()
    text = example(name)
    assert FOLDER in text
    text = text.replace(FOLDER, str(site))
    command = {"nginx": _nginx, "caddy": _caddy, "apache": _apache}[name](binary, text, port, work)
    log = work / "output.log"
    environment = {**os.environ, "XDG_DATA_HOME": str(work), "XDG_CONFIG_HOME": str(work)}
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment)
    try:
        _wait(process, port, log)
        yield WebServer(port)
    finally:
        process.terminate()
        process.wait()


def _nginx(binary: str, text: str, port: int, work: Path) -> list[str]:
    text = _replaced(text, "listen 80;", f"listen 127.0.0.1:{port};")
    user = "user www-data;" if os.geteuid() == 0 else ""
    file = work / "nginx.conf"
    file.write_text(NGINX.format(work=work, example=text, user=user), "utf-8")
    return [binary, "-e", str(work / "error.log"), "-c", str(file)]


def _caddy(binary: str, text: str, port: int, work: Path) -> list[str]:
    text = _replaced(text, f"{ADDRESS} {{", f"http://127.0.0.1:{port} {{")
    file = work / "Caddyfile"
    file.write_text(f"{{\n\tadmin off\n}}\n{text}", "utf-8")
    command = [binary, "run", "--config", str(file), "--adapter", "caddyfile"]
    return (
        ["setpriv", "--reuid", "www-data", "--regid", "www-data", "--clear-groups", *command]
        if os.geteuid() == 0
        else command
    )


def _apache(binary: str, text: str, port: int, work: Path) -> list[str]:
    text = _replaced(text, "<VirtualHost *:80>", f"<VirtualHost 127.0.0.1:{port}>")
    available = Path("/etc/apache2/mods-available")
    modules = [line for module in MODULES for line in (available / f"{module}.load").read_text("utf-8").splitlines()]
    loaded = "\n".join(line for line in modules if line.startswith("LoadModule"))
    mime = (available / "mime.conf").read_text("utf-8")
    user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    file = work / "apache.conf"
    file.write_text(APACHE.format(work=work, port=port, user=user, modules=loaded, mime=mime, example=text), "utf-8")
    return [binary, "-f", str(file), "-DFOREGROUND"]


def _replaced(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until the server listens."""
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    logs = [path.read_text("utf-8", "replace") for path in (log, log.with_name("error.log")) if path.exists()]
    pytest.fail("the server does not start:\n" + "\n".join(logs), pytrace=False)
