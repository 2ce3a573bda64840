"""The commands of `atlas` that have more to them than a call: a module each, with its arguments and what it prints."""
