"""The commands of `atlas`, a module each: its arguments, the call it makes, and the text it prints."""
