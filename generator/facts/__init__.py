"""What follows from all entries together: references, mentions, who speaks, origins and rivals."""
