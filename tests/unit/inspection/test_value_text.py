from app.core.inspection.value_text import value_lines


def test_numbers_are_in_hex_where_people_use_hex():
    value = [
        {
            "BaseAddress": 0x7F60_4F40_0000,
            "stack_rva": 4096,
            "size": 4096,
            "interval": 12,
            "ProcessId": 24948,
            "ranges": [[0x1000, 0x3000], [0x5000, 0x6000]],
            "blank": False,
        },
        {"name": "zwei", "info": {"Flags1": 0x107}},
    ]
    assert list(value_lines(value)) == [
        "BaseAddress: 0x7f604f400000",
        "stack_rva: 0x1000",
        "size: 4096",
        "interval: 12",
        "ProcessId: 24948",
        "ranges:",
        "  0x1000  0x3000",
        "  0x5000  0x6000",
        "blank: no",
        "",
        "name: zwei",
        "info:",
        "  Flags1: 0x107",
    ]
    assert list(value_lines(["ein Kommentar", "noch einer"])) == ["ein Kommentar  noch einer"]
