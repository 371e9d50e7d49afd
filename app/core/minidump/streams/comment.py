"""CommentA and CommentW: free text, without any header."""

from ..constants import MINIDUMP_STREAM_TYPE
from ..records import MINIDUMP_LOCATION_DESCRIPTOR
from ..strings import decode_utf8, encode_utf16, until_nul
from ..view import DumpView
from .stream import RawStream


class CommentStreamA(RawStream):
    """A comment in 8-bit text; written as UTF-8."""

    def __init__(self, text: str) -> None:
        """Encode *text*."""
        data = text.encode("utf-8", "replace") + b"\0"
        super().__init__(MINIDUMP_STREAM_TYPE.CommentStreamA, data)


class CommentStreamW(RawStream):
    """A comment in UTF-16LE."""

    def __init__(self, text: str) -> None:
        """Encode *text*."""
        super().__init__(MINIDUMP_STREAM_TYPE.CommentStreamW, encode_utf16(text) + b"\0\0")


def read_a(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> str:
    """Read an 8-bit comment."""
    data = view.bytes_at(location.Rva, location.DataSize, "comment")
    return decode_utf8(data.partition(b"\0")[0])


def read_w(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> str:
    """Read a UTF-16 comment."""
    return until_nul(view.bytes_at(location.Rva, location.DataSize, "comment"))
