"""Maps with their base map and projection, strips of time and pictures of ties, as SVG from plain data without style and script."""
