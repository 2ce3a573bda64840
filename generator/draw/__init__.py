"""Maps, strips of time and pictures of ties as SVG from plain data: classes for colours, no style, no script."""
