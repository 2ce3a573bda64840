"""Pictures as SVG from plain data: classes for colours, no style, no script, the same bytes for the same input."""
