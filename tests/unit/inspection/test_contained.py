"""Minidumps are taken out of what they came in, and nothing else is."""

import bz2
import gzip
import lzma
import os
import random
import shutil
import subprocess
import zipfile

import pytest

from app.core.errors import InvalidDumpError, OutputError
from app.core.inspection.contained import contained_dumps, unpack
from tests import synth

DUMP = synth.plain_dump()


def upload(body):
    """A multipart body as crash reporters send it."""
    return (
        b'--bound\r\nContent-Disposition: form-data; name="prod"\r\n\r\nBrowser\r\n'
        b'--bound\r\nContent-Disposition: form-data; name="upload_file_minidump"; '
        b'filename="../../x/dump"\r\nContent-Type: application/octet-stream\r\n\r\n'
        + body
        + b"\r\n--bound--\r\n"
    )


def zipped(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("crash/one.dmp", DUMP)
        archive.writestr("crash/log.txt", "not a dump")


def compressed_with_zstd(path):
    program = shutil.which("zstd")
    if program is None:
        pytest.skip("zstd is not installed")
    subprocess.run([program, "-qo", path], input=DUMP, check=True)


FORMS = [
    ("a.dmp.gz", lambda path: path.write_bytes(gzip.compress(DUMP)), "a.dmp"),
    ("a.dmp.bz2", lambda path: path.write_bytes(bz2.compress(DUMP)), "a.dmp"),
    ("a.dmp.xz", lambda path: path.write_bytes(lzma.compress(DUMP)), "a.dmp"),
    ("a.dmp.zst", compressed_with_zstd, "a.dmp"),
    ("a.zip", zipped, "one.dmp"),
    ("upload", lambda path: path.write_bytes(upload(DUMP)), "dump"),
    ("packed", lambda path: path.write_bytes(upload(gzip.compress(DUMP))), "dump"),
]


@pytest.mark.parametrize(("name", "make", "inner"), FORMS, ids=[form[0] for form in FORMS])
def test_the_dump_comes_out_as_it_was_for_its_owner_alone(tmp_path, name, make, inner):
    path, target = tmp_path / name, tmp_path / "out.dmp"
    make(path)
    (found,) = contained_dumps(path)
    assert found.name == inner
    assert unpack(found, target) == len(DUMP)
    assert target.read_bytes() == DUMP
    assert target.stat().st_mode & 0o777 == 0o600
    with pytest.raises(OutputError):  # it is there already
        unpack(found, target)
    assert target.read_bytes() == DUMP


def test_a_border_across_two_blocks_is_found(tmp_path, monkeypatch):
    from app.core.inspection import contained

    monkeypatch.setattr(contained, "_BLOCK", 64)
    path = tmp_path / "upload"
    path.write_bytes(upload(DUMP))
    (found,) = contained_dumps(path)
    with found.open() as file:
        assert file.read() == DUMP


@pytest.mark.parametrize("packed", [gzip.compress, bz2.compress, lzma.compress, "zstd"])
def test_what_is_cut_leaves_no_file(tmp_path, packed):
    path, target = tmp_path / "a.packed", tmp_path / "out.dmp"
    whole = DUMP + random.Random(1).randbytes(1 << 20)
    if packed == "zstd":
        if shutil.which("zstd") is None:
            pytest.skip("zstd is not installed")
        done = subprocess.run(["zstd", "-qc"], input=whole, stdout=subprocess.PIPE, check=True)
        path.write_bytes(done.stdout[:-200])
    else:
        path.write_bytes(packed(whole)[:-200])
    (found,) = contained_dumps(path)
    with pytest.raises(InvalidDumpError, match="damaged"):
        unpack(found, target)
    assert not target.exists()


@pytest.mark.parametrize(
    "content", [b"", b"text", gzip.compress(b"text"), upload(b"text"), b"--", DUMP]
)
def test_without_a_dump_there_is_none(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    assert contained_dumps(path) == []


def test_an_archive_that_is_none_says_so(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04" + bytes(99))
    with pytest.raises(InvalidDumpError, match="damaged"):
        contained_dumps(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_cannot_be_unpacked_bit_by_bit_is_refused(tmp_path, method):
    """A few KiB of it may hold gigabytes, all of which would be in memory at once."""
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("a.dmp", DUMP)
    with pytest.raises(InvalidDumpError, match=r"how a\.dmp is packed") as caught:
        contained_dumps(path)
    assert "the tool that made it" in caught.value.remedy


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path):
    os.mkfifo(tmp_path / "it.dmp")
    with pytest.raises(InvalidDumpError, match="not a regular file"):
        contained_dumps(tmp_path / "it.dmp")


def test_an_archive_is_opened_once_to_look_at_all_its_members(tmp_path, monkeypatch):
    path, opened = tmp_path / "it.zip", []
    with zipfile.ZipFile(path, "w") as archive:
        archive.mkdir("a")
        for number in range(50):
            archive.writestr(f"a/{number}.txt", "")
        archive.writestr("a/it.dmp", synth.plain_dump())

    class Counted(zipfile.ZipFile):
        def __init__(self, *arguments):
            opened.append(arguments)
            super().__init__(*arguments)

    monkeypatch.setattr(zipfile, "ZipFile", Counted)
    (found,) = contained_dumps(path)
    assert found.name == "it.dmp"
    assert len(opened) <= 2
