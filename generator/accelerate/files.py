"""Generated files that MkDocs does not have to copy."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from generator.output.mirroring import linked


class DataFile(File):
    """A generated file that goes into the site as it is: on one disk the same file under a second name."""

    def copy_file(self, dirty: bool = False) -> None:
        """Give the file its place in the site. Nobody writes into it there: what changes is replaced, here and there."""
        assert self.abs_src_path is not None
        if not linked(self.abs_src_path, self.abs_dest_path):
            super().copy_file(dirty)


def link_data(files: Files, config: MkDocsConfig, generated: frozenset[str]) -> None:
    """Let generated files that are no pages be linked into the site."""
    for file in [file for file in files if file.src_uri in generated and not file.is_documentation_page()]:
        data = DataFile(
            file.src_uri, file.src_dir, config.site_dir, config.use_directory_urls, inclusion=file.inclusion
        )
        files.remove(file)
        files.append(data)
