"""What is being copied, told by how far the copy is."""

from __future__ import annotations

from app.core.backends.where import Where
from tests.unit.inspection.written import CODE, HEAP, SNAPSHOT


def test_the_region_is_named_by_how_far_the_copy_is():
    wanted = [(CODE, CODE + 0x100), (HEAP, HEAP + 0x1000)]
    where = Where(SNAPSHOT, wanted)

    assert where.name(0) == SNAPSHOT.region_at(CODE).path
    assert where.name(0xFF) == where.name(0)
    assert where.name(0x100) == "[heap]"
    assert where.name(0x1100) == where.name(1 << 60) == "[heap]"


def test_nothing_to_copy_has_no_name():
    assert Where(SNAPSHOT, []).name(5) == ""
