"""ipseclint reads planned Alibaba Cloud IPsec connections and says what is wrong with them.

    import ipseclint

    report = ipseclint.lint("examples")
    for finding in report.findings:
        print(finding.code, finding.location, finding.message)

Importing the package imports nothing else; see `ipseclint.api` for what it offers."""

__version__ = "0.1.0"

TYPE_CHECKING = False  # type checkers take it for true; importing typing would cost more than all the rest

if TYPE_CHECKING:
    from ipseclint.api import (
        Config,
        ConfigError,
        Doubt,
        Edit,
        Finding,
        Fix,
        Location,
        Missing,
        Related,
        Report,
        Severity,
        WorkerDied,
        lint,
    )

__all__ = [
    "Config",
    "ConfigError",
    "Doubt",
    "Edit",
    "Finding",
    "Fix",
    "Location",
    "Missing",
    "Related",
    "Report",
    "Severity",
    "WorkerDied",
    "__version__",
    "lint",
]


def __getattr__(name: str) -> object:
    """The names of the API, imported when they are first used."""
    if name in __all__:
        from ipseclint import api

        return getattr(api, name)
    raise AttributeError(f"module 'ipseclint' has no attribute {name!r}")
