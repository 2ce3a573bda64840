"""The commands of `atlas`, a module each: its arguments, the call it makes, and the text it prints.

`cli` calls `register` of the module, then the function that it gave to `add_command`, such as `run`, which returns the
exit status. The docstring of that function is the help of the command.
"""
