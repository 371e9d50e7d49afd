"""The tree: what it shows, what a click decides, and the rules that come of it."""

import time

import pytest
from PySide6.QtCore import Qt

from app.core.capture.snapshot import Module, ProcessSnapshot, Region, SystemDescription, Thread
from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from app.core.dump.flags import EffectiveFlags
from app.core.dump.plan import DumpPlan, ModulePlan, RegionPlan, StreamPlan, ThreadPlan
from app.core.dump.request import DumpRequest
from app.core.dumper.replies import Planned
from app.core.minidump.constants import MINIDUMP_TYPE
from app.ui.models.contents import Contents, Kind, Room, make_contents, make_estimate
from app.ui.views.filter_tree import FilterTree

UNCHECKED, PARTLY, CHECKED = (
    Qt.CheckState.Unchecked,
    Qt.CheckState.PartiallyChecked,
    Qt.CheckState.Checked,
)
PAGE = 4096
REQUEST = DumpRequest()


def contents(key="one", modules=3, threads=2, regions=6):
    """Like the dumper's description: regions of 2 pages, a page between two of them."""
    return make_contents(
        key,
        ProcessSnapshot(
            1,
            "it",
            "/bin/it",
            SystemDescription(9),
            tuple(
                Thread(
                    100 + number, f"worker-{number}", "S", user_time=10**7, stack=(PAGE, 2 * PAGE)
                )
                for number in range(threads)
            ),
            tuple(
                Module(
                    (number + 1) << 20,
                    1 << 16,
                    f"/usr/lib/lib{number}.so",
                    version=(1, 2, 3, number),
                    build_id=b"\xab" * 20,
                )
                for number in range(modules)
            ),
            tuple(
                Region(
                    *(base(number), 2 * PAGE, 4, 0x1000, 0x20000, base(number), 4),
                    writable=True,
                    path="[heap]" if number == 1 else "",
                )
                for number in range(regions)
            ),
        ),
    )


def base(number):
    return 3 * PAGE * (number + 1)


def plan(of, ranges=(), out=(), flags=0):
    """Like the dumper's plan: *ranges* are (address, size), *out* keys that are left out."""
    stored = [
        sum(
            max(0, min(address + size, item.key + item.size) - max(address, item.key))
            for address, size in ranges
        )
        for item in of.items[Kind.REGION]
    ]
    return Planned(
        DumpPlan(
            file_size=12345,
            disk_size=12000,
            requested_flags=flags,
            effective=EffectiveFlags(MINIDUMP_TYPE(flags), {}, {}),
            streams=(StreamPlan(3, "ThreadListStream", 100),),
            range_count=len(ranges),
            ranges=(),
            modules=tuple(
                ModulePlan(
                    *(item.name, item.key, item.size, item.key not in out, "always", 500),
                    0 if item.key in out else 0xD,
                )
                for item in of.items[Kind.MODULE]
            ),
            threads=tuple(
                ThreadPlan(
                    *(item.key, item.name, item.key not in out, "always", 400),
                    0 if item.key in out else 0x17,
                )
                for item in of.items[Kind.THREAD]
            ),
            kinds={"heap": 10000, "streams": 2345},
            untouched=0,
            kept_out=0,
            guards=(),
            regions=tuple(
                RegionPlan(item.key, size, "because" if size else "")
                for item, size in zip(of.items[Kind.REGION], stored, strict=True)
            ),
        )
    )


@pytest.fixture
def tree(qtbot):
    tree = FilterTree()
    qtbot.addWidget(tree)
    tree.resize(600, 400)
    tree.show()
    qtbot.waitExposed(tree)
    return tree


def show(tree, of, *ranges):
    tree.show_contents(of)
    tree.show_estimate(make_estimate(of, REQUEST, plan(of, ranges), Room(1 << 40)))
    tree.settle()
    for group in map(tree.group, Kind):
        group.setExpanded(True)


def click(qtbot, tree, row):
    """Press on the box of a row."""
    tree.tree.scrollToItem(row)
    place = tree.tree.visualItemRect(row)
    position = place.topLeft()
    position.setX(position.x() + 10)
    position.setY(place.center().y())
    qtbot.mouseClick(tree.tree.viewport(), Qt.MouseButton.LeftButton, pos=position)


def test_it_shows_names_sizes_and_reasons(tree):
    show(tree, contents(), (base(0), 2 * PAGE), (base(2), PAGE))

    module = tree.leaf(Kind.MODULE, 1 << 20)
    whole, none, part = (tree.leaf(Kind.REGION, base(number)) for number in range(3))
    assert (module.text(0), module.text(1), module.text(2)) == ("lib0.so", "500 bytes", "always")
    assert (whole.checkState(0), whole.text(1), whole.text(2)) == (CHECKED, "8.0 KiB", "because")
    assert (none.checkState(0), none.text(2)) == (UNCHECKED, "not asked for by the flags")
    assert (part.checkState(0), part.text(1)) == (PARTLY, "4.0 KiB")
    assert none.text(0) == "000000006000 rw-- [heap]"
    assert [group.text(0) for group in map(tree.group, Kind)] == [
        "Modules (3)",
        "Threads (2)",
        "Memory (6)",
    ]
    assert tree.group(Kind.REGION).checkState(0) == PARTLY
    assert "symbol id" in tree.tree.tooltip_of(module, 0).lower()


def test_a_stored_range_may_span_regions(tree):
    show(tree, contents(), (base(0) + PAGE, base(2) + PAGE - base(0) - PAGE))

    states = [tree.leaf(Kind.REGION, base(number)).checkState(0) for number in range(4)]
    assert states == [PARTLY, CHECKED, PARTLY, UNCHECKED]


def test_it_says_why_nothing_of_a_region_is_stored(tree):
    of = contents()
    regions = list(of.items[Kind.REGION])
    inside = regions[4]._replace(key=(1 << 20) + PAGE)
    unreadable = regions[5]._replace(key=(5 << 20), thing=regions[5].thing._replace(readable=False))
    of = Contents(of.key, {**of.items, Kind.REGION: (*regions[:4], inside, unreadable)})
    tree.show_contents(of)

    def reasons(**request):
        tree.show_estimate(make_estimate(of, REQUEST, plan(of, **request), Room()))
        tree.slices.settle()
        return [tree.leaf(Kind.REGION, item.key).text(2) for item in of.items[Kind.REGION][3:]]

    assert reasons() == ["not asked for by the flags"] * 2 + ["cannot be read"]
    assert reasons(flags=2, out=[1 << 20]) == [
        "holds nothing: never touched",
        "left out with its module",
        "cannot be read",
    ]


def test_a_module_clicked_is_left_out_and_clicked_again_is_back(qtbot, tree):
    show(tree, contents())
    row = tree.leaf(Kind.MODULE, 1 << 20)

    with qtbot.waitSignal(tree.filter_changed):
        click(qtbot, tree, row)
    assert row.checkState(0) == UNCHECKED
    assert row.text(2) == "left out by you"
    assert tree.group(Kind.MODULE).checkState(0) == PARTLY
    assert tree.spec() == FilterSpec(
        modules=(ModuleRule("/usr/lib/lib0.so", base=1 << 20, include=False),)
    )

    with qtbot.waitSignal(tree.filter_changed):
        click(qtbot, tree, row)
    assert row.checkState(0) == CHECKED
    assert not tree.spec()


def test_a_thread_clicked_is_left_out(qtbot, tree):
    show(tree, contents())

    click(qtbot, tree, tree.leaf(Kind.THREAD, 101))

    assert tree.spec() == FilterSpec(threads=(ThreadRule("worker-1", id=101, include=False),))


@pytest.mark.parametrize(
    ("stored", "states", "includes"),
    [
        ((), (UNCHECKED, CHECKED, UNCHECKED), (None, True, None)),
        (((base(3), PAGE),), (PARTLY, UNCHECKED, CHECKED, PARTLY), (None, False, True, None)),
        (((base(3), 2 * PAGE),), (CHECKED, UNCHECKED, CHECKED), (None, False, None)),
    ],
    ids=["not in", "partly in", "in"],
)
def test_memory_clicked_goes_round_all_that_differs(qtbot, tree, stored, states, includes):
    show(tree, contents(), *stored)
    row = tree.leaf(Kind.REGION, base(3))

    seen, decided = [row.checkState(0)], [tree.choice.get(Kind.REGION, base(3))]
    for _ in states[1:]:
        click(qtbot, tree, row)
        seen.append(row.checkState(0))
        decided.append(tree.choice.get(Kind.REGION, base(3)))

    assert (tuple(seen), tuple(decided)) == (states, includes)


def test_neighbours_become_one_rule(tree):
    show(tree, contents(), (base(0), base(6) - base(0)))
    leaves = {leaf.item.key: leaf for leaf in tree.leaves(Kind.REGION)}

    tree.decide([leaves[base(1)], leaves[base(2)], leaves[base(4)]], False)
    tree.decide([leaves[base(5)]], True)

    span = base(2) + 2 * PAGE - base(1)
    assert tree.spec().memory == (
        MemoryRule("*", address=base(1), size=span, include=False),
        MemoryRule("", address=base(4), size=2 * PAGE, include=False),
        MemoryRule("", address=base(5), size=2 * PAGE, include=True),
    )


def test_a_group_clicked_leaves_all_out_and_clicked_again_lets_the_flags_decide(qtbot, tree):
    show(tree, contents(), (base(0), PAGE))
    before = [tree.leaf(Kind.REGION, base(number)).checkState(0) for number in range(6)]

    for group in map(tree.group, Kind):
        click(qtbot, tree, group)
    assert [group.checkState(0) for group in map(tree.group, Kind)] == [UNCHECKED] * 3
    assert tree.spec() == FilterSpec(
        (ModuleRule("*", include=False),),
        (ThreadRule("*", include=False),),
        (MemoryRule("*", include=False),),
    )

    for group in map(tree.group, Kind):
        click(qtbot, tree, group)
    assert not tree.spec()
    assert [tree.leaf(Kind.REGION, base(n)).checkState(0) for n in range(6)] == before


def test_the_filter_box_takes_globs_and_the_group_only_what_is_found(qtbot, tree):
    show(tree, contents())
    tree.filter.setText("lib[12].so")
    qtbot.waitUntil(lambda: tree.leaf(Kind.MODULE, 1 << 20).isHidden())

    assert not tree.leaf(Kind.MODULE, 2 << 20).isHidden()
    assert all(tree.leaf(Kind.THREAD, key).isHidden() for key in (100, 101))
    assert tree.group(Kind.MODULE).text(0) == "Modules (2 of 3 found)"
    assert tree.group(Kind.THREAD).text(0) == "Threads (0 of 2 found)"
    click(qtbot, tree, tree.group(Kind.MODULE))
    assert [rule.base for rule in tree.spec().modules] == [2 << 20, 3 << 20]

    tree.filter.setText("[heap]")
    qtbot.waitUntil(lambda: tree.leaf(Kind.MODULE, 2 << 20).isHidden())
    shown = [leaf.item.key for leaf in tree._rows.found(Kind.REGION)]
    assert shown == [base(1)]
    tree.filter.clear()
    qtbot.waitUntil(lambda: not tree.leaf(Kind.MODULE, 1 << 20).isHidden())


def test_the_keys_go_from_the_filter_box_to_what_is_found_and_back_to_all(qtbot, tree):
    show(tree, contents())
    tree.filter.setFocus()
    qtbot.keyClicks(tree.filter, "lib2")
    qtbot.waitUntil(lambda: tree.leaf(Kind.MODULE, 1 << 20).isHidden())
    qtbot.keyClick(tree.filter, Qt.Key.Key_Down)
    assert tree.tree.hasFocus()
    assert tree.tree.currentItem() is tree.leaf(Kind.MODULE, 3 << 20)
    qtbot.keyClick(tree.tree, Qt.Key.Key_Space)
    assert [rule.base for rule in tree.spec().modules] == [3 << 20]

    tree.filter.setFocus()
    qtbot.keyClick(tree.filter, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not tree.leaf(Kind.MODULE, 1 << 20).isHidden())
    assert tree.group(Kind.MODULE).text(0) == "Modules (3)"


def test_the_menu_decides_for_what_is_selected_and_for_all_that_is_found(qtbot, tree):
    show(tree, contents())
    rows = [tree.leaf(Kind.MODULE, key << 20) for key in (1, 2)]
    for row in rows:
        row.setSelected(True)

    def choose(text):
        menu = tree.make_menu(tree.tree.visualItemRect(rows[0]).center())
        (action,) = (action for action in menu.actions() if action.text() == text)
        action.trigger()

    choose("Leave out")
    assert [rule.base for rule in tree.spec().modules] == [1 << 20, 2 << 20]
    choose("As the flags say")
    assert not tree.spec()
    choose("Leave out all")
    assert tree.spec().modules == (ModuleRule("*", include=False),)
    choose("All as the flags say")
    assert not tree.spec()


def test_ticks_and_rows_stay_while_the_preview_refreshes(qtbot, tree):
    of = contents()
    show(tree, of)
    row = tree.leaf(Kind.MODULE, 1 << 20)
    click(qtbot, tree, row)
    tree.tree.setCurrentItem(row)

    show(tree, contents(modules=4, regions=4))

    assert tree.leaf(Kind.MODULE, 1 << 20) is row
    assert tree.tree.currentItem() is row
    assert row.checkState(0) == UNCHECKED
    assert tree.leaf(Kind.MODULE, 4 << 20) is not None
    assert tree.leaf(Kind.REGION, base(5)) is None
    assert len(tree.spec().modules) == 1


def test_what_is_gone_needs_no_rule(tree):
    show(tree, contents())
    tree.decide([tree.leaf(Kind.REGION, base(5))], False)

    tree.show_contents(contents(regions=3))

    assert not tree.spec()


def test_an_estimate_for_another_process_is_passed_over(tree):
    show(tree, contents())
    other = contents("two")

    tree.show_estimate(make_estimate(other, REQUEST, plan(other, [(base(0), PAGE)]), Room()))
    tree.slices.settle()

    assert tree.leaf(Kind.REGION, base(0)).checkState(0) == UNCHECKED


def test_thousands_of_rows_are_filled_in_slices(qtbot, tree, record_property):
    of = contents(modules=500, threads=200, regions=3000)
    slices = []

    def measured(act):
        started = time.perf_counter()
        act()
        slices.append(1000 * (time.perf_counter() - started))

    measured(lambda: tree.show_contents(of))
    while tree.slices.busy:
        measured(tree.slices.step)
    estimate = make_estimate(of, REQUEST, plan(of, [(base(0), base(3000))]), Room())
    measured(lambda: tree.show_estimate(estimate))
    while tree.slices.busy:
        measured(tree.slices.step)
    started = time.perf_counter()
    tree._toggle_group(Kind.REGION, 0)
    tree.slices.settle()
    record_property("slices_ms", [round(value, 1) for value in slices])
    record_property("toggle_all_ms", round(1000 * (time.perf_counter() - started), 1))

    assert len(slices) > 15
    assert tree.group(Kind.REGION).childCount() == 3000
    assert tree.spec().memory == (MemoryRule("*", include=False),)
    assert tree.leaf(Kind.REGION, base(2999)).checkState(0) == UNCHECKED


def test_no_process_no_rules(tree):
    assert tree.spec() == FilterSpec()
    tree.show_contents(Contents("empty", dict.fromkeys(Kind, ())))
    assert tree.spec() == FilterSpec()
