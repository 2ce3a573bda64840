"""Conclusions from all entries together: dates, speakers, origins, rivals, ties.

Functions of the atlas, without files or markup, for the checks, the pages, the pictures, the search and the exports.
"""
