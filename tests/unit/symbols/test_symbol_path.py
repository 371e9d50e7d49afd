"""What a symbol path means on this machine."""

from __future__ import annotations

import pytest

from app.core.symbols.symbol_path import folders_of, in_stores


@pytest.mark.parametrize(
    ("path", "folders"),
    [
        ("", ()),
        ("/a;/b;;/a", ("/a", "/b")),
        (r"C:\symbols", (r"C:\symbols",)),
        (r"srv*C:\cache*https://msdl.example.org/symbols", (r"C:\cache",)),
        ("SRV*/one*/two*http://x.example.org", ("/one", "/two")),
        ("srv*https://x.example.org", ()),
        ("symsrv*symsrv.dll*/cache*https://x.example.org", ("/cache",)),
        (r"cache*/local;\\server\share;srv*\\server\store;//server/share", ("/local",)),
        ("cache*;srv**/deep", ("/deep",)),
    ],
)
def test_only_folders_of_this_machine_count(path, folders):
    assert folders_of(path) == folders


def test_a_path_without_an_end_is_cut():
    assert len(folders_of(";".join(f"/{at}" for at in range(10_000)))) == 64


def test_stores_are_looked_in_by_name_and_key(tmp_path):
    folder = str(tmp_path)
    found = list(in_stores((folder,), "It.pdb", "AB1"))
    assert f"{folder}/It.pdb/AB1/It.pdb" in found
    assert f"{folder}/It.pdb/ab1/It.pdb" in found
    assert f"{folder}/it.pdb/ab1/it.pdb" in found
    assert found[-1] == f"{folder}/It.pdb"
    (tmp_path / "index2.txt").touch()
    assert f"{folder}/it/It.pdb/AB1/It.pdb" in list(in_stores((folder,), "It.pdb", "AB1"))


@pytest.mark.parametrize("name", ["", ".", "..", "../it", "a/b", "a\\b"])
def test_no_name_leads_out_of_a_store(name):
    assert list(in_stores(("/store",), name, "AB1")) == []
