"""Paths as URIs, by RFC 3986 and RFC 8089."""

from __future__ import annotations

import pytest

from ipseclint.report.uri import uri
from tests.report.test_sarif import URI


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("sites/hq.yaml", "sites/hq.yaml"),
        ("a b/50%.yaml", "a%20b/50%25.yaml"),
        ("what?#1.yaml", "what%3F%231.yaml"),
        ("東京.yaml", "%E6%9D%B1%E4%BA%AC.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("../up.yaml", "../up.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
        ("[a]\\{b}|^`.yaml", "%5Ba%5D%5C%7Bb%7D%7C%5E%60.yaml"),
        ("latin-\udcff.yaml", "latin-%FF.yaml"),
        ("/srv/a b.yaml", "file:///srv/a%20b.yaml"),
        ("C:/plans/a b.yaml", "file:///C:/plans/a%20b.yaml"),
    ],
)
def test_a_path_as_uri(path: str, expected: str) -> None:
    assert uri(path) == expected
    assert URI.fullmatch(uri(path))
