"""The fast way from generated Markdown to finished pages: the same pages as MkDocs and its theme make, in a tenth of the time.

Python-Markdown and the theme's templates take nearly all of a build. Generated pages keep to a Markdown that a compiled
converter reads alike, and differ in few places of the theme's page: it is rendered once for pages of one make, and what
differs is filled in. Whatever is not understood goes the stock way; the outcome is never another page.
"""
