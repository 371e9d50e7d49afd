"""Which processes there are, what they do, and whether they can be dumped."""

from app.core.processes.info import CanDump, ProcessInfo, SampleDelta, Verdict
from app.core.processes.match import Match, text_match
from app.core.processes.query import Query, QueryError, parse
from app.core.processes.sampler import Sampler, list_processes
from app.core.processes.text import escaped

__all__ = [
    "CanDump",
    "Match",
    "ProcessInfo",
    "Query",
    "QueryError",
    "SampleDelta",
    "Sampler",
    "Verdict",
    "escaped",
    "list_processes",
    "parse",
    "text_match",
]
