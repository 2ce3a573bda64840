"""The page of one entry: its parts, in the order in which the page shows them."""
