"""The search index of the site, as static files."""
