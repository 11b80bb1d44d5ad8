"""Submitting planned connections, and reading back what exists: the only code that opens a socket."""
