"""The rules for linked entries, in modules by subject; `catalog` lists and runs them, `reports` prints their findings."""
