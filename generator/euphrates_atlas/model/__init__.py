"""The data model: types of values, statements, the declaration of kinds, entries, and the atlas of all entries."""
