"""The command line: thin commands, the only code that prints and exits."""
