"""The search index of the site, as static files; and the search of the store for words, names and addresses."""
