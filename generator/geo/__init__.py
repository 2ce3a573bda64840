"""Where things lie: the base map, the places of entries, and the way from the earth onto a drawing."""
