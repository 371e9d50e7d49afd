"""Requests on their way to the dumper."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.capture.snapshot import ExceptionInformation
from app.core.dump.filter import FilterSpec, ModuleRule
from app.core.dump.request import MINIDUMP_USER_STREAM, DumpRequest
from app.core.errors import InvalidRequestError

words = st.integers(0, (1 << 64) - 1)
exceptions = st.builds(
    ExceptionInformation,
    thread_id=st.integers(0, (1 << 32) - 1),
    code=st.integers(0, 1 << 32),
    flags=st.integers(0, 1 << 32),
    record=words,
    address=words,
    parameters=st.lists(words, max_size=15).map(tuple),
    context=st.binary(max_size=50),
)
requests = st.builds(
    DumpRequest,
    flags=st.integers(0, 0x1FFFFFF),
    filter=st.sampled_from([FilterSpec(), FilterSpec(modules=(ModuleRule("a", include=False),))]),
    comment=st.text(max_size=20),
    exception=st.none() | exceptions,
    user_streams=st.lists(
        st.builds(MINIDUMP_USER_STREAM, st.integers(0, (1 << 32) - 1), st.binary(max_size=50)),
        max_size=3,
    ).map(tuple),
    dbghelp=st.sampled_from(("", r"C:\Debuggers\dbghelp.dll")),
    clone=st.none() | st.booleans(),
    blank=st.booleans(),
)


@given(requests)
def test_a_request_comes_back_as_it_was(request):
    assert DumpRequest.from_json(json.loads(json.dumps(request.to_json()))) == request


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        None,
        {"flags": "many"},
        {"flags": None},
        {"flags": 0, "filter": {"x": 1}},
        {"flags": 0, "user_streams": ["x"]},
        {"flags": 0, "user_streams": [[1, "not base64!"]]},
        {"flags": 0, "user_streams": 7},
        {"flags": 0, "exception": {}},
        {"flags": 0, "exception": 7},
        {"flags": 0, "clone": 1},
        {"flags": 0, "exception": {"thread_id": 1, "code": 2, "context": "", "parameters": 0}},
        {"flags": 0, "exception": {"context": "", "parameters": [], "more": 1}},
    ],
)
def test_anything_else_is_refused(value):
    with pytest.raises(InvalidRequestError):
        DumpRequest.from_json(value)


def test_a_comment_is_a_user_stream_behind_the_others():
    own = MINIDUMP_USER_STREAM(0x10000, b"x")
    request = DumpRequest(comment="hé\U0001f600\ud800", user_streams=(own,))
    streams = request.all_user_streams()
    assert streams[0] == own
    assert streams[1].Type == 11
    assert streams[1].Buffer.decode("utf-16-le", "surrogatepass") == "hé\U0001f600\ud800"
    assert DumpRequest().all_user_streams() == ()
