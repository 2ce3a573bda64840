"""Maps with their base map and projection, strips of time and the picture of relations, as SVG without style and script.

`render/` gives them plain data and puts them into pages; styles are in `frontend/src/styles/`. Maps are made by
`locator_map` and `region_map`, strips by `strip`, the picture of relations by `network`.
"""
