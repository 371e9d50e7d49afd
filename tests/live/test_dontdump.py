"""What a program keeps out of dumps (MADV_DONTDUMP) is left out where that was asked for."""

from __future__ import annotations

import pytest

from app.core.dump.presets import PRESETS
from tests.live.dumping import Dump


@pytest.mark.parametrize("preset", ["private", "taskmgr", "everything"])
def test_the_switch_leaves_it_out_and_nothing_else(start_target, dumpdesk, tmp_path, preset):
    target = start_target("dontdump")
    values = target.values
    secret = (values["secret"], values["secret"] + values["size"])
    plain = (values["plain"], values["plain"] + values["size"])
    for options, kept_out in ([], 0), (["--respect-dontdump"], values["size"]):
        path = tmp_path / f"{kept_out}.dmp"
        planned, plan = dumpdesk("plan", target.pid, "--preset", preset, *options)
        dumped, done = dumpdesk("dump", target.pid, "--preset", preset, *options, "-o", path)
        assert planned == dumped == 0
        assert (done["verdict"], plan["file_size"]) == ("good", done["file_size"])
        assert plan["kept_out"] == kept_out
        dump = Dump(path)
        assert dump.holds(*plain)
        assert dump.touches(*secret) == (not kept_out)


def test_the_privacy_preset_has_it_on_whatever_else_is_added(start_target, dumpdesk, tmp_path):
    assert [preset.key for preset in PRESETS if preset.respect_dontdump] == ["privacy"]
    target = start_target("dontdump")
    values = target.values
    path = tmp_path / "it.dmp"
    both = f"{values['secret']:#x}:{2 * values['size']}"
    options = ["--preset", "privacy", "--include-memory", both]
    assert dumpdesk("dump", target.pid, *options, "-o", path)[0] == 0
    assert not Dump(path).touches(values["secret"], values["secret"] + values["size"])
