"""The kinds of entries of this atlas, one model per module, with their code lists, rules and base map."""
