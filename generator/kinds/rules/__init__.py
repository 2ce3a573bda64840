"""Rules about the fields of certain kinds; `generator/checks/catalog.py` finds and runs them."""
