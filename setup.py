"""Adds to the package that pyproject.toml describes what stands beside it: the theme with its bundled assets, and the example."""

from setuptools import find_packages, setup

BESIDE = {f"euphrates_atlas.{folder}": folder for folder in ("overrides", "example")}

packages = [*find_packages("generator"), *BESIDE]
folders = {"": "generator", **BESIDE}
setup(packages=packages, package_dir=folders)
