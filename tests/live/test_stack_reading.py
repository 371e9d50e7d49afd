"""The process that looks at stacks for the window: what it answers, of a process and of a dump."""

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from app.core import child
from app.core.capture.target import key_of
from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient
from app.core.inspection.activity import Doing
from app.core.inspection.framing import Frames, frame
from app.core.inspection.reading import ReadPage
from app.core.inspection.stack_reading import (
    Begun,
    Lined,
    Look,
    Looked,
    ReadCommand,
    ReadLines,
    ReadText,
    ReadWords,
    Refused,
    Text,
    Walked,
    Words,
    of_dump,
    of_process,
)
from app.core.inspection.stack_words import Pointed
from app.core.process_key import ProcessKey
from tests.live.test_stacks import build


@pytest.fixture
def target(start_target):
    target = start_target("threads", 6)
    target.wait_at_rest()
    return target


@pytest.fixture
def path(target, tmp_path):
    path = str(tmp_path / "threads.dmp")
    with DumperClient() as dumper:
        dumper.dump(target.key, DumpRequest(0), path)
    return path


def ask(arguments, *questions, prefix=(), name="stacks"):
    """Ask as the window does; give all answers."""
    done = subprocess.run(
        [*prefix, *child.command(name, *arguments)],
        input=b"".join(map(frame, questions)),
        stdout=subprocess.PIPE,
        check=True,
        timeout=60,
    )
    return list(Frames().feed(done.stdout))


@pytest.mark.parametrize("is_dump", [False, True], ids=["process", "dump"])
def test_all_stacks_are_told_with_what_the_threads_do(request, target, is_dump):
    source = of_dump(request.getfixturevalue("path")) if is_dump else of_process(target.key)
    begun, *walked, looked = ask(source, Look())

    assert begun == Begun(7, begun.paused_ns)
    assert (begun.paused_ns == 0) == is_dump
    assert {type(answer) for answer in walked} == {Walked}
    assert looked == Looked(looked.cause, {}, 0)
    ids = [one.stack.thread.id for one in walked]
    assert sorted(ids) == sorted(
        int(task.name) for task in Path(f"/proc/{target.pid}/task").iterdir()
    )
    places = {}
    for one in walked:
        is_main = one.stack.thread.id == target.pid
        assert one.doing is (Doing.READ if is_main else Doing.SIGNAL)  # pause(2)
        assert not one.stack.thread.context
        places.setdefault(one.group, []).append(one.place)
    assert sorted(map(tuple, places.values())) == [
        ("parked_alpha",) * 2,
        ("parked_beta",) * 2,
        ("parked_gamma",) * 2,
        ("parked_main",),
    ]


def test_lines_words_and_texts_are_of_the_same_moment(target):
    questions = (
        Look(),
        ReadLines(target.pid),
        ReadWords(target.pid, 0, lined=False),
        ReadWords(target.pid, 1, lined=True),
        ReadText(frozenset((target.pid,))),
        ReadText(),
        ReadCommand(lined=True, administrator=False),
    )
    answers = ask(of_process(target.key), *questions)
    walked = {a.stack.thread.id: a.stack for a in answers if isinstance(a, Walked)}
    lined, first, second, one, every, command = answers[-6:]

    assert isinstance(lined, Lined)
    native = [frame for frame in lined.stack.frames if not frame.is_inlined]
    assert [frame.address for frame in native] == [
        frame.address for frame in walked[target.pid].frames
    ]
    assert any(frame.line for frame in native)
    assert isinstance(first, Words)
    returns = [word.value for word in first.words.words if word.kind is Pointed.RETURN]
    assert walked[target.pid].frames[1].address in returns
    assert second.asked == questions[3]
    assert isinstance(one, Text)
    assert one.text.count("Thread ") == 1
    assert "parked_main" in one.text
    assert "parked_alpha" not in one.text
    assert every.text.count("2 threads: ") == 3
    assert shlex.split(command.text)[-3:] == ["stacks", str(target.key), "--lines"]


def test_a_process_that_has_ended_is_told_and_what_was_seen_of_it_stays(target):
    process = subprocess.Popen(
        child.command("stacks", *of_process(target.key)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    frames = Frames()

    def put(question, until):
        process.stdin.write(frame(question))
        process.stdin.flush()
        answers = []
        while not answers or not isinstance(answers[-1], until):
            answers += frames.feed(process.stdout.read1())
        return answers

    with process:
        put(Look(), Looked)
        target.stop()
        (refused,) = put(Look(), Refused)
        assert refused.asked == Look()
        assert refused.cause
        assert refused.remedy
        assert not refused.rights_help
        (words,) = put(ReadWords(target.pid, 0, lined=False), (Words, Refused))
        assert isinstance(words, Words)
        assert words.words.words
        (text,) = put(ReadText(), (Text, Refused))
        assert isinstance(text, Text)
        process.stdin.close()
    assert process.returncode == 0


@pytest.mark.parametrize(
    "question",
    [ReadLines(1), ReadWords(1, 0, lined=False), ReadText()],
    ids=lambda question: type(question).__name__,
)
def test_what_was_not_looked_at_is_refused(target, question):
    (refused,) = ask(of_process(target.key), question)
    assert isinstance(refused, Refused)
    assert refused.asked == question
    assert refused.remedy == "Look again."


def test_a_process_that_has_the_number_of_the_one_that_is_meant_is_not_looked_at(target):
    other = ProcessKey(target.pid, target.key.started + 1)
    (refused,) = ask(of_process(other), Look())
    assert isinstance(refused, Refused)
    assert key_of(target.pid) == target.key


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_who_may_not_look_is_told_so_and_how_an_administrator_does(start_process):
    target = start_process("sleep", "1000", wait=False)  # root's
    # It keeps the right to read what is root's own here: the interpreter, and what it imports.
    prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
              "--inh-caps=-all,+dac_read_search",
              "--ambient-caps=-all,+dac_read_search"]  # fmt: skip
    asked = Look(), ReadCommand(lined=False, administrator=True)
    refused, command = ask(of_process(target.key), *asked, prefix=prefix)
    assert isinstance(refused, Refused)
    assert refused.cause.endswith("It belongs to root.")
    assert refused.rights_help
    assert command.text.startswith("sudo /")
    assert command.text.endswith(f" stacks {target.key}")


@pytest.mark.parametrize("content", [b"", b"MDMP", b"MDMP\x93\xa7" + b"\xff" * 26])
def test_a_file_that_is_no_dump_is_refused(tmp_path, content):
    path = tmp_path / "bad.dmp"
    path.write_bytes(content)
    (refused,) = ask(of_dump(str(path)), Look())
    assert isinstance(refused, Refused)
    assert refused.cause
    assert refused.remedy


def test_the_target_goes_on_when_the_process_that_looks_is_killed(target):
    state = Path(f"/proc/{target.pid}/status")
    process = subprocess.Popen(
        child.command("stacks", *of_process(target.key)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        for _ in range(20):
            process.stdin.write(frame(Look()))
        process.stdin.flush()
        process.stdout.read(1)  # it is at work
        process.kill()
    target.wait_at_rest()
    fields = dict(line.split(":", 1) for line in state.read_text().splitlines())
    assert fields["TracerPid"].strip() == "0"
    assert fields["State"].split()[0] == "S"


SHOP = """
#include <cstdio>
namespace shop {
struct Order { __attribute__((noinline)) int total(int tax) { return tax + std::getchar(); } };
}
int main() {
    std::puts("ready");
    std::fflush(stdout);
    return shop::Order().total(2) & 1;
}
"""


@pytest.mark.parametrize(
    ("name", "question"), [("stacks", Look()), ("reader", ReadPage())], ids=["stacks", "page"]
)
def test_names_of_cpp_are_readable_for_whoever_looks(start_process, tmp_path, name, question):
    program = build(tmp_path, "shop.cpp", SHOP, "g++", "-O1")
    target = start_process(program)
    target.wait_at_rest()
    path = str(tmp_path / "shop.dmp")
    with DumperClient() as dumper:
        dumper.dump(target.key, DumpRequest(0), path)
    arguments = of_dump(path) if name == "stacks" else [path]
    answer = ask(arguments, question, name=name)[-1]
    assert [activity.place for activity in answer.cause.activity] == ["shop::Order::total(int)"]
