"""The data in the formats of other tools, each a row of `export_files` or `citation_formats`; kinds declare their part."""
