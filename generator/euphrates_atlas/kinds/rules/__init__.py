"""Rules about the fields of certain kinds; `generator/euphrates_atlas/checks/catalog.py` finds and runs them."""
