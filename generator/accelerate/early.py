"""The site as far as it is made of generated files: each is finished, or given its place, as soon as it is made."""

from collections.abc import Collection
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError

from generator.accelerate.finishing import Finishing
from generator.accelerate.pages import Later
from generator.output.following import Follower
from generator.output.renewing import Renewal
from generator.output.site_files import SiteFiles


class EarlySite(Follower):
    """Takes in generated files; a forked process may take in some, and hands over what it leaves for the end."""

    def __init__(self, finishing: Finishing, config: MkDocsConfig, passed_over: Collection[str]) -> None:
        """Take what finishes pages, and the paths of those that MkDocs makes itself."""
        self._finishing = finishing
        self._config = config
        self._passed_over = passed_over
        self._files = SiteFiles(config.site_dir)
        self._later: list[str] = []

    def page(self, path: str, markdown: str) -> None:
        """Make a page of the site, or leave it for the end where it depends on what may not be made yet."""
        if path in self._passed_over:
            return
        try:
            self._files.put(_address(path), self._finishing.early(path, markdown))
        except Later:
            self._later.append(path)
        except OSError:
            raise
        except Exception as error:
            raise _failed(path, error) from error

    def data(self, path: str, lies: str) -> None:
        """Give a file its place in the site."""
        self._files.link(path, lies)

    def part(self) -> "EarlySite":
        """Return what takes in files for this one, perhaps in another process."""
        return EarlySite(self._finishing, self._config, self._passed_over)

    def handed_over(self) -> list[str]:
        """Return the pages that a part leaves for the end."""
        return self._later

    def take(self, later: list[str]) -> None:
        """Take in what a part hands over."""
        self._later += later

    def finish(self) -> None:
        """Make the pages that were left, in their order; MkDocs says what it has to say of them."""
        content = Renewal(Path(self._config.docs_dir))
        for path in sorted(self._later):
            try:
                markdown = content.held(path) or b""
                self._files.put(_address(path), self._finishing.checked(path, markdown.decode()))
            except OSError:
                raise
            except Exception as error:
                raise _failed(path, error) from error


def _address(path: str) -> str:
    return f"{path.removesuffix('.md')}.html"


def _failed(path: str, error: Exception) -> BuildError:
    return BuildError(f"Error building page '{path}': {error}")
