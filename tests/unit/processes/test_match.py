"""Finding a process by typing, and texts that a stranger chose."""

import pytest

from app.core.processes.info import ProcessInfo
from app.core.processes.match import found_in, text_match
from app.core.text import encodable, escaped

INFO = ProcessInfo(
    pid=0x1A2B,
    start_key=1,
    started=0.0,
    ppid=1,
    name="Web Content",
    state="sleeping",
    threads=1,
    cpu=0.0,
    memory=0,
    user="Alice",
    exe="/opt/Größe/firefox\n",
    cmdline="firefox --safe-mode",
)


@pytest.mark.parametrize(
    "query",
    ["web", "CONTENT", "6699", "669", "0x1a2b", "1A2B", "alice", "/opt/", "GRÖSSE", "safe-mode",
     "alice web", "  firefox   0x1a2b ", "\\x0a"],
)  # fmt: skip
def test_found(query):
    assert text_match(query)(INFO)


@pytest.mark.parametrize("query", ["chrome", "web bob", "0x1a2c", "6700", "contentalice"])
def test_not_found(query):
    assert not text_match(query)(INFO)


@pytest.mark.parametrize("query", ["", "   ", "\t"])
def test_nothing_typed_wants_everything(query):
    assert text_match(query) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain Größe 日本", "plain Größe 日本"),
        ("a\nb\x1b[31m\x7f", "a\\x0ab\\x1b[31m\\x7f"),
        ("txt.\u202eexe", "txt.\\u202eexe"),
        ("a\u2028b\u00adc", "a\\u2028b\\xadc"),
        ("\U000e0001", "\\U000e0001"),
        ("\udcff", "\\udcff"),
    ],
)
def test_what_cannot_be_seen_is_shown(text, shown):
    assert escaped(text) == shown
    assert escaped(text).isprintable()


def test_bytes_that_are_no_text_become_readable():
    assert encodable(b"a\xffb\xc3\xa9".decode("utf-8", "surrogateescape")) == "a\\xffbé"


def test_halves_of_surrogate_pairs_become_readable():
    """Any program may give its window such a title, and a title may be cut in the middle."""
    assert encodable("caf\u00e9 \ud83d") == "caf\u00e9 \\ud83d"
    assert encodable("\udc00\udcff") == "\\udc00\\udcff"


@pytest.mark.parametrize(
    ("phrase", "told"),
    [("CONTENT", ""), ("alice", ""), ("6699", ""), ("0x1a2b", ""), ("nowhere", ""),
     ("firefox", "firefox --safe-mode"), ("safe-mode", "--safe-mode"),
     ("größe", "Größe/firefox\\x0a")],
)  # fmt: skip
def test_what_neither_name_nor_user_nor_number_tells_is_told(phrase, told):
    assert found_in(INFO, ["web", phrase]) == told
