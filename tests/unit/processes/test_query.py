"""Finding processes by asking: the language, its mistakes, its completion and its speed."""

import time

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.processes.info import FACTS, CanDump, ProcessInfo, Verdict
from app.core.processes.match import text_match
from app.core.processes.query import QueryError, parse
from app.core.processes.query_completion import complete
from app.core.processes.query_fields import FIELDS, OPERATORS
from app.core.processes.query_parser import DEPTH_LIMIT
from app.core.processes.sampler import list_processes

FIREFOX = ProcessInfo(
    pid=0x1A2B,
    start_key=1,
    started=time.time() - 2 * 3600,
    ppid=77,
    name="Web Content",
    state="sleeping",
    threads=31,
    cpu=12.5,
    memory=812 << 20,
    user="Alice",
    exe="/opt/Größe/firefox",
    cmdline="firefox --safe-mode --profile=/home/alice/x (y)",
    bits=64,
    machine="x64",
    verdict=Verdict(CanDump.NEEDS_ADMINISTRATOR),
    detailed=True,
    private=700 << 20,
    handles=300,
    io=5e6,
    privileges="",
    container="docker 3f2a",
    program_file="replaced",
    window="Start page",
)
POSTGRES = msgspec.structs.replace(
    FIREFOX,
    pid=903,
    started=time.time() - 20,
    name="postgres",
    state="running",
    cpu=0.0,
    memory=101_000_000,
    user="pg",
    exe="/usr/lib/postgres",
    cmdline="postgres: writer [idle]",
    bits=32,
    verdict=Verdict(CanDump.YES),
    private=None,
    handles=None,
    io=None,
    privileges=None,
    container=None,
    program_file=None,
    window=None,
)


def found(query):
    """Letters of the processes that a query without mistakes finds."""
    result = parse(query)
    assert not isinstance(result, QueryError), result
    return "".join(
        letter for letter, info in (("f", FIREFOX), ("p", POSTGRES)) if result.matches(info)
    )


@pytest.mark.parametrize(
    ("query", "who"),
    [
        # plain words
        ("", "fp"),
        ("   ", "fp"),
        ("web", "f"),
        ("alice 0x1a2b", "f"),
        ("alice writer", ""),
        ("--profile=/home", "f"),
        ("android", ""),
        ('"web content"', "f"),
        ("'content web'", ""),
        ('"and"', ""),
        ("(y)", "f"),
        # comparisons
        ("cpu > 5", "f"),
        ("cpu>5", "f"),
        ("cpu > 5 %", "f"),
        ("cpu <= 0", "p"),
        ("CPU >= 12.5%", "f"),
        ("cpu != 12.5", "p"),
        ("user = alice", "f"),
        ("user == ALICE", "f"),
        ("user != alice", "p"),
        ("name = web", ""),
        ('name = "web content"', "f"),
        ("pid = 0x1a2b", "f"),
        ("pid=903", "p"),
        ("parent = 77", "fp"),
        ("threads < 32", "fp"),
        ("mem >= 512 MiB", "f"),
        ("mem < 0.5gib", "p"),
        ("memory = 101 MB", "p"),
        ("rss > 1M", "fp"),
        ("age > 1 h", "f"),
        ("age < 90m", "p"),
        ("age < 1 d", "fp"),
        ("state = running", "p"),
        ("dump = yes", "p"),
        ("dump = no", "f"),
        ("dump != no", "p"),
        ("dump ~ *admin*", "f"),
        ('dump = "needs administrator"', "f"),
        ("bits = 32", "p"),
        ("arch = x64", "fp"),
        # found out on demand: nothing holds of what is not known
        ("private >= 700 MiB", "f"),
        ("fds < 1000", "f"),
        ("io > 1 MB", "f"),
        ("rights = root", ""),
        ("rights != root", "f"),
        ("container ~ docker*", "f"),
        ("file = replaced", "f"),
        ("title ~ page", "f"),
        ("not title ~ page", "p"),
        # patterns
        ("name ~ post*", "p"),
        ("name ~ *gres", "p"),
        ("name ~ p?st*s", "p"),
        ("name ~ ost", "p"),
        ("name ~ ost*", ""),
        ("name !~ w*", "p"),
        ("path ~ */größe/*", "f"),
        ("cmd ~ *[idle]", "p"),
        ("cmd ~ *--profile=*(y)", "f"),
        ("cmd = 'postgres: writer [idle]'", "p"),
        # words between
        ("cpu > 5 and user = alice", "f"),
        ("cpu > 5 and user = pg", ""),
        ("cpu > 5 user = pg", ""),
        ("cpu > 5 OR user = pg", "fp"),
        ("not user = pg", "f"),
        ("!user=pg", "f"),
        ("not not user=pg", "p"),
        ("not postgres", "f"),
        ("!web !postgres", ""),
        # and binds closer than or; brackets change that
        ("user = pg or user = alice and cpu > 50", "p"),
        ("(user = pg or user = alice) and cpu > 5", "f"),
        ("not (cpu > 5 or state = running)", ""),
        ("((user=pg)) or(cpu>5)", "fp"),
        ("mem > 1 GiB or name ~ web*", "f"),
    ],
)
def test_query_finds(query, who):
    assert found(query) == who


def test_a_query_says_what_has_to_be_found_out_for_it():
    assert parse("cpu > 5 firefox").facts == frozenset()
    assert parse("cpu > 5 rss > 1 firefox").fields == ("cpu", "mem")
    assert parse("fds > 5 or (window = x and not io > 1)").facts == {"handles", "window", "io"}
    assert parse("uss > 5 and cpu >").facts == {"private"}
    assert {field.fact for field in FIELDS} - {""} == set(FACTS)


@pytest.mark.parametrize("text", ["web", "alice --safe", "0x1a2b 6699", "größe", "x y z"])
def test_plain_words_are_what_they_always_were(text):
    for info in (FIREFOX, POSTGRES):
        assert parse(text).matches(info) == text_match(text)(info)


@pytest.mark.parametrize(
    ("query", "wrong", "reason", "who"),
    [
        ("cpu >", "cpu >", "no value", "fp"),
        ("user = pg and cpu >", "cpu >", "no value", "p"),
        ("cpu > and user = pg", "cpu > ", "no value", "p"),
        ("cpu > x", "x", "not a number", "fp"),
        ("cpu > 5 GiB", "5 GiB", "not a unit of cpu", "fp"),
        ("mem > 5xb", "5xb", "not a unit of mem", "fp"),
        ("age > 5 kib", "5 kib", "not a unit of age", "fp"),
        ("cpu ~ 5", "~", "cannot be compared", "fp"),
        ("name < b", "<", "cannot be compared", "fp"),
        ("dump = maybe", "maybe", "no answer", "fp"),
        ("colour = red", "colour", "no field", ""),
        ("firefox or colour=postgres", "colour", "no field", "f"),
        ("= writer", "= ", "no field to compare", ""),
        ("~/größe", "~/größe", "no field to compare", ""),
        ("or", "or", "nothing before", "fp"),
        ("web or", "or", "nothing after", "f"),
        ("web and", "and", "nothing after", "f"),
        ("and web", "and", "nothing before", "f"),
        ("web and or postgres", "and", "nothing after", "fp"),
        ("not", "not", "nothing after", "fp"),
        ("web not or zzz", "not", "nothing after", "f"),
        ("(web", "(", "not closed", "f"),
        ("web)", ")", "closes nothing", "f"),
        ("web) postgres", ")", "closes nothing", ""),
        ("()", "()", "nothing in the brackets", "fp"),
        ("name = ( ) web", "name = ", "no value", "f"),
        ('user="al', '"al', "not closed", ""),
        ('"web con', '"web con', "not closed", "f"),
        ("(" * (DEPTH_LIMIT + 1) + "web", "(", "too many brackets", "fp"),
    ],
)
def test_a_mistake_is_pointed_at_and_the_rest_still_counts(query, wrong, reason, who):
    error = parse(query)
    assert isinstance(error, QueryError)
    assert reason in error.reason
    assert error.hint.endswith((".", "=", "~"))
    assert error.text[error.start : error.end].strip() == wrong.strip()
    both = (("f", FIREFOX), ("p", POSTGRES))
    assert "".join(letter for letter, info in both if error.matches(info)) == who


WORDS = st.sampled_from(
    ["and", "or", "not", "(", ")", '"', "'", "!", " ", "5", "GiB", "%", "0x", "*?", "é", "\n"]
    + list(OPERATORS)
    + [name for field in FIELDS for name in (field.name, *field.examples)]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=25).map("".join))


@given(TEXTS)
@example("(" * 100_000)
@example("not " * 50_000 + "x")
@example("\x00)(\ud800\u202e")
def test_any_text_is_a_query_or_an_error(text):
    result = parse(text)
    assert result.matches(FIREFOX) in {True, False}
    if isinstance(result, QueryError):
        assert 0 <= result.start < result.end <= len(text)
        assert result.reason.isprintable()
        assert result.hint.isprintable()


@given(TEXTS, st.integers(-3, 70))
def test_completion_of_any_text_stays_within_it(text, cursor):
    for completion in complete(text, cursor, {"user": ["Web Admin", 'a"b', "a\"b'c", "or"]}):
        assert 0 <= completion.start <= completion.end <= len(text)
        assert completion.start <= max(cursor, 0) or cursor > len(text)
        assert completion.what


@given(st.sampled_from([f for f in FIELDS if not f.is_number and not f.examples]), st.text())
def test_a_completed_value_is_found_again(field, value):
    texts = {
        item.name: value for item in msgspec.structs.fields(FIREFOX) if "str" in str(item.type)
    }
    info = msgspec.structs.replace(FIREFOX, **texts)
    text = f"{field.name} = "
    for completion in complete(text, len(text), {field.name: [value]}):
        query = text[: completion.start] + completion.text
        assert parse(query).matches(info), query


def completions(text, **known):
    cursor = text.index("|")
    text = text.replace("|", "")
    return [
        text[: found.start] + found.text + text[found.end :]
        for found in complete(text, cursor, known)
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("|", ["name", "pid"]),
        ("us|", ["user"]),
        ("us|x = 5", ["user = 5"]),
        ("mem|", []),
        ("memo|", ["mem"]),
        ("cpu |", ["cpu =", "cpu !=", "cpu <"]),
        ("cpu !|", ["cpu !="]),
        ("name |", ["name =", "name !=", "name ~", "name !~", "name and", "name or"]),
        ("cpu >|", ["cpu >="]),
        ("cpu > 5|", ["cpu > 5%"]),
        ("cpu > 5 |", ["cpu > 5 %", "cpu > 5 and", "cpu > 5 or"]),
        ("cpu > 5 a|", ["cpu > 5 age", "cpu > 5 cmd", "cpu > 5 arch", "cpu > 5 and"]),
        ("mem > 1 g|", ["mem > 1 GiB", "mem > 1 GB", "mem > 1 G"]),
        ("mem > 1gi|", ["mem > 1GiB"]),
        ("(user=a|) or x", ["(user=alice) or x", '(user="Web Admin") or x']),
        ("user = 'w|", ['user = "Web Admin"']),
        ("state = s|", ["state = sleeping", "state = stopped"]),
        ("dump = |", ["dump = yes", "dump = no", 'dump = "needs administrator"']),
        ("cpu > 5 and n|", ["cpu > 5 and name", "cpu > 5 and not"]),
        ("not |", ["not name"]),
        ("user = |", ["user = alice", 'user = "Web Admin"']),
        ("cpu > |", []),
    ],
)
def test_completion(text, first):
    found = completions(text, user=["Web Admin", "alice"])
    assert found[: len(first)] == first
    if not first:
        assert found == []


def test_completion_after_an_open_end_offers_nothing_else():
    assert completions("user = |", user=["alice"]) == ["user = alice"]


@pytest.mark.parametrize(
    "query",
    [
        "cpu > 5 and user = alice",
        "mem >= 1 GiB or name ~ fire*",
        "not (cpu > 5 or user = root) and age < 1 h and dump = yes",
        "cmd ~ *a*b*c*d*e*",
    ],
)
def test_5000_rows_are_matched_between_two_frames(query):
    rows = [
        msgspec.structs.replace(FIREFOX, pid=pid, name=f"app{pid}", cmdline=f"app{pid} --number")
        for pid in range(5000)
    ]
    match = parse(query).match
    times = []
    for _ in range(7):
        start = time.process_time()
        sum(map(match, rows))
        times.append(time.process_time() - start)
    assert min(times) < 0.1  # of the processor's time; 1 or 2 ms is usual


def test_no_pattern_takes_forever():
    long = msgspec.structs.replace(FIREFOX, cmdline="a" * 4096)
    start = time.process_time()
    assert not parse("cmd ~ " + "*a" * 200 + "*b").matches(long)
    assert not parse("cmd ~ " + "*?a" * 200 + "?b").matches(long)
    assert time.process_time() - start < 5  # and not for ever


def test_facts_and_rates_of_real_processes_are_found_out_when_asked_for(start_process):
    busy = start_process("/bin/sh", "-c", "echo ready; while :; do :; done")
    query = parse(f"pid = {busy.pid} and cpu > 0 and fds >= 2")
    found = []
    for _ in range(100):  # others may have the processor for a while
        every = list_processes(facts=query.facts, seconds=0.5)
        if found := [info.pid for info in every if query.matches(info)]:
            break
    assert found == [busy.pid]
    assert not any(query.matches(info) for info in list_processes())
