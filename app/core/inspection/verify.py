"""Is this dump good? Looks at the file and at the plan it was made from, not at memory bytes."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import InvalidDumpError
from ..minidump.constants import VERSION
from ..minidump.reader import MinidumpFile
from ..minidump.records import MINIDUMP_HEADER
from .cause import cause_of_dump
from .content_checks import CONTENT_CHECKS
from .dump_snapshot import snapshot_of
from .dump_under_test import DumpUnderTest
from .file_checks import FILE_CHECKS
from .finding import Finding, Severity, Verdict, VerdictWord, error
from .left_out_checks import check_is_out
from .plan_checks import ESTIMATE_CHECKS, PLAN_CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..capture.snapshot import ProcessSnapshot
    from ..dump.plan import DumpPlan
    from .cause import Cause

__all__ = ["Finding", "Severity", "Verdict", "VerdictWord", "verify"]


def verify(
    path: str | os.PathLike[str],
    plan: DumpPlan | None = None,
    *,
    explain: Callable[[MinidumpFile, ProcessSnapshot], Cause] = cause_of_dump,
) -> Verdict:
    """Judge the dump at *path*; with *plan*, also whether it holds what was asked for.

    *explain* says what happened: with the stacks (``explained``), or as fast as can be.

    That a dump differs from an estimate is no fault, unless it lacks a stream that a flag asked for
    or holds what was to be left out. The latter makes any file bad that says so of itself, too.

    Whatever the bytes are, the answer is a verdict. Raises OutputError if the file cannot be read.
    """
    headline, crash = "", None
    try:
        with MinidumpFile.open(path) as file:
            dump = DumpUnderTest(
                file, snapshot_of(file), is_filtered=plan is not None and plan.is_filtered
            )
            cause = explain(file, dump.snapshot)
            headline, crash = cause.headline, cause.crash
            findings = [finding for check in FILE_CHECKS for finding in check(dump)]
            findings += [finding for check in CONTENT_CHECKS for finding in check(dump)]
            findings += check_is_out(dump, plan)
            if plan is not None:
                checks = ESTIMATE_CHECKS if plan.is_estimate else PLAN_CHECKS
                findings += [finding for check in checks for finding in check(dump, plan)]
    except InvalidDumpError as problem:
        told = f"{problem.cause} {problem.remedy}"
        is_read = problem.__cause__ is None  # a drive that failed is not asked again
        unfinished = _unfinished(path) if is_read else ""
        findings = [error(unfinished or f"This is not a usable dump: {told}")]
    return replace(Verdict.of(findings), headline=headline, crash=crash)


def _unfinished(path: str | os.PathLike[str]) -> str:
    """Recognise a dump whose writer was interrupted: its signature is zero."""
    if not os.path.isfile(path):
        return ""
    try:
        with open(path, "rb") as file:
            head = file.read(MINIDUMP_HEADER.SIZE)
    except OSError:  # a drive that fails, which is what there is to say
        return ""
    if len(head) < MINIDUMP_HEADER.SIZE or any(head[:4]):
        return ""
    if any(head) and MINIDUMP_HEADER.unpack(head).Version & 0xFFFF != VERSION:
        return ""
    return (
        "The dump was never finished: its signature is still zero, as it stays until all else "
        "is written. Whoever wrote it was interrupted; write it again."
    )
