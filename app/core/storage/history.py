"""The list of dumps made so far: one line of JSON for each, the newest last."""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ..dump.pause import PastPause
from ..dump.request import DumpRequest
from ..errors import InvalidRequestError, OutputError, from_oserror
from ..inspection.crash import Crash
from ..process_key import ProcessKey, boot_id
from ..processes.rights import has_lesser_twin
from ..text import escaped
from .locked import locked
from .paths import history_path
from .private_files import SIZE_LIMIT, check_size, keep_beside, read_private, write_private
from .requests import FOLDER, KeptRequests, read_request

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMIT: Final = 1000
"""So many dumps are remembered; the oldest are forgotten. The files themselves stay."""
_INLINE: Final = 8 << 10
"""Bytes of a request that stands in its record: the streams of another one may be megabytes."""


_IN_FILE: Final = {"crash": "crashed"}
"""A field as the file has it: earlier builds wrote a sentence as "crash", which is passed over."""


class DumpRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename=_IN_FILE):
    """A dump that was made.

    Attributes:
        time: When it was finished, in seconds since 1970-01-01 UTC.
        pid: Of which process; 0: the file was found, nobody told of it (``found``).
        started: When that was started, as in :class:`ProcessKey`; None: not noted, as it was not
            before 0.2.
        boot: In which run of the machine, as ``boot_id`` has it; empty: not noted, or of no
            account.
        name: Name of its program.
        path: Where the file was put, absolute.
        size: Of the file, in bytes.
        flags: MINIDUMP_TYPE as requested.
        paused_ms: How long the process stood still.
        usual_pause_ms: What that would be on a usual machine; 0: not noted.
        wait_ms: How long one waited for a processor then, as far as is known.
        verdict: What checking the file came to.
        crash: What went wrong in the process; None: nothing is known to have.
        sha256: Of the file, in hexadecimal; empty if not known.
        soft_errors: How many things could not be had.
        left_out: How many parts of the process were left out on purpose.
        recipe: Title of the recipe that it was made by; empty: by none.
        by_hand: How many rules that are none of that recipe's left something out.
        request: What was asked for, as ``DumpRequest.to_json`` has it, if it is small.
        request_file: The name of it among the kept requests, if it is large.
        id: Tells two records apart.
    """

    time: float
    pid: int
    name: str
    path: str
    size: int
    flags: int
    paused_ms: float
    verdict: str
    started: int | None = None
    boot: str = ""
    usual_pause_ms: float = 0.0
    wait_ms: float = 0.0
    crash: Crash | None = None
    sha256: str = ""
    soft_errors: int = 0
    left_out: int = 0
    recipe: str = ""
    by_hand: int = 0
    request: dict[str, Any] = msgspec.field(default_factory=dict)
    request_file: str = ""
    id: str = msgspec.field(default_factory=lambda: secrets.token_hex(8))

    @property
    def called_without(self) -> int:
        """How many parts its name says that it lacks: those of a recipe go without saying."""
        return self.by_hand if self.recipe else self.left_out

    @property
    def past_pause(self) -> PastPause:
        """What it teaches about pauses."""
        return PastPause(self.usual_pause_ms, self.paused_ms, self.wait_ms)

    @property
    def key(self) -> ProcessKey:
        """Of which process.

        Raises InvalidRequestError if too little was noted, or the machine was started anew since:
        another process may have both the number and the time of start by now.
        """
        if self.boot and self.boot != _THIS_RUN:
            raise InvalidRequestError(
                f"Process {self.pid} has ended: the computer was started anew since.",
                "Choose the process in the table and dump it.",
            )
        if self.started is None or not (self.boot or _ABSOLUTE):
            raise InvalidRequestError(
                f"It was not noted when process {self.pid} was started: another program may have "
                "its number by now.",
                "Choose the process in the table and dump it.",
            )
        return ProcessKey(self.pid, self.started)


_THIS_RUN: Final = boot_id()
_ABSOLUTE: Final = os.name == "nt"
"""Times of start mean the same in every run of the machine."""
_NO_FOLLOW: Final[int] = getattr(os, "O_NOFOLLOW", 0)
_DECODER: Final = msgspec.json.Decoder(DumpRecord)
_ENCODER: Final = msgspec.json.Encoder()


class History:
    """The file of records. Any number of programs may use it at the same time.

    Every method raises OutputError if the file cannot be read or written.
    """

    def __init__(self, path: Path | None = None, limit: int = LIMIT) -> None:
        """Use *path*, by default the user's file, for at most *limit* records."""
        self._path = path or history_path()
        self._limit = limit
        self.requests = KeptRequests(self._path.with_name(FOLDER))
        self.damaged = 0
        """Lines that :meth:`records` could not make sense of and passed over."""
        self.problems: list[str] = []
        """What was broken and is kept beside, for people to read; each is told once."""

    def records(self) -> list[DumpRecord]:
        """Give all records, the newest first."""
        return self._read()[::-1]

    def append(self, record: DumpRecord, request: DumpRequest | None = None) -> None:
        """Add a record, with the *request* that it came from."""
        with self._locked():
            if request is not None:
                record = self._with_request(record, request)
            records = self._read()
            if len(records) >= self._limit or self.damaged:
                self._keep(records, [*records, record][-self._limit :])
            else:
                self._append_line(record)
            self.requests.sweep({one.request_file for one in (*records, record)})

    def request_of(self, record: DumpRecord) -> DumpRequest:
        """Give what was asked for.

        Raises InvalidRequestError, too, if that was not remembered or makes no sense.
        """
        if record.request_file:
            request = read_request(self.request_path(record), with_dbghelp=True)
        elif record.request:
            request = DumpRequest.from_json(record.request)
        else:
            raise InvalidRequestError("It is not known what was asked for.", "Dump it anew.")
        return replace(request, dbghelp="") if has_lesser_twin() else request

    def request_path(self, record: DumpRecord) -> Path:
        """Say where the large request of *record* is kept."""
        return self.requests.path(record.request_file)

    def remove(self, *ids: str) -> None:
        """Forget the records with these ids; their files stay."""
        with self._locked():
            records = self._read()
            self._keep(records, [record for record in records if record.id not in ids])

    def clear(self) -> None:
        """Forget everything."""
        with self._locked():
            self._keep(self._read(), [])

    def _with_request(self, record: DumpRecord, request: DumpRequest) -> DumpRecord:
        told = request.to_json()
        if len(msgspec.json.encode(told)) <= _INLINE:
            return msgspec.structs.replace(record, request=told)
        return msgspec.structs.replace(record, request_file=self.requests.keep(request))

    def _keep(self, before: list[DumpRecord], after: list[DumpRecord]) -> None:
        """Write *after*; what only others of those *before* asked for goes, too."""
        if self.damaged:
            why = "Not every line of it is a record."
            keep_beside(self._path, why, self.problems, copied=True)
        self._write(after)
        named = {record.request_file for record in before if record.request_file}
        self.requests.drop(named - {record.request_file for record in after})

    def _read(self) -> list[DumpRecord]:
        records: list[DumpRecord] = []
        self.damaged = 0
        *lines, rest = self._content().split(b"\n")
        if rest:  # whoever wrote last was killed in the middle of a line
            self.damaged += 1
        for line in (*lines, rest):
            if not line.strip():
                continue
            try:
                records.append(_DECODER.decode(line))
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                self.damaged += line is not rest
        return records

    def _content(self) -> bytes:
        """Read the file; something else in its place, or far too much, is kept beside."""
        try:
            content = read_private(self._path, SIZE_LIMIT + 1)
            check_size(content)
        except OutputError as error:
            keep_beside(self._path, error.cause, self.problems)
            return b""
        return content

    def _write(self, records: list[DumpRecord]) -> None:
        write_private(self._path, b"".join(_ENCODER.encode(record) + b"\n" for record in records))

    def _append_line(self, record: DumpRecord) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | _NO_FOLLOW
        with os.fdopen(os.open(self._path, flags, 0o600), "wb") as file:
            file.write(_ENCODER.encode(record) + b"\n")
            file.flush()
            os.fsync(file.fileno())

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep other programs out: from reading to writing nobody may add a line."""
        with locked(self._path):
            try:
                yield
            except OSError as error:
                doing = f"Writing {escaped(str(self._path))}"
                raise from_oserror(error, doing, as_type=OutputError) from error
