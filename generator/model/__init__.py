"""What an entry can say: value types, the statement, the declaration of a kind, and the atlas that holds them all."""
