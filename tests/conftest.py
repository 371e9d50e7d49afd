"""What all tests share: marks by folder, the tools they compare with, and live targets."""

from __future__ import annotations

import contextlib
import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import hypothesis
import pytest

import dev
from app.core.capture.target import key_of
from tools import wine32

# Before anything imports Qt: draw into memory unless somebody asked for a real screen. What is
# tested on Windows is its own one.
if sys.platform != "win32":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TESTS = Path(__file__).parent
IN_CI = os.environ.get("CI") == "true"
START_SECONDS = 60
"""How long a program may take to say "ready" on a busy machine."""
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0

hypothesis.settings.register_profile(
    "house",
    deadline=None,
    derandomize=IN_CI,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],  # as machines are
)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser):
    """Take how many cases the tests with lying files try."""
    parser.addoption("--cases", type=int, default=120, help="cases of each kind of lying file")


def pytest_collection_modifyitems(items):
    """Mark every test with the name of its folder."""
    for item in items:
        item.add_marker(item.path.relative_to(TESTS).parts[0])


def pytest_terminal_summary(terminalreporter):
    """Repeat the outcome of the other checks, so that pytest's last line is not all one sees."""
    if checks := os.environ.get("DUMPDESK_CHECKS"):
        terminalreporter.section("checks before pytest")
        terminalreporter.write_line(checks)


@pytest.fixture(scope="session", autouse=True)
def own_user_directories(tmp_path_factory):
    """Settings and history of the tests stay away from those of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(tmp_path_factory.mktemp(name.lower())))
        runtime = tmp_path_factory.mktemp("runtime")
        runtime.chmod(0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        yield


@pytest.fixture(autouse=True)
def signals_stay():
    """What a test does about signals is over with it: later ones, and their children, have them."""
    handlers = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    yield
    left = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    for number, handler in zip((signal.SIGINT, signal.SIGTERM), handlers, strict=True):
        signal.signal(number, handler)
    assert left == handlers


# ------------------------------------------------------------------------------------- tools


def tool(name, *programs):
    """A fixture with the path of the first of *programs* that exists; in CI it must."""

    @pytest.fixture(scope="session", name=name)
    def path_of_tool():
        for program in programs:
            if found := shutil.which(program):
                return Path(found)
        message = f"{programs[0]} is not installed (python3 dev.py test as root installs it)"
        return pytest.fail(message) if IN_CI else pytest.skip(message)

    return path_of_tool


dbus_run_session = tool("dbus_run_session", "dbus-run-session")
clang = tool("clang", "clang-19")
gcc = tool("gcc", "gcc")
gdb = tool("gdb", "gdb")
java = tool("java", "java")
lldb = tool("lldb", "lldb-19")
lld_link = tool("lld_link", "lld-link-19")
lldb_server = tool("lldb_server", "lldb-server-19")
minidump_stackwalk = tool("minidump_stackwalk", str(dev.STACKWALK), "minidump-stackwalk")
mcs = tool("mcs", "mcs")
mono = tool("mono", "mono")
mingw_gcc = tool("mingw_gcc", "x86_64-w64-mingw32-gcc")
mingw_x86_gcc = tool("mingw_x86_gcc", "i686-w64-mingw32-gcc")
wine_of_both_widths = tool("wine_of_both_widths", str(wine32.loader()))
node = tool("node", "node", "nodejs")
system_python = tool("system_python", "/usr/bin/python3")
wine = tool("wine", "wine")
xvfb = tool("xvfb", "Xvfb")


@pytest.fixture(scope="session")
def x_display(xvfb):
    """Name a display with room for a window at 300 %; all tests share it."""
    read, write = os.pipe()
    screen = ["-screen", "0", "4096x2560x24"]
    command = [xvfb, "-displayfd", str(write), *screen, "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
        server.kill()


# ------------------------------------------------------------------------------------ targets


class Target:
    """A running program that a test looks at. ``values`` is what it said after "ready".

    Its standard input is ours; the targets of tests/targets end when it is closed.
    """

    def __init__(self, arguments, *, wait, environment):
        self.process = subprocess.Popen(
            [os.fspath(argument) for argument in arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE if wait else subprocess.DEVNULL,
            env=environment,
        )
        self.values = {}

    @property
    def pid(self):
        return self.process.pid

    @property
    def key(self):
        """What tells it from the next process with its number."""
        return key_of(self.pid)

    def wait_ready(self):
        """Read its "ready key=value …" line; other lines before it are passed over."""
        output = self.process.stdout.fileno()
        line = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(output, selectors.EVENT_READ)
            while True:
                if not selector.select(START_SECONDS):
                    pytest.fail(f"{self.process.args} did not say ready in {START_SECONDS} s")
                # Byte by byte, so that what follows the line is left for the test to read.
                byte = os.read(output, 1)
                if not byte:
                    code = self.process.wait(START_SECONDS)
                    pytest.fail(f"{self.process.args} ended with {code} and was never ready")
                if byte != b"\n":
                    line += byte
                elif line.startswith(b"ready"):
                    break
                else:
                    line.clear()
        pairs = (word.split("=", 1) for word in line.decode().split()[1:])
        self.values = {key: _number(value) for key, value in pairs}

    def wait_asleep(self):
        """Wait until its first thread sleeps in the kernel: nothing of its start is left to do.

        What was just started, or has just said "ready", is still on its way there.
        """
        stat = Path(f"/proc/{self.pid}/stat")
        end = time.monotonic() + START_SECONDS
        while (state := stat.read_text().rpartition(")")[2].split()[0]) != "S":
            if time.monotonic() > end:
                pytest.fail(f"{self.process.args} is in state {state} instead of asleep")
            time.sleep(0.001)

    def wait_at_rest(self):
        """Wait until all of its threads sleep, and none has run between two looks at them.

        One that sleeps may only be waiting for another, as threads of Python do for each other.
        """
        end = time.monotonic() + START_SECONDS
        before = None
        while (seen := self._switches()) is None or seen != before:
            if time.monotonic() > end:
                pytest.fail(f"{self.process.args} does not come to rest")
            before = seen
            time.sleep(0.01)

    def _switches(self):
        """How often each thread has gone to sleep or lost its turn; None if one is awake."""
        found = {}
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            try:
                status = (task / "status").read_text()
            except OSError:  # it has just ended
                return None
            if "State:\tS" not in status:
                return None
            found[task.name] = [line for line in status.splitlines() if "ctxt_switches" in line]
        return found

    def stop(self):
        """Kill it, wherever it stands, and see it gone."""
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()
        self.process.wait(timeout=START_SECONDS)


def _number(text):
    try:
        return int(text, 0)
    except ValueError:
        return text


@contextlib.contextmanager
def running_processes():
    """Give a function that starts programs; all are stopped at the end."""
    with contextlib.ExitStack() as running:

        def start(*arguments, wait=True, environment=None):
            target = Target(arguments, wait=wait, environment=environment)
            running.callback(target.stop)
            if wait:
                target.wait_ready()
            else:
                target.wait_asleep()
            return target

        yield start


@pytest.fixture
def start_process():
    """Call it with a program's arguments to have it run until the test ends.

    It returns when the program has written a line that begins with "ready" to its standard
    output or, with ``wait=False``, when it sleeps (the output is then thrown away).
    """
    with running_processes() as start:
        yield start


@pytest.fixture(scope="module")
def start_shared_process():
    """Like start_process, for a process that all tests of a module share."""
    with running_processes() as start:
        yield start


@pytest.fixture(scope="session")
def build_target(gcc, tmp_path_factory):
    """Call it with the name of a program in tests/targets to get the path of its executable.

    Compiled once in a session (and once for each set of *flags*), with debug information and
    the flags that its first line asks for: ``// flags: -pthread``.
    """
    folder = tmp_path_factory.mktemp("targets")
    built = {}

    def build(name, *flags):
        key = (name, *flags)
        if key not in built:
            source = TESTS / "targets" / f"{name}.c"
            first_line = source.read_text().partition("\n")[0]
            own_flags = first_line.partition("// flags:")[2].split()
            executable = folder / str(len(built)) / name
            executable.parent.mkdir()
            common = ["-std=gnu17", "-Wall", "-Wextra", "-Werror", "-g", "-O0", "-Wl,--build-id"]
            subprocess.run([gcc, *common, source, *own_flags, *flags, "-o", executable], check=True)
            built[key] = executable
        return built[key]

    return build


@pytest.fixture
def start_target(start_process, build_target):
    """Call it with the name of a program in tests/targets, and arguments, to have it running."""

    def start(name, *arguments, flags=()):
        target = start_process(build_target(name, *flags), *map(str, arguments))
        target.wait_asleep()
        return target

    return start


@pytest.fixture
def give_on(start_process, build_target):
    """Call it with a target, and a program with arguments, to have that run under its number.

    The target is ended before; what is returned has the pid of the new process. Numbers are not
    given on within one tick of the clock by a kernel that chooses them itself: here that is waited.
    """

    def give(target, *program):
        _, started = target.key
        target.stop()
        while int(time.clock_gettime(time.CLOCK_BOOTTIME) * TICKS) <= started:
            time.sleep(0.002)
        heir = start_process(build_target("heir"), str(target.pid), *program)
        if "refused" in heir.values:
            message = "the system does not let us choose a process id (CAP_CHECKPOINT_RESTORE)"
            return pytest.fail(message) if IN_CI else pytest.skip(message)
        assert heir.values["pid"] == target.pid
        assert key_of(target.pid).started > started
        return heir

    return give
