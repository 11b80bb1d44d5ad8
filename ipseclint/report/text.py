"""The text report: findings for people at a terminal, with the lines they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ipseclint.finding import Finding, Severity
from ipseclint.outcome import Report
from ipseclint.report.picture import picture
from ipseclint.report.style import PLAIN, Style
from ipseclint.report.terminal import display_width, harmless, paint, wrap
from ipseclint.report.words import counted, repair, scope, severities, subject, undecided


def render(report: Report, style: Style = PLAIN) -> str:
    """Every error and warning with its picture, every note as a line (or statistics), then the summary."""
    if style.statistics:
        parts = list(_statistics(report, style))
    else:
        telling = [finding for finding in report.findings if finding.severity is not Severity.INFO]
        parts = ["\n".join([*_finding(finding, style), ""]) for finding in telling]
        parts += _notes(report, style)
    if not style.quiet:
        parts += _summary(report, style)
    return "".join(f"{part}\n" for part in parts)


def _notes(report: Report, style: Style) -> Iterator[str]:
    """Findings that are worth knowing, a line each: they must not drown the others."""
    notes = [finding for finding in report.findings if finding.severity is Severity.INFO]
    for finding in notes:
        at = finding.location
        place = f"{at.path}:{at.line}:{at.column}: " if at is not None else ""
        said = f"{harmless(place)}info[{finding.code}] {finding.name}: {harmless(finding.message)}"
        if finding.fix is not None and style.show_fixes:
            said += " (--fix)" if finding.fix.safe else " (--fix --unsafe-fixes)"
        whole = wrap(said, style.width, "  ")
        mark = f"info[{finding.code}]"
        yield whole.replace(mark, paint(mark, "info", style.color), 1)
    if notes:
        yield ""


def _finding(finding: Finding, style: Style) -> Iterator[str]:
    """One finding: headline, picture, advice."""
    severity = str(finding.severity)
    head = paint(f"{severity}[{finding.code}]", severity, style.color)
    said = f"{severity}[{finding.code}] {finding.name}: {harmless(finding.message)}"
    rest = wrap(said, style.width, "  ")[len(severity) + len(finding.code) + 2 :]
    yield head + paint(rest, "strong", style.color)
    about = subject(finding)
    yield from picture(finding, f" ({harmless(about)})" if about else "", style)
    gutter = max((len(str(excerpt.location.line)) for excerpt in finding.excerpts), default=1)
    for title, text in _advice(finding, style.show_fixes):
        yield _noted(title, text, gutter, style)


def _advice(finding: Finding, show_fixes: bool) -> Iterator[tuple[str, str]]:
    """What stands under the picture: titles and texts."""
    if not finding.excerpts:
        for related in finding.related:
            at = related.location
            yield "also", f"{at.path}:{at.line}:{at.column}: {related.message}"
    if finding.help:
        yield "help", finding.help
    if finding.profile:
        yield "profile", finding.profile
    if finding.fix is not None and show_fixes:
        yield "fix", repair(finding.fix, finding.help)


def _noted(title: str, text: str, gutter: int, style: Style) -> str:
    lead = f"{' ' * gutter} = {title}: "
    body = wrap(lead + harmless(text), style.width, " " * display_width(lead))
    marked = f"{' ' * gutter} {paint('=', 'frame', style.color)} {paint(f'{title}:', 'strong', style.color)} "
    return marked + body[len(lead) :]


def _statistics(report: Report, style: Style) -> Iterator[str]:
    """A table: how often each code was found, the most frequent first, with its fixes marked."""
    counts = Counter((finding.code, finding.name) for finding in report.findings)
    fixable = {finding.code for finding in report.findings if finding.fix is not None}
    digits = len(str(max(counts.values(), default=0)))
    mark = "[*]" if fixable else ""
    for (code, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        sign = mark if code in fixable else " " * len(mark)
        yield f"{count:>{digits}}  {paint(code, 'strong', style.color)}  {sign}{' ' * bool(mark)}{name}"
    if fixable:
        yield "[*] some can be fixed with --fix or --fix --unsafe-fixes"
    if counts:
        yield ""


def _summary(report: Report, style: Style) -> Iterator[str]:
    """What was found in how much, what was left open, and what can be repaired."""
    doubt = undecided(report)
    rest = f"; {harmless(doubt)}." if doubt else "."
    if report.findings:
        yield paint(f"Found {severities(report)}", "strong", style.color) + f" in {scope(report)}{rest}"
    elif report.judged_any:
        yield paint("No findings", "good", style.color) + f" in {scope(report)}{rest}"
    else:
        yield f"Nothing to check: no planned connection in {counted(report.files, 'file')}{rest}"
    yield from _aside(report)


def _aside(report: Report) -> Iterator[str]:
    silent = [(report.suppressed, "suppressed"), (report.baselined, "in the baseline")]
    words = [f"{count} {what}" for count, what in silent if count]
    if words:
        yield f"Not shown: {', '.join(words)}."
    fixes = [finding.fix for finding in report.findings if finding.fix is not None]
    safe = sum(fix.safe for fix in fixes)
    if safe:
        yield f"{safe} fixable with --fix" + (
            f", {len(fixes) - safe} more with --unsafe-fixes." if safe < len(fixes) else "."
        )
    elif fixes:
        yield f"{len(fixes)} fixable with --fix --unsafe-fixes."
