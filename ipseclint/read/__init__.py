"""Readers: texts become node trees; what cannot be read becomes a note, never an exception."""
