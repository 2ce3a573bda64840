"""Shared by several kinds; a kind is a module of the package above."""
