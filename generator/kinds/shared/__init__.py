"""What several kinds have in common; a kind is a module of the package above."""
