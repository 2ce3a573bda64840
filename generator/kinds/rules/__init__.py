"""Rules about the fields of certain kinds, a module each; `generator/checks/catalog.py` finds and runs them."""
