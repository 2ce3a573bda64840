"""The data in the formats of others, a row each of `export_files` and `formats`; kinds are asked for what they declare."""
