"""Scrubbing: texts from elsewhere, with every secret of this run taken out."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

from ipseclint.secret import STARS, mask_line

# A shorter secret occurs in any text by chance; then the whole text is withheld.
_SHORT = 4


class Scrubber:
    """Knows the secrets of a run and takes them out of texts, however they are written."""

    __slots__ = ("_lock", "_long", "_short")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._long: tuple[str, ...] = ()
        self._short: frozenset[str] = frozenset()

    def add(self, secrets: Iterable[str]) -> None:
        """Learn secrets; each is looked for in its plain, JSON and URL forms."""
        texts = {text for text in secrets if text}
        forms = {form for text in texts if len(text) >= _SHORT for form in _forms(text)}
        with self._lock:
            self._long = tuple(sorted({*self._long, *forms}, key=lambda form: (-len(form), form)))
            self._short |= {text for text in texts if len(text) < _SHORT}

    def clean(self, text: str) -> str:
        """The text on one line, with stars for secrets."""
        if any(short in text for short in self._short):
            return "(withheld: the text may show a secret)"
        for form in self._long:
            text = text.replace(form, STARS)
        return mask_line(" ".join(text.split()))


def _forms(text: str) -> set[str]:
    escaped = json.dumps(text)[1:-1]
    return {
        text,
        escaped,
        json.dumps(text, ensure_ascii=False)[1:-1],
        quote(text, safe=""),
        quote_plus(text),
        quote(escaped, safe=""),
    }
