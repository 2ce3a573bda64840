"""Maps with their base map and projection, strips of time and the picture of relations, as SVG from plain data without style and script."""
