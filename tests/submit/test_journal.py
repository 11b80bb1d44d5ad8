"""The journal: on disk before the next step, private, for one run at a time, and readable after a kill."""

from __future__ import annotations

import json
import os
import resource
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipseclint.submit.journal import JournalError, opened
from tests.submit import kit


@pytest.fixture
def item() -> kit.Planned:
    return kit.plans(kit.single("hq", 1))[0]


def test_what_one_run_wrote_the_next_one_knows(item: kit.Planned, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "journal"
    with opened(path) as journal:
        assert journal.record(item).doubt is False
        journal.write("sending", item, token=item.token(), attempt=1)
        assert journal.record(item).doubt is True
    with opened(path) as journal:
        assert journal.record(item).doubt is True
        journal.write("made", item, id="vco-1")
    with opened(path) as journal:
        record = journal.record(item)
        assert (record.doubt, record.made, record.seen) == (False, "vco-1", False)
    assert (path.parent / ".gitignore").read_text() == "*\n"


def test_a_refusal_ends_the_doubt_only_if_there_was_none_before(item: kit.Planned, tmp_path: Path) -> None:
    with opened(tmp_path / "journal") as journal:
        journal.write("sending", item)
        journal.write("busy", item, doubt=False)
        assert journal.record(item).doubt is False
        journal.write("sending", item)
        journal.write("unclear", item)
        journal.write("sending", item)
        journal.write("refused", item, doubt=True)
        assert journal.record(item).doubt is True


def test_the_journal_is_for_its_owner_only(item: kit.Planned, tmp_path: Path) -> None:
    path = tmp_path / "journal"
    path.write_text("")
    path.chmod(0o666)
    with opened(path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_second_run_is_kept_out(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with opened(path), pytest.raises(JournalError, match="another run holds the journal"), opened(path):
        pass
    with opened(path):
        pass


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "journal").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(JournalError, match="cannot be opened"), opened(tmp_path / "journal"):
        pass
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("length", range(0, 200, 7))
def test_a_torn_last_line_is_passed_over_and_nothing_is_glued_to_it(
    length: int, item: kit.Planned, tmp_path: Path
) -> None:
    path = tmp_path / "journal"
    with opened(path) as journal:
        journal.write("sending", item)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:length])
    with opened(path) as journal:
        assert journal.record(item).doubt is True
        journal.write("made", item, id="vco-1")
    with opened(path) as journal:
        assert journal.record(item).made == "vco-1"


@given(st.binary(max_size=300))
def test_any_file_can_be_a_journal(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal"
        path.write_bytes(data)
        with opened(path) as journal:
            journal.write("run")
        assert path.read_bytes().startswith(data)
        assert json.loads(path.read_bytes().splitlines()[-1])["event"] == "run"


def test_a_place_where_nothing_can_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError) as caught, opened(tmp_path / "file" / "journal"):
        pass
    assert str(caught.value) == (
        f"{tmp_path}/file/journal: the journal cannot be opened: Not a directory; see --journal"
    )


def test_a_folder_that_takes_no_file_is_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    folder = tmp_path if os.geteuid() else Path("/proc")  # where even root makes no file
    with pytest.raises(JournalError, match="the journal cannot be opened: "), opened(folder / "journal"):
        pass


def test_a_full_disk_stops_before_anything_is_sent(item: kit.Planned, tmp_path: Path) -> None:
    """The limit on a file's size stands in for the disk's."""
    path = tmp_path / "journal"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        with opened(path) as journal:
            journal.write("run")
            resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 10, hard))
            with pytest.raises(JournalError, match="cannot be written: the disk is full"):
                journal.write("sending", item)
            with pytest.raises(JournalError, match="cannot be written: File too large"):
                journal.write("sending", item)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
