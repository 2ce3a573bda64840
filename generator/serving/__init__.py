"""The resident atlas: a save in the editor shows in the browser at once.

Two processes. The one that was started (`front`) answers browsers, notices what changes on disk, and can do nothing that
fails. The other (`resident`) holds the linked store and the theme's page, makes the pages that a change concerns, and forks a
snapshot of itself for all that takes longer; it is started anew where the program, the theme or the configuration change.
"""
