"""Finding things: the site's index of names and texts as static files, and what is asked of the store itself.

`query` and `text_query` read the files as the browser does; they are the specification of the ranking.
"""
