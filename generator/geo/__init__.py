"""Geography: the base map, the places of entries, and the projection onto a drawing."""
