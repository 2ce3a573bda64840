"""The rules over linked entries, a module each; `catalog` lists and runs them, `reports` prints their findings."""
