"""What a process is made of and what of it a dump will hold, ready for the tree and the preview.

Made from what the dumper tells on the preview's thread, so that the window only shows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ...core.dump.cloning import Taken
from ...core.dump.left_out import parts_left_out
from ...core.minidump.constants import MINIDUMP_TYPE
from ...core.minidump.constants import MODULE_WRITE_FLAGS as _M
from ...core.minidump.constants import THREAD_WRITE_FLAGS as _T
from ...core.text import escaped, file_name
from ..theme import whole_number
from ..translation import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ...core.capture.snapshot import Module, ProcessSnapshot, Region, Thread
    from ...core.dump.costs import Figures
    from ...core.dump.plan import DumpPlan, ModulePlan, ThreadPlan
    from ...core.dump.request import DumpRequest
    from ...core.dump.trace import Trace
    from ...core.dump.unmatched import Unmatched
    from ...core.dumper.replies import Planned
    from ...core.process_key import ProcessKey


class Kind(Enum):
    """What an item of the tree stands for."""

    MODULE = "modules"
    THREAD = "threads"
    REGION = "regions"


class Share(Enum):
    """How much of an item goes into the dump."""

    NONE = 0
    PART = 1
    ALL = 2


class Item(NamedTuple):
    """A module, thread or region. ``key`` is its base address or thread id."""

    key: int
    size: int
    """Bytes of address space; 0 for a thread."""
    name: str
    """As the process calls it: what globs are matched against."""
    label: str
    """What the tree shows; safe to look at."""
    thing: Module | Thread | Region
    """All that the dumper said of it."""


class Cost(NamedTuple):
    """What an item adds to the dump. ``bytes`` of its memory, and why."""

    share: Share
    bytes: int
    reason: str
    stays: int = 0
    """Bytes of it that are left out and stored all the same."""
    blank: bool = False
    """Those are overwritten with zeros."""


class Room(NamedTuple):
    """What is known of the place a dump goes to."""

    free: int | None = None
    """Bytes; None: cannot be told."""
    file_limit: int | None = None
    """Bytes of the largest file its file system takes; None: none that matters."""
    file_system: str = ""
    obstacle: str = ""
    """Why no files can be made there, in a sentence, as far as the system tells before."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The parts of a process, each kind in its own order."""

    key: ProcessKey | None
    """None: it is that of no process."""
    items: dict[Kind, tuple[Item, ...]]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a dump will be. Sizes in bytes."""

    key: ProcessKey | None
    request: DumpRequest
    """The dump this is about."""
    file_size: int
    disk_size: int
    """What it takes on the disk: without the holes."""
    kinds: dict[str, int]
    """Kind of memory, or "streams" → bytes."""
    streams: tuple[tuple[str, int], ...]
    """Name and size of each."""
    ranges: int
    room: Room
    """What the destination has."""
    costs: dict[Kind, dict[int, Cost]]
    write_flags: dict[Kind, dict[int, int]]
    """Of modules and threads that are in."""
    trace: Trace | None
    """Asked for only while somebody looks at it."""
    is_exact: bool = True
    """Windows writes dumps itself: there, the sizes are about those."""
    not_honoured: tuple[str, ...] = ()
    """What Windows will not do of the request, in sentences."""
    unmatched: tuple[Unmatched, ...] = ()
    """Rules that were to leave something out by its name, and match nothing."""
    usual_pause_ms: float = 0.0
    """How long the target would stand still on a usual machine, in milliseconds."""
    wait_ms: float = 0.0
    """How long one waits for a processor now, in milliseconds."""
    left_out: int = 0
    """Parts of the process that are left out on purpose."""
    stays: int = 0
    """Bytes that are left out, and that Windows stores all the same."""
    taken: Taken = field(default_factory=Taken)
    """How its memory will be taken."""
    clone_refusal: str = ""
    """Why there is no clone although one is wanted, in a sentence."""
    implied: dict[Kind, int] = field(default_factory=dict)
    """Write flags of what full memory stores of all that is in, whether or not they are set."""

    def shares(self) -> tuple[int, int, int, int]:
        """Give the bytes of modules, of threads, of other memory, and of all else in the file."""
        else_ = self.kinds.get("streams", 0)
        memory = self.file_size - else_
        modules, threads = (
            sum(cost.bytes for cost in self.costs[kind].values())
            for kind in (Kind.MODULE, Kind.THREAD)
        )
        modules = min(modules, memory)
        threads = min(threads, memory - modules)  # a stack may lie in a module
        return modules, threads, memory - modules - threads, else_


class FlagCosts(NamedTuple):
    """What each flag adds to a dump of a process, on top of the flags chosen."""

    key: ProcessKey
    flags: int
    """Those chosen."""
    costs: dict[str, int | None]
    """Name of the flag → bytes; None: it excludes one that is chosen."""


class Weights(NamedTuple):
    """What other dumps of a process would be."""

    key: ProcessKey
    requests: tuple[DumpRequest, ...]
    figures: tuple[Figures | None, ...]
    """One for each request; None: it cannot be carried out."""


_IMPLIED: Final = {
    Kind.MODULE: int(_M.ModuleWriteDataSeg | _M.ModuleWriteCodeSegs | _M.ModuleWriteTlsData),
    Kind.THREAD: int(
        _T.ThreadWriteStack | _T.ThreadWriteThreadData | _T.ThreadWriteInstructionWindow
    ),
}


def make_contents(key: ProcessKey, process: ProcessSnapshot) -> Contents:
    """Sort out what the dumper said of a process."""
    return Contents(
        key,
        {
            Kind.MODULE: tuple(map(_module, process.modules)),
            Kind.THREAD: tuple(map(_thread, process.threads)),
            Kind.REGION: tuple(map(_region, process.regions)),
        },
    )


def make_estimate(
    contents: Contents, request: DumpRequest, planned: Planned, room: Room
) -> Estimate:
    """Sort out what the dumper planned for *contents* and *request*, told by region."""
    plan = planned.plan
    costs = {
        Kind.MODULE: {
            module.base: _cost(module)._replace(stays=_stays(module, plan), blank=plan.blank)
            for module in plan.modules
        },
        Kind.THREAD: {thread.id: _cost(thread) for thread in plan.threads},
        Kind.REGION: _region_costs(contents.items[Kind.REGION], plan, _absence(plan)),
    }
    return Estimate(
        contents.key,
        request,
        plan.file_size,
        plan.disk_size,
        plan.kinds,
        tuple((stream.name, stream.size) for stream in plan.streams),
        plan.range_count,
        room,
        costs,
        {
            Kind.MODULE: {module.base: module.flags for module in plan.modules},
            Kind.THREAD: {thread.id: thread.flags for thread in plan.threads},
            Kind.REGION: {},
        },
        planned.trace,
        is_exact=not plan.is_estimate,
        not_honoured=(*planned.warnings, *plan.not_honoured),
        unmatched=plan.unmatched,
        usual_pause_ms=plan.usual_pause_ms,
        wait_ms=planned.wait_ms,
        left_out=parts_left_out(plan.left_out),
        stays=sum(region.stays for region in plan.regions),
        taken=plan.taken,
        clone_refusal=plan.clone_refusal,
        implied=_IMPLIED if plan.effective.flags & MINIDUMP_TYPE.MiniDumpWithFullMemory else {},
    )


def detail(kind: Kind, item: Item) -> str:
    """Say more about *item*, in lines. The text may hold what a stranger wrote."""
    return "\n".join(_DETAILS[kind](item, item.thing))


def _module(module: Module) -> Item:
    label = escaped(file_name(module.name))
    return Item(module.base, module.size, module.name, label, module)


def _thread(thread: Thread) -> Item:
    return Item(thread.id, 0, thread.name, f"{thread.id}  {escaped(thread.name)}".rstrip(), thread)


def _region(region: Region) -> Item:
    label = f"{region.base:012x} {region.rights} {escaped(file_name(region.path))}".rstrip()
    return Item(region.base, region.size, region.path, label, region)


def _span(item: Item) -> str:
    text = translate("Contents", "{0} to {1}, {2} bytes")
    return text.format(hex(item.key), hex(item.key + item.size), whole_number(item.size))


def _module_detail(item: Item, module: Module) -> Iterator[str]:
    yield item.name
    yield _span(item)
    if module.version:
        version = ".".join(map(str, module.version))
        yield translate("Contents", "Version {0}").format(version)
    if module.symbol_id:
        yield translate("Contents", "Symbol id {0}").format(module.symbol_id)
    if module.deleted:
        yield translate("Contents", "The file has been deleted.")
    elif module.replaced:
        yield translate("Contents", "The file at that path is another one by now.")


def _thread_detail(_item: Item, thread: Thread) -> Iterator[str]:
    text = translate("Contents", "State {0}, {1} s of processor time")
    yield text.format(thread.state, f"{thread.cpu_time / 1e7:.2f}")
    low, high = thread.stack
    if high:
        text = translate("Contents", "Stack from {0} to {1}")
        yield text.format(hex(low), hex(high))


def _region_detail(item: Item, region: Region) -> Iterator[str]:
    yield _span(item)
    if item.name:
        yield item.name
    if region.dont_dump:
        yield translate("Contents", "The program asked for it not to be dumped.")


_DETAILS: Final[dict[Kind, Callable[[Item, Any], Iterator[str]]]] = {
    Kind.MODULE: _module_detail,
    Kind.THREAD: _thread_detail,
    Kind.REGION: _region_detail,
}


def _cost(part: ModulePlan | ThreadPlan) -> Cost:
    return Cost(Share.ALL if part.included else Share.NONE, part.bytes, part.reason)


def _stays(module: ModulePlan, plan: DumpPlan) -> int:
    if module.included:
        return 0
    end = module.base + module.size
    return sum(told.stays for told in plan.regions if module.base <= told.base < end)


def _absence(plan: DumpPlan) -> Callable[[Item], str]:
    """Give the function that says why nothing of a region is stored."""
    out = [(m.base, m.base + m.size) for m in plan.modules if not m.included]
    unreadable = translate("Contents", "cannot be read")
    kept_out = translate("Contents", "the program keeps it out of dumps")
    with_module = translate("Contents", "left out with its module")
    other = translate(
        "Contents",
        QT_TRANSLATE_NOOP("Contents", "holds nothing: never touched")
        if plan.effective.flags & MINIDUMP_TYPE.MiniDumpWithFullMemory
        else QT_TRANSLATE_NOOP("Contents", "not asked for by the flags"),
    )

    def why(region: Item) -> str:
        if any(low <= region.key < high for low, high in out):
            return with_module
        part = region.thing
        if getattr(part, "dont_dump", False) and plan.kept_out:
            return kept_out
        return other if getattr(part, "readable", False) else unreadable

    return why


def _region_costs(
    regions: tuple[Item, ...], plan: DumpPlan, absence: Callable[[Item], str]
) -> dict[int, Cost]:
    """Take up what of each region is stored, and why or why not."""
    costs: dict[int, Cost] = {}
    alike: dict[Cost, Cost] = {}  # thousands of regions are like some others
    for region, told in zip(regions, plan.regions, strict=True):
        share = _share(told.bytes, region.size)
        reason = told.reason or absence(region)
        cost = Cost(share, told.bytes, reason, told.stays, plan.blank)
        costs[region.key] = alike.setdefault(cost, cost)
    return costs


def _share(stored: int, size: int) -> Share:
    if not stored:
        return Share.NONE
    return Share.ALL if stored >= size else Share.PART
