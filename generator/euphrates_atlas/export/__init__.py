"""The data in the formats of other tools, each a row of `export_files` or `citation_formats`; kinds declare their part.

`atlas export` writes the formats of the whole data, `site/parts` these and the files beside pages. Nothing here writes
a file: functions return bytes, or yield names and bytes (`identity.Files`).
"""
