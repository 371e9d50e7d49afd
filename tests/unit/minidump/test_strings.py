import os
import struct

from hypothesis import given
from hypothesis import strategies as st

from app.core.minidump import strings

any_text = st.text(st.characters(codec=None, exclude_categories=()))


def test_a_minidump_string_counts_bytes_without_its_nul():
    assert (
        strings.encode_string("aß𝄞") == struct.pack("<I", 8) + "aß𝄞".encode("utf-16-le") + b"\0\0"
    )


@given(any_text)
def test_any_text_can_be_encoded(text):
    strings.encode_utf8_string(text)
    decoded = strings.decode_utf16(strings.encode_utf16(text))
    # Two halves of a pair that stood side by side become the character they spell.
    assert decoded.encode("utf-16-le", "surrogatepass") == text.encode("utf-16-le", "surrogatepass")


@given(st.binary())
def test_any_linux_path_survives(path):
    text = os.fsdecode(path)
    if not any("\ud800" <= char < "\udc00" for char in text):
        assert os.fsencode(strings.decode_utf16(strings.encode_utf16(text))) == path
    assert strings.encode_utf8_string(text)[4:-1] == path


@given(st.binary())
def test_any_bytes_can_be_decoded(data):
    assert isinstance(strings.decode_utf16(data), str)
    assert isinstance(strings.decode_utf8(data), str)
    assert "\0" not in strings.until_nul(data)
