"""Token: security tokens of process and threads, their contents undecoded."""

from collections.abc import Sequence
from typing import NamedTuple

from ...errors import InvalidDumpError
from ..constants import MINIDUMP_STREAM_TYPE
from ..records import (
    MINIDUMP_LOCATION_DESCRIPTOR,
    MINIDUMP_TOKEN_INFO_HEADER,
    MINIDUMP_TOKEN_INFO_LIST,
)
from ..view import DumpView
from .stream import RawStream


class TokenEntry(NamedTuple):
    """A token: the process or thread it belongs to, its handle there, and its raw contents."""

    token_id: int
    token_handle: int
    data: bytes


class TokenStream(RawStream):
    """The tokens; takes 16 bytes, and 16 and its contents for each."""

    def __init__(self, tokens: Sequence[TokenEntry]) -> None:
        """Encode *tokens*."""
        size = MINIDUMP_TOKEN_INFO_HEADER.SIZE
        body = b"".join(
            MINIDUMP_TOKEN_INFO_HEADER(
                size + len(token.data), token.token_id, token.token_handle
            ).pack()
            + token.data
            for token in tokens
        )
        head = MINIDUMP_TOKEN_INFO_LIST(
            MINIDUMP_TOKEN_INFO_LIST.SIZE + len(body),
            len(tokens),
            MINIDUMP_TOKEN_INFO_LIST.SIZE,
            size,
        )
        super().__init__(MINIDUMP_STREAM_TYPE.TokenStream, head.pack() + body)


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> tuple[TokenEntry, ...]:
    """Read a Token stream. The entries say themselves how long they are."""
    head = view.only(MINIDUMP_TOKEN_INFO_LIST, location)
    offset = location.Rva + max(head.ListHeaderSize, head.SIZE)
    end = location.Rva + location.DataSize
    tokens = []
    for _ in range(head.TokenListEntries):
        entry = view.record_at(MINIDUMP_TOKEN_INFO_HEADER, offset)
        if entry.TokenSize < entry.SIZE or offset + entry.TokenSize > end:
            raise InvalidDumpError(f"A token claims to be {entry.TokenSize} bytes long", offset)
        data = view.bytes_at(offset + entry.SIZE, entry.TokenSize - entry.SIZE, "token")
        tokens.append(TokenEntry(entry.TokenId, entry.TokenHandle, data))
        offset += entry.TokenSize
    return tuple(tokens)
