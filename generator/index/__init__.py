"""What the last run over the whole store learnt of it, so that one file can be checked without reading the others."""
