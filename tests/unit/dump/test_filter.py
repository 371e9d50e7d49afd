"""Rules: what they match, how they are written, what they answer."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import steps
from app.core.capture.snapshot import Module, ProcessSnapshot, Region, SystemDescription, Thread
from app.core.dump.callback_protocol import CallbackProtocol, region_info
from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule, glob_matches
from app.core.dump.filter_callback import FilterCallback
from app.core.dump.globs import Globs
from app.core.dump.write_flags import MODULE_FLAG_NAMES, THREAD_FLAG_NAMES
from app.core.errors import HRESULT, DumpCancelledError, InvalidRequestError
from app.core.intervals import intersect, merged, subtract
from app.core.steps import heeding

addresses = st.integers(0, (1 << 64) - 1)
said = st.none() | st.booleans()


def flags_of(names):
    return st.lists(st.sampled_from(sorted(names.values())), max_size=3).map(
        lambda bits: sum(set(map(int, bits)))
    )


module_rules = st.builds(
    ModuleRule,
    name=st.text(max_size=20),
    base=st.none() | addresses,
    include=said,
    set_flags=flags_of(MODULE_FLAG_NAMES),
    clear_flags=flags_of(MODULE_FLAG_NAMES),
)
thread_rules = st.builds(
    ThreadRule,
    name=st.text(max_size=20),
    id=st.none() | st.integers(0, 1 << 32),
    include=said,
    set_flags=flags_of(THREAD_FLAG_NAMES),
    clear_flags=flags_of(THREAD_FLAG_NAMES),
)
memory_rules = st.builds(
    MemoryRule,
    name=st.text(max_size=20),
    address=addresses,
    size=addresses,
    include=st.booleans(),
)
specs = st.builds(
    FilterSpec,
    modules=st.lists(module_rules, max_size=3).map(tuple),
    threads=st.lists(thread_rules, max_size=3).map(tuple),
    memory=st.lists(memory_rules, max_size=3).map(tuple),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["modules", "threads", "memory", "name", "base", "id", "include", "set_flags", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)

# ---------------------------------------------------------------------------------------- JSON


@given(specs)
def test_rules_come_back_from_json_as_they_were(spec):
    assert FilterSpec.from_text(json.dumps(spec.to_json())) == spec
    assert bool(spec) == any(spec.to_json().values())


@given(anything)
def test_any_json_gives_rules_or_says_what_is_wrong(value):
    try:
        spec = FilterSpec.from_json(value)
    except InvalidRequestError as error:
        outcome = error
    else:
        outcome = FilterSpec.from_json(spec.to_json())
        assert outcome == spec
    assert isinstance(outcome, FilterSpec) or outcome.hresult == HRESULT.E_INVALIDARG


@given(st.text(max_size=30))
def test_any_text_gives_rules_or_says_what_is_wrong(text):
    try:
        FilterSpec.from_text(text)
    except InvalidRequestError:
        return


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ({"module": []}, "'module'"),
        ({"modules": [{"nam": "x"}]}, "modules[0]"),
        ({"modules": [{}, {"include": "yes"}]}, "modules[1]"),
        ({"threads": [{"id": "x"}]}, "threads[0]"),
        ({"threads": [{"id": True}]}, "threads[0]"),
        ({"memory": [{"address": -1}]}, "memory[0]"),
        ({"memory": [{"address": 1 << 64}]}, "memory[0]"),
        ({"memory": [{"include": None}]}, "memory[0]"),
        ({"memory": [{"set_flags": ["data"]}]}, "memory[0]"),
        ({"modules": [{"set_flags": ["dta"]}]}, "'dta'"),
        ({"modules": [{"set_flags": "data"}]}, "modules[0]"),
        ({"modules": [{"set_flags": [["data"]]}]}, "modules[0]"),
        ({"modules": "x"}, "modules"),
        ({"modules": [7]}, "modules[0]"),
        ([], "not an object"),
    ],
)
def test_a_wrong_rule_is_named(value, where):
    with pytest.raises(InvalidRequestError) as caught:
        FilterSpec.from_json(value)
    assert where in caught.value.cause


def test_numbers_may_be_written_in_hex():
    spec = FilterSpec.from_json(
        {"modules": [{"base": "0x7f0000001000"}], "memory": [{"address": "0x10", "size": "16"}]}
    )
    assert spec.modules[0].base == 0x7F0000001000
    assert (spec.memory[0].address, spec.memory[0].size) == (16, 16)


def test_rules_are_joined_so_that_the_later_ones_win():
    one = FilterSpec(modules=(ModuleRule("a"),), memory=(MemoryRule("x"),))
    two = FilterSpec(modules=(ModuleRule("b"),), threads=(ThreadRule("t"),))
    assert one + two == FilterSpec(
        (ModuleRule("a"), ModuleRule("b")), (ThreadRule("t"),), (MemoryRule("x"),)
    )
    assert not FilterSpec()
    assert one


# ------------------------------------------------------------------------------ as a callback

PAGE = 4096


def region(base, pages, *, readable=True, path=""):
    return Region(base, pages * PAGE, 4, 0x1000, 0x20000, base, 4, readable=readable, path=path)


def snapshot(regions=(), modules=(), threads=()):
    return ProcessSnapshot(
        1,
        "x",
        "/x",
        SystemDescription(9),
        regions=tuple(regions),
        modules=tuple(modules),
        threads=tuple(threads),
    )


holes = st.lists(
    st.builds(
        lambda start, size, include: MemoryRule(address=start, size=size, include=include),
        st.integers(0, 40 * PAGE),
        st.integers(1, 12 * PAGE),
        st.booleans(),
    ),
    max_size=5,
).map(tuple)


def by_rules(rules):
    """The points that the last rule about them takes out or adds, page by page and byte by byte."""
    removed = []
    for rule in rules:
        piece = [(rule.address, rule.address + rule.size)]
        removed = subtract(removed, piece) if rule.include else merged(removed + piece)
    return removed


@given(holes)
def test_in_a_full_dump_regions_lose_what_the_rules_take_out(rules):
    found = snapshot([region(0, 5), region(5 * PAGE, 10), region(20 * PAGE, 20)])
    protocol = CallbackProtocol([FilterCallback(FilterSpec(memory=rules), found)], 1)
    kept = protocol.include_vm_regions([region_info(r) for r in found.regions])
    result = [(info.BaseAddress, info.BaseAddress + info.RegionSize) for info in kept]
    whole = [(r.base, r.end) for r in found.regions]
    assert result == subtract(whole, by_rules(rules))
    protocol.include_vm_regions_again()


@given(holes)
def test_in_other_dumps_memory_comes_and_goes_as_the_rules_say(rules):
    found = snapshot([region(0, 5), region(5 * PAGE, 10, readable=False), region(20 * PAGE, 20)])
    protocol = CallbackProtocol([FilterCallback(FilterSpec(memory=rules), found)], 1)
    added, removed = protocol.memory(), protocol.remove_memory()
    readable = [(0, 5 * PAGE), (20 * PAGE, 40 * PAGE)]
    assert intersect(removed, readable) == intersect(by_rules(rules), readable)
    assert subtract(added, readable) == []
    assert subtract(added, subtract(added, removed)) == []
    wanted = merged((rule.address, rule.address + rule.size) for rule in rules if rule.include)
    assert subtract(added, wanted) == []


mixed = st.lists(
    st.builds(
        MemoryRule,
        name=st.sampled_from(["*", "a", "b*", "[heap]", "/x/*"]),
        address=st.integers(0, 40 * PAGE),
        size=st.just(0) | st.integers(1, 12 * PAGE),
        include=st.booleans(),
    ),
    max_size=6,
).map(tuple)
PLACES = (
    region(0, 5, path="/x/a"),
    region(5 * PAGE, 10, readable=False, path="b"),
    region(20 * PAGE, 8, path="[heap]"),
    region(28 * PAGE, 9, path="/y/bb"),
)


def one_by_one(rules):
    """What rules add, and what they take out, worked out rule by rule."""
    added, removed = [], []
    readable = merged((place.base, place.end) for place in PLACES if place.readable)
    for rule in rules:
        if rule.size:
            ranges = [(rule.address, rule.address + rule.size)]
        else:
            ranges = merged((p.base, p.end) for p in PLACES if glob_matches(rule.name, p.path))
        if rule.include:
            ranges = intersect(ranges, readable)
            added, removed = merged(added + ranges), subtract(removed, ranges)
        else:
            added, removed = subtract(added, ranges), merged(removed + ranges)
    return added, removed


@given(mixed)
def test_the_last_rule_about_a_piece_of_memory_wins(rules):
    callback = FilterCallback(FilterSpec(memory=rules), snapshot(PLACES))
    added, removed = one_by_one(rules)
    assert callback.removed == removed
    assert CallbackProtocol([callback], 1).memory() == added
    # Each part that goes is put down to one rule: the last that is about it.
    assert merged(part for _, parts in callback.excluded for part in parts) == removed
    for rule, parts in callback.excluded:
        later = rules[max(number for number, other in enumerate(rules) if other is rule) + 1 :]
        assert intersect(parts, merged(one_by_one([r for r in later if not r.include])[1])) == []


def test_a_hostile_recipe_on_a_large_program_takes_no_time_to_speak_of(monkeypatch):
    """2,000 rules on 20,000 names: one by one these are 40 million matches, some minutes."""
    rules = tuple(
        MemoryRule(f"*a*b*{number}*[a-f]*[0-9]*x?y*zzzzz", include=bool(number % 2))
        for number in range(1900)
    ) + tuple(MemoryRule(f"/lib/{number}", include=False) for number in range(100))
    places = [region(n * 2 * PAGE, 1, path=f"/lib/{n}") for n in range(20_000)]
    polls = []
    callback = FilterCallback(FilterSpec(memory=rules))
    with monkeypatch.context() as patch, heeding(lambda: polls.append(1)):
        patch.setattr(steps, "EVERY", 0.0)
        callback.refresh(snapshot(places))
    assert callback.removed == [(n * 2 * PAGE, n * 2 * PAGE + PAGE) for n in range(100)]
    assert len(polls) >= 100  # a cancel is heard all the way
    # In the stop nothing is matched that was known before.
    monkeypatch.setattr(Globs, "_found", lambda *_: pytest.fail("a name was matched again"))
    callback.refresh(snapshot([*places, region(1 << 40, 1, path="/lib/7")]))
    assert callback.removed[-1] == (1 << 40, (1 << 40) + PAGE)


def test_a_cancel_while_names_are_matched():
    def poll():
        raise DumpCancelledError("The dump was cancelled.")

    places = [region(n * 2 * PAGE, 1, path=f"/lib/{n}") for n in range(1000)]
    callback = FilterCallback(FilterSpec(memory=(MemoryRule("*x*"),)))
    with heeding(poll), pytest.raises(DumpCancelledError):
        callback.refresh(snapshot(places))


def test_the_stack_of_an_excluded_thread_goes_down_to_its_guard():
    guard, stack = region(PAGE, 1, readable=False), region(2 * PAGE, 8)
    other = region(20 * PAGE, 8)
    one = Thread(7, stack=(5 * PAGE, 10 * PAGE))
    two = Thread(8, stack=(25 * PAGE, 28 * PAGE))
    rules = FilterSpec(threads=(ThreadRule(include=False),))
    found = snapshot([guard, stack, other], threads=[one, two])
    protocol = CallbackProtocol([FilterCallback(rules, found)], 1)
    # The second one's memory is not guarded: what lies below may be anything.
    assert protocol.remove_memory() == [(2 * PAGE, 10 * PAGE), (25 * PAGE, 28 * PAGE)]


def test_a_module_is_known_by_its_name_even_if_it_came_later():
    early = snapshot(modules=[Module(0x1000, 0x1000, "/a")])
    late = snapshot(modules=[Module(0x1000, 0x1000, "/a"), Module(0x5000, 0x1000, "/b")])
    callback = FilterCallback(FilterSpec(modules=(ModuleRule("b", include=False),)), early)
    callback.refresh(late)
    protocol = CallbackProtocol([callback], 1)
    assert protocol.include_module(0x5000, 0xD) == 0
    assert protocol.include_module(0x1000, 0xD) == 0xD
    assert protocol.remove_memory() == [(0x5000, 0x6000)]
