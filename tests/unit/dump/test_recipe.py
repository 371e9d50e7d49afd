"""Recipes: what support sends, checked before anybody sees it."""

import json
import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from app.core.dump.flags import FLAGS
from app.core.dump.presets import PRESETS
from app.core.dump.private_words import PRIVATE_WORDS
from app.core.dump.recipe import (
    COMMENT_FIELDS,
    RULE_LIMIT,
    SIZE_LIMIT,
    Recipe,
    comment_values,
    from_text,
    load,
    save,
    to_text,
)
from app.core.dump.recipe_sentence import PHRASES, explain
from app.core.errors import InvalidRequestError, OutputError
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.constants import MODULE_WRITE_FLAGS
from app.core.processes.info import ProcessInfo

RECIPE = Recipe(
    title="App hangs at start",
    flags=0x21925,
    filter=FilterSpec(
        modules=(
            ModuleRule(name="libprivate*", include=False),
            ModuleRule(name="libapp*", set_flags=int(MODULE_WRITE_FLAGS.ModuleWriteDataSeg)),
        ),
        threads=(ThreadRule(id=7, include=False),),
        memory=(MemoryRule(name="[heap]"), MemoryRule(address=0x1000, size=0x2000, include=True)),
    ),
    comment="Ticket {ticket}: {name} ({pid}) on {host}\nby {operator}",
    target='name = "app.exe" and user != root',
    preset="Support default",
    instructions="Start the app,\nwait until it hangs, then press Dump. Grüße, サポート",
)


def test_a_recipe_survives_its_file(tmp_path):
    path = tmp_path / "hang.dumpdesk"
    save(RECIPE, path)
    assert load(path) == RECIPE
    text = path.read_text("utf-8")
    assert text == to_text(RECIPE)
    value = json.loads(text)
    assert value["dumpdesk-recipe"] == 1
    assert value["flags"][0] == "MiniDumpWithDataSegs"
    assert "Grüße, サポート" in text
    assert text.count("\n") > 20  # made to be read


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_the_flags_of_every_preset_survive(preset):
    recipe = Recipe(title="x", flags=preset.flags)
    assert from_text(to_text(recipe)) == recipe


@pytest.mark.parametrize(
    "flags", [0x21925, "0x21925", "WithDataSegs|0x21924", ["MiniDumpWithDataSegs", "0x21924"]]
)
def test_flags_may_be_written_in_any_way(flags):
    text = json.dumps({"dumpdesk-recipe": 1, "title": "x", "flags": flags})
    assert from_text("\ufeff" + text).flags == 0x21925


def test_a_recipe_may_have_blanked_what_cannot_be_cut():
    recipe = from_text(changed(blank=True))
    assert recipe == Recipe(title="x", flags=0, blank=True)
    assert from_text(to_text(recipe)) == recipe
    assert recipe.request({}).blank
    assert "is overwritten with zeros" in explain(recipe)
    plain = Recipe(title="x", flags=0)
    assert not plain.request({}).blank
    assert "blank" not in to_text(plain)
    assert "overwritten" not in explain(plain)


def test_the_target_rule_is_a_query():
    info = ProcessInfo(1, 1, 0.0, 0, "App.exe", "running", 1, 0.0, 0, user="alice")
    assert RECIPE.query().matches(info)
    assert not RECIPE.query().matches(ProcessInfo(1, 1, 0.0, 0, "other", "running", 1, 0.0, 0))
    assert Recipe(title="", flags=0).query().matches(info)


def test_the_request_has_the_comment_filled_in():
    request = RECIPE.request({"ticket": "4711", "name": "{pid}", "pid": "42", "host": "pc"})
    assert request.comment == "Ticket 4711: {pid} (42) on pc\nby "
    assert request.flags == RECIPE.flags
    assert request.filter == RECIPE.rules()
    assert {rule.by for rule in request.filter.modules} == {RECIPE.title}


def test_a_comment_is_filled_with_the_same_everywhere():
    info = ProcessInfo(42, 1, 0.0, 0, "orderd", "running", 1, 0.0, 0, user="alice")
    values = comment_values(info)
    assert (values["name"], values["pid"], values["user"]) == ("orderd", "42", "alice")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", values["utc"])
    assert {*values, "ticket", "operator"} == {*COMMENT_FIELDS}
    assert comment_values(None).keys() == values.keys()


def changed(**values):
    return json.dumps({"dumpdesk-recipe": 1, "title": "x", "flags": 0} | values)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 200_000, "recipe"),
        ("\udcff", "not JSON"),
        ("[]", "Expected `object`"),
        ("{}", "missing required field `dumpdesk-recipe`"),
        (json.dumps({"dumpdesk-recipe": 2, "title": "", "flags": 0}), "dumpdesk-recipe"),
        (json.dumps({"dumpdesk-recipe": 1, "flags": 0}), "`title`"),
        (json.dumps({"dumpdesk-recipe": 1, "title": ""}), "`flags`"),
        (changed(title=5), "$.title"),
        (changed(title="x" * 201), "title is longer than 200"),
        (changed(title="a\nb"), "title holds a character that cannot be seen, U+000A, as number 2"),
        (changed(title="txt.\u202eexe"), "U+202E"),
        (changed(instructions="a\x1b[31m"), "instructions holds"),
        (changed(instructions="\ud800x"), "recipe"),
        (changed(output="/etc/passwd"), "`output`"),
        (changed(path="x"), "`path`"),
        (changed(command="rm"), "`command`"),
        (changed(user_streams=[[1, "x"]]), "`user_streams`"),
        (changed(flags=1 << 25), "not valid"),
        (changed(flags=-1), "not valid"),
        (changed(flags=1.5), "$.flags"),
        (changed(flags=True), "$.flags"),
        (changed(blank=1), "$.blank"),
        (changed(flags="MiniDumpWithEverything"), "MiniDumpWithEverything"),
        (changed(flags=["MiniDumpFilterTriage", "MiniDumpWithAvxXStateContext"]), "exclude"),
        (changed(filter=[]), "$.filter"),
        (changed(filter={"files": []}), "'files'"),
        (changed(filter={"modules": [{"name": "x", "run": "y"}]}), "modules[0] has no 'run'"),
        (changed(filter={"memory": [{}] * (RULE_LIMIT + 1)}), f"more than {RULE_LIMIT} rules"),
        (changed(comment="{ticket} {home}"), "{home}, at character 10 of the recipe's comment"),
        (changed(comment="{pid.real}"), "{pid.real}"),
        (changed(comment="a { b"), "stands alone"),
        (changed(comment="a {{pid}}"), "stands alone"),
        (changed(target="cpu >"), "target is wrong at character 1"),
        (changed(target="x" * 1001), "target is longer"),
        (changed(title="x" * SIZE_LIMIT), "larger than 256 KiB"),
    ],
)
def test_what_is_not_a_recipe_is_refused_with_the_reason(text, told):
    with pytest.raises(InvalidRequestError) as caught:
        from_text(text)
    assert told in caught.value.cause
    assert caught.value.cause.isprintable()
    assert caught.value.remedy


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
PARTS = ["title", "instructions", "target", "preset", "flags", "filter", "comment", "other"]


@given(st.dictionaries(st.sampled_from(PARTS), JSON))
def test_any_json_is_a_recipe_or_refused(values):
    try:
        recipe = from_text(changed(**values))
    except InvalidRequestError:
        return
    assert from_text(to_text(recipe)) == recipe
    assert explain(recipe).isprintable()


@given(st.binary())
def test_any_bytes_are_a_recipe_or_refused(content):
    with pytest.raises(InvalidRequestError):
        from_text(content)


def test_files_that_cannot_be_read_say_so(tmp_path):
    with pytest.raises(OutputError, match="Reading the recipe"):
        load(tmp_path / "none")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InvalidRequestError, match="not a file"):
        load(tmp_path / "pipe")
    with pytest.raises(OutputError, match="Writing the recipe"):
        save(RECIPE, tmp_path / "no" / "folder")
    (tmp_path / "large").write_bytes(b" " * (SIZE_LIMIT + 1))
    with pytest.raises(InvalidRequestError, match="larger"):
        load(tmp_path / "large")


def test_explaining_names_what_is_collected_from_whom_and_what_is_private():
    assert explain(RECIPE) == (
        'From processes where name = "app.exe" and user != root it collects the stacks of the '
        "threads, data of modules, unloaded modules, handles, thread times, process and thread "
        "data and memory map; it leaves out module libprivate*, thread 7 and memory [heap]; it "
        "takes in memory 0x1000:0x2000; 1 filter rule sets how much is written of some; it adds a "
        "comment; private data: variables, stacks, environment and handles."
    )


def test_explaining_goes_by_what_the_flags_come_to():
    full = explain(Recipe(title="", flags=int(T.MiniDumpWithFullMemory | T.MiniDumpWithDataSegs)))
    assert full == ("From the chosen process it collects full memory; private data: all memory.")
    triage = explain(Recipe(title="", flags=int(T.MiniDumpFilterTriage)))
    assert "cleaned stacks" in triage
    assert "file names without folders" in triage
    assert "hardly any private data" in triage


@pytest.mark.parametrize("row", FLAGS, ids=lambda row: row.name)
def test_whatever_is_private_is_named(row):
    if row.private:
        told = explain(Recipe(title="", flags=row.value)).partition("private data: ")[2]
        assert told not in {"", "stacks."}


def test_many_rules_are_counted():
    rules = FilterSpec(modules=tuple(ModuleRule(f"lib{n}", include=False) for n in range(9)))
    told = explain(Recipe(title="", flags=0, filter=rules))
    assert "module lib4 and 4 more;" in told


def test_the_file_names_nothing_but_what_is_documented():
    assert set(json.loads(to_text(RECIPE))) == {
        "dumpdesk-recipe",
        *("title", "instructions", "target", "preset", "flags", "filter", "comment"),
    }
    assert set(COMMENT_FIELDS) == {"name", "pid", "user", "host", "utc", "ticket", "operator"}


def test_the_sentence_can_be_said_in_another_language():
    """Every phrase goes through the translator, and what it gives is what is said."""
    asked = []

    def say(text):
        asked.append(text)
        return f"«{text}»"

    told = explain(RECIPE, say)
    labels = {row.label for row in FLAGS}
    assert set(asked) <= {*PHRASES, *PRIVATE_WORDS, *labels}
    assert "«module libprivate*»" in told
    assert "«Data of modules»" in told
