"""The data in the formats of other tools, each a row of `export_files` or `formats`; kinds declare their part."""
