"""What follows generated files: it takes in each as soon as it is made."""


class Follower:
    """Makes nothing of the files, unless it is another one than this."""

    def page(self, path: str, markdown: str) -> None:
        """Take in a page."""

    def data(self, path: str, lies: str) -> None:
        """Take in another file, which lies there now."""

    def part(self) -> "Follower":
        """Return what takes in files for this one, perhaps in another process."""
        return self

    def handed_over(self) -> list[str]:
        """Return the paths of the pages that a part leaves for the end."""
        return []

    def take(self, later: list[str]) -> None:
        """Take in what a part hands over."""
