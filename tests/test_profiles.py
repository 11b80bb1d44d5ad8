"""Policy profiles: the data hold what they should, and a chosen profile raises, adds, and never takes away."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from ipseclint import facts
from ipseclint.config import Config
from ipseclint.engine import lint
from ipseclint.finding import Finding, Severity
from ipseclint.profiles import CHECKED, NAMES, load
from ipseclint.rules.samples import SM
from ipseclint.span import Source
from tests.conftest import GOOD, Run

# A key of 24 random letters has 112 bits at most; one of 17 letters and digits about 100.
SHORT = "kX3nQ8vR2mW7pT5zL"
CHOICES = {
    "IkeVersion": facts.IKE_VERSIONS,
    "IkeMode": facts.IKE_MODES,
    "IkeEncAlg": facts.ENCRYPTION,
    "IkeAuthAlg": facts.INTEGRITY,
    "IkePfs": facts.DH_GROUPS,
    "IpsecEncAlg": facts.ENCRYPTION,
    "IpsecAuthAlg": facts.INTEGRITY,
    "IpsecPfs": facts.PFS_GROUPS,
}


def text(**values: object) -> str:
    """The good connection with other values; None leaves a field out, and names of fields that it lacks are added."""
    made = GOOD
    for name, value in values.items():
        line = re.compile(rf"^  {name}: .*\n", re.M)
        new = "" if value is None else f"  {name}: {value}\n"
        if line.search(made):
            made = line.sub(new, made)
        else:
            made = made.replace("IkeConfig:\n", f"IkeConfig:\n{new}", 1)
    return made


def judged(written: str, *profiles: str, **config: object) -> list[Finding]:
    chosen = replace(Config(), profiles=profiles, **config)  # type: ignore[arg-type]
    return list(lint([Source.decode("a.yaml", written.encode())], chosen).findings)


def told(findings: list[Finding]) -> list[tuple[str, str, str | None]]:
    """Code, level and profile of errors and warnings, what is said of the run left out."""
    return [
        (finding.code, str(finding.severity), finding.profile)
        for finding in findings
        if finding.severity > Severity.INFO and finding.code != "IPS421"
    ]


# The data


def test_the_names_are_those_of_the_files() -> None:
    folder = Path(sys.modules["ipseclint.profiles"].__file__ or "").parent
    assert {path.stem for path in folder.glob("*.json")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_value_of_the_api_is_judged_once_or_the_profile_says_why_not(name: str) -> None:
    profile = load(name)
    named = [(verdict.field, value) for verdict in profile.verdicts for value in verdict.values]
    assert len(named) == len(set(named))
    missing = [
        f"{field}: {value}"
        for field, values in CHOICES.items()
        for value in values
        if (field, value) not in profile.by_value and not {field, f"{field}: {value}"} & profile.silent.keys()
    ]
    bounds = [field for field in ("IkeLifetime", "IpsecLifetime", "Psk") if field not in profile.bounds]
    assert missing == []
    assert [field for field in bounds if field not in profile.silent] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_verdict_has_a_dated_document_and_says_how_it_was_checked(name: str) -> None:
    profile = load(name)
    for item in (*profile.verdicts, *profile.gaps):
        assert re.fullmatch(r"20\d\d(-\d\d){0,2}", item.clause.document.date), item
        assert item.clause.checked in CHECKED, item
        assert item.clause.place or item.clause.checked != "read", item
    says = [verdict.says for verdict in profile.verdicts] + [gap.needs for gap in profile.gaps]
    assert [words for words in says if not words or words.endswith(".")] == []


def test_what_was_not_seen_in_the_text_is_cited_with_that_doubt() -> None:
    assert load("cnsa-1").by_value["IkeAuthAlg", "sha256"].clause.cited == "RFC 9206 section 8"
    assert load("cnsa-2").by_value["IkeAuthAlg", "sha256"].clause.cited == "CNSA 2.0, not checked in the text"
    assert load("pci-dss").by_value["IkeAuthAlg", "md5"].clause.cited == (
        "PCI glossary Strong Cryptography, as this program reads it"
    )


def test_clauses_that_others_cite_wrongly_are_not_cited() -> None:
    cited = {name: {str(verdict.clause) for verdict in load(name).verdicts} for name in NAMES}
    assert not [clause for clause in cited["rfc8247"] if "section 3" in clause or "section 4" in clause]
    assert "SP 800-77 rev. 1 section 7.2.4.2" in cited["nist-800-77"]
    assert {verdict.clause.place for verdict in load("nist-800-77").verdicts if verdict.most} == {"table 1"}
    assert ("IpsecPfs", "disabled") not in load("rfc8247").by_value


def test_profiles_that_this_api_cannot_meet() -> None:
    assert [name for name in NAMES if load(name).blockers] == [
        "bsi-tr-02102-3",
        "ncsc-recommended",
        "cnsa-1",
        "cnsa-2",
    ]


def values_of(name: str) -> Iterator[tuple[str, str]]:
    return (pair for pair in load(name).by_value if pair[1] in CHOICES.get(pair[0], ()))


def test_the_default_profile_says_what_the_rules_do() -> None:
    for field, value in values_of("default"):
        verdict = load("default").by_value[field, value]
        version = {"IkeVersion": "ikev1"} if field == "IkeMode" else {}
        found = [f for f in judged(text(**version, **{field: value})) if f.code == verdict.clause.place]
        levels = [f.severity for f in found if f.pointer and f.pointer.endswith(f"/{field}")]
        assert levels == ([verdict.level] if verdict.level is not None else []), (field, value)


# What a chosen profile does

WEAK = text(
    IkeVersion="ikev1", IkeEncAlg="3des", IkeAuthAlg="md5", IkePfs="group5", IpsecEncAlg="des", IpsecLifetime=None
)


def test_the_default_profile_changes_nothing() -> None:
    assert judged(WEAK, "default") == judged(WEAK)
    assert judged(text(IkeVersion=None, IkeEncAlg=None, Psk=SHORT), "default") == judged(
        text(IkeVersion=None, IkeEncAlg=None, Psk=SHORT)
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_never_hides_or_lowers_a_finding(name: str) -> None:
    for written in (WEAK, text(), SM, text(IkeEncAlg=None, Psk=SHORT, IpsecPfs="disabled", IpsecAuthAlg="sha1")):
        by_profile = {(f.code, f.pointer): f.severity for f in judged(written, name)}
        for finding in judged(written):
            assert by_profile[finding.code, finding.pointer] >= finding.severity, (name, finding)


def test_a_rule_that_speaks_takes_the_level_and_the_clause() -> None:
    assert told(judged(text(IkePfs="group5", IpsecEncAlg="3des", IkeEncAlg="3des"), "nist-800-77")) == [
        ("IPS401", "error", "nist-800-77: SP 800-131A rev. 2 section 2.1 table 1"),
        ("IPS403", "error", "nist-800-77: SP 800-77 rev. 1 section 7.2.4.2"),
        ("IPS401", "error", "nist-800-77: SP 800-131A rev. 2 section 2.1 table 1"),
    ]


def test_an_rfc_is_cited_as_what_implementers_are_told() -> None:
    md5 = judged(text(IkeAuthAlg="md5"), "rfc8247", selected=frozenset(("IPS420",)))
    assert [finding.message for finding in md5] == [
        "IkeAuthAlg is md5, against the profile rfc8247: implementers of IKEv2 are told to leave it out (MUST NOT), "
        "as PRF and for integrity (RFC 8247 sections 2.2 and 2.3)."
    ]


def test_under_rfc8247_a_tunnel_with_ikev1_cannot_be_assessed() -> None:
    found = judged(WEAK, "rfc8247")
    assert [(f.code, f.profile) for f in found if f.profile] == [("IPS406", "rfc8247: RFC 8247 section 1.4")]
    alone = judged(WEAK, "rfc8247", selected=frozenset(("IPS420",)))
    assert [(f.pointer, str(f.severity)) for f in alone] == [("/IkeConfig/IkeVersion", "warning")]
    assert "not assessable" in alone[0].message


def test_a_short_key_is_told_by_its_rule_and_never_shown() -> None:
    for name, bits in (("nist-800-77", 112), ("bsi-tr-02102-3", 120)):
        found = [f for f in judged(text(Psk=SHORT, IpsecLifetime=14400), name) if f.code in ("IPS703", "IPS420")]
        assert [(f.code, str(f.severity), f.profile is not None) for f in found] == [("IPS703", "error", True)], bits
        assert SHORT not in repr(found)
    # 116 bits are short for one profile only.
    key = "kX3nQ8vR2mW7pT5zLbYc"
    own = [f for f in judged(text(Psk=key), "bsi-tr-02102-3") if f.code == "IPS420" and "/Psk" in (f.pointer or "")]
    assert [f.message for f in own] == [
        "Psk has less than 120 bits of entropy even if it is random, against the profile bsi-tr-02102-3: the level of "
        "security is 120 bits (TR-02102-3, not checked in the text)."
    ]
    assert key not in repr(own)


def test_of_two_profiles_the_worse_verdict_is_told_once() -> None:
    found = told(judged(text(IkeVersion="ikev1"), "nist-800-77", "cnsa-1", "bsi-tr-02102-3", selected=None))
    assert [row for row in found if row[0] == "IPS406"] == [("IPS406", "error", "cnsa-1: RFC 9206 section 4")]


def test_advice_suits_all_profiles_or_says_that_nothing_does() -> None:
    def help_of(*names: str) -> str:
        found = judged(text(IkeEncAlg="des"), *names, selected=frozenset(("IPS420",)))
        return next(f.help for f in found if f.pointer == "/IkeConfig/IkeEncAlg")

    assert help_of("nist-800-77", "ncsc-legacy") == "Set IkeEncAlg to aes, on both ends."
    assert help_of("ncsc-legacy", "cnsa-1") == (
        "Set IkeEncAlg to aes for ncsc-legacy; no value suits all profiles that were chosen."
    )


def test_a_fix_writes_what_the_profile_accepts() -> None:
    plain, suited = (
        next(f for f in judged(text(IpsecEncAlg="des"), *names) if f.code == "IPS401")
        for names in ((), ("ncsc-legacy",))
    )
    assert plain.fix is not None
    assert suited.fix is not None
    assert (plain.help, plain.fix.edits[0].text) == ("Set IpsecEncAlg to aes256, on both ends.", "aes256")
    assert (suited.help, suited.fix.edits[0].text) == ("Set IpsecEncAlg to aes, on both ends.", "aes")
    assert not suited.fix.safe


def test_a_level_that_the_configuration_sets_stays() -> None:
    info = {"IPS403": Severity.INFO, "IPS420": Severity.WARNING}
    found = judged(text(IkePfs="group5", IkeAuthAlg="sha512", IpsecLifetime=28800), "cnsa-1", severities=info)
    assert [(f.code, str(f.severity)) for f in found if f.profile and f.code != "IPS421"] == [
        ("IPS403", "info"),
        ("IPS420", "warning"),
    ]


def test_what_a_rule_that_was_left_out_does_not_say_the_profile_says() -> None:
    every = frozenset(("IPS420",))
    found = judged(text(IkeAuthAlg="sha1", IpsecPfs="disabled"), "nist-800-77", selected=every)
    assert told(found) == [
        ("IPS420", "warning", "nist-800-77: SP 800-77 rev. 1 table 1"),
        ("IPS420", "warning", "nist-800-77: SP 800-77 rev. 1 sections 2.2 and 7.2.6"),
    ]


def test_unknown_values_are_undecided_and_never_found() -> None:
    written = text(IkeVersion="${version}", IkeEncAlg="${cipher}", IpsecLifetime="${seconds}", IkePfs="group5")
    report = lint([Source.decode("a.yaml", written.encode())], Config(profiles=("nist-800-77",)))
    assert {d.pointer for d in report.undecided if d.code == "IPS420"} == {
        "/IkeConfig/IkeVersion",
        "/IkeConfig/IkeEncAlg",
        "/IpsecConfig/IpsecLifetime",
    }
    assert [f.pointer for f in report.findings if f.code == "IPS420"] == []
    narrow = lint([Source.decode("a.yaml", written.encode())], Config(profiles=("rfc8247",)))
    assert {d.pointer for d in narrow.undecided if d.code == "IPS420"} == {"/IkeConfig/IkeVersion"}
    assert [f for f in narrow.findings if f.profile] == []


def test_a_lifetime_of_zero_and_a_value_that_the_api_lacks_are_left_to_their_rules() -> None:
    found = judged(text(IkeLifetime=0, IkeEncAlg="aes-256-gcm", IkePfs="group24"), "ncsc-legacy")
    assert [f.pointer for f in found if f.profile and f.code != "IPS421"] == ["/IpsecConfig/IpsecEncAlg"]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("default", "gm-t-0022")])
def test_what_a_profile_accepts_or_calls_nearest_draws_no_error_from_it(name: str) -> None:
    profile = load(name)
    accepted = {
        field: [value for value in values if (v := profile.verdict(field, value)) is None or v.level is None]
        for field, values in CHOICES.items()
        if field not in ("IkeVersion", "IkeMode")
    }
    assert all(accepted.values())
    seconds = {"IkeLifetime": 86400, "IpsecLifetime": 14400 if name.startswith("bsi") else 28800}
    for values in list(product(*accepted.values()))[:: max(1, len(accepted)) * 7]:
        written = text(**dict(zip(accepted, values, strict=True)), **seconds)
        assert [f for f in judged(written, name) if f.profile and f.code != "IPS421"] == [], written


# What is said of the run


def report_of(ipseclint: Run, *words: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(ipseclint("check", "--format", "json", *words).stdout)["findings"]
    return [finding for finding in found if finding["code"] == "IPS421"]


def test_an_unmeetable_profile_is_told_once_a_run_and_nowhere(ipseclint: Run, tmp_path: Path, good: str) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.yaml").write_text(
            good.replace("hq-to", f"{name}-to").replace("172.20", f"172.2{ord(name) % 10}")
        )
    (found,) = report_of(ipseclint, "--profile", "cnsa-1", "--jobs", "2")
    assert (found["path"], found["line"], found["column"], found["pointer"]) == (None, None, None, None)
    assert found["severity"] == "error"
    assert found["message"] == (
        "The profile cnsa-1 cannot be met by any connection of this API: it asks for a key exchange of 3072 bits or "
        "more (group15 and up) or on the curve P-384 (group20); AES-256 in GCM mode; and certificates with ECDSA on "
        "P-384 or RSA of 3072 bits (pre-shared keys must not be accepted)."
    )
    assert found["profile"] == "cnsa-1: RFC 9206 sections 4 and 5; RFC 9206 section 5; RFC 9206 sections 6 and 7"


@pytest.mark.parametrize(
    ("name", "written", "line", "column"),
    [
        (".ipseclint.yaml", "select: [ALL]\nprofiles: [ncsc-legacy, cnsa-1]\n", 2, 25),
        (".ipseclint.yaml", "profiles:\n  # strict\n  - rfc8247\n  - cnsa-1\n", 4, 5),
        ("pyproject.toml", '[project]\nname = "x"\n[tool.ipseclint]\nprofiles = [\n  "cnsa-1",\n]\n', 5, 4),
    ],
)
def test_a_configuration_that_chose_it_is_the_place(
    ipseclint: Run, tmp_path: Path, good: str, name: str, written: str, line: int, column: int
) -> None:
    (tmp_path / "a.yaml").write_text(good)
    (tmp_path / name).write_text(written)
    errors = [finding for finding in report_of(ipseclint) if finding["severity"] == "error"]
    assert [(f["path"], f["line"], f["column"], f["end_column"]) for f in errors] == [(name, line, column, column + 6)]
    assert "^^^^^^" in ipseclint("check").stdout
    # The command line's list takes the place of the file's.
    assert [f["path"] for f in report_of(ipseclint, "--profile", "cnsa-2")] == [None]


def test_nothing_is_said_where_no_connection_is_judged(ipseclint: Run, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {web: {image: nginx}}\n")
    assert ipseclint("check", "--profile", "cnsa-1").returncode == 3


def test_it_can_be_ignored_and_taken_into_a_baseline(ipseclint: Run, tmp_path: Path, good: str) -> None:
    (tmp_path / "a.yaml").write_text(good.replace("sha256", "sha512"))
    assert ipseclint("check", "--profile", "cnsa-1").returncode == 1
    assert ipseclint("check", "--profile", "cnsa-1", "--ignore", "IPS421").returncode == 0
    ipseclint("check", "--profile", "cnsa-1", "--write-baseline", "known.json")
    assert ipseclint("check", "--profile", "cnsa-1", "--baseline", "known.json").returncode == 0


def test_a_profile_that_tolerates_what_there_is_gets_a_note(ipseclint: Run, tmp_path: Path, good: str) -> None:
    (tmp_path / "a.yaml").write_text(good)
    done = ipseclint("check", "--profile", "nist-800-77")
    assert done.returncode == 0
    assert done.stdout.startswith("info[IPS421] profile-unmeetable: The profile nist-800-77 is met but for what ")


# The command


def test_the_command_lists_profiles_and_whether_they_can_be_met(ipseclint: Run) -> None:
    rows = [line.split() for line in ipseclint("profiles").stdout.splitlines()]
    assert [row[0] for row in rows] == ["profile", *NAMES]
    summaries = json.loads(ipseclint("profiles", "--format", "json").stdout)
    assert {one["name"]: one["met"] for one in summaries}["bsi-tr-02102-3"] == "no"


def test_the_command_tells_every_verdict_with_its_clause(ipseclint: Run) -> None:
    out = ipseclint("profiles", "cnsa-1").stdout
    assert (
        "    error    md5, sha1, sha256, sm3: hashes other than SHA-384 and SHA-512 must not be used\n"
        "             RFC 9206 section 8; read in the document's own text\n"
    ) in out
    told = json.loads(ipseclint("profiles", "cnsa-1", "--format", "json").stdout)
    row = next(row for row in told["verdicts"] if row["field"] == "IkeAuthAlg" and "sha256" in row["values"])
    assert (row["level"], row["clause"], row["date"], row["checked"]) == (
        "error",
        "RFC 9206 section 8",
        "2022-02",
        "read",
    )


def test_a_name_that_no_profile_has_is_refused(ipseclint: Run) -> None:
    done = ipseclint("profiles", "cnsa")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "ipseclint: profiles: there is no profile 'cnsa'; did you mean 'cnsa-2'?\n"
    assert ipseclint("profiles", "--format", "yaml").returncode == 2


def test_without_a_profile_none_is_loaded(tmp_path: Path, good: str) -> None:
    (tmp_path / "a.yaml").write_text(good)
    code = (
        "import sys; from ipseclint import lint; lint('a.yaml')\n"
        "print([name for name in sys.modules if name in ('ipseclint.policy', 'ipseclint.profiles')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
