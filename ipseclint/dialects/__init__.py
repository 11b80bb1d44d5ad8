"""Dialects: node trees become request trees in the API's names."""
