"""The documents say what the tables of the program say."""

from pathlib import Path

from app.core.dump.callback import NEVER_CALLED
from app.core.dump.flags import FLAGS

DOCUMENT = Path(__file__).parents[3] / "docs" / "minidumpwritedump.md"


def test_the_table_of_flags_is_the_one_of_the_program() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    lines = text.partition("<!-- flags -->\n")[2].partition("<!-- /flags -->")[0].splitlines()
    rows = sorted(FLAGS, key=lambda row: row.value)

    assert lines[2:] == [f"| {row.name} | {row.value:#x} | {row.linux} |" for row in rows]


def test_callbacks_that_are_never_made_are_documented() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    sentence = text.partition("Never called: ")[2].partition(".\n")[0]

    for kind in NEVER_CALLED:
        assert kind.name.removesuffix("Callback") in sentence
