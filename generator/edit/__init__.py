"""Changes the files of the store: one canonical form (`fmt`), a new entry (`new`), a new id (`rename`)."""
