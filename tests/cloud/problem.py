"""An error answer of the service."""

from __future__ import annotations


class Problem(Exception):
    """Status, code and message of an error answer; `retry_after` in milliseconds becomes a header."""

    def __init__(self, status: int, code: str, message: str, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after
