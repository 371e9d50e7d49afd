"""Exceptions on the command line."""

import pytest

from app.core.capture.snapshot import ExceptionInformation
from app.core.dump.exception_text import exception_from_text
from app.core.errors import InvalidRequestError


@pytest.mark.parametrize(
    ("text", "exception"),
    [
        ("thread=7,code=11", ExceptionInformation(7, 11)),
        ("code=SIGSEGV, thread=7", ExceptionInformation(7, 11)),
        (
            "thread=7,code=0xc0000005,address=0x1000,parameter=1,parameter=0x8",
            ExceptionInformation(7, 0xC0000005, address=0x1000, parameters=(1, 8)),
        ),
        ("thread=7,code=SIGABRT,flags=-6", ExceptionInformation(7, 6, flags=0xFFFFFFFA)),
    ],
)
def test_it_is_read(text, exception):
    assert exception_from_text(text) == exception


@pytest.mark.parametrize(
    "text",
    [
        *("", "7", "thread=7", "code=11", "thread=7,code=SIGNOT", "thread=7,code=11,code=11"),
        *("thread=7,code=11,what=1", "thread=-1,code=11", "thread=7,code=0x100000000"),
        "thread=7,code=11" + ",parameter=1" * 16,
    ],
)
def test_what_is_not_understood_is_refused_with_how_to_write_it(text):
    with pytest.raises(InvalidRequestError) as caught:
        exception_from_text(text)
    assert caught.value.remedy
