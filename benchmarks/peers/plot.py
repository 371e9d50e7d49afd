"""The plot of the report as SVG: pauses as bars, growth as lines, both on logarithmic scales."""

from __future__ import annotations

from html import escape
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Final

from .bars import by_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .judge import Record

PAUSES: Final = {
    "stacks-8": "8 threads: pause, ms",
    "stacks-256": "256 threads: pause, ms",
    "many-mappings": "3,000 mappings, 280 libraries: pause, ms",
    "gib": "1 GiB: pause, ms",
}
GROWTH: Final = {
    "growth-memory": ("MiB of memory: seconds", "wall_s"),
    "growth-mappings": ("mappings: seconds", "wall_s"),
    "growth-threads": ("threads: seconds", "wall_s"),
    "growth-rules": ("rules: seconds", "wall_s"),
}
WIDTH, PANEL, ROW, LABEL = 900, 440, 18, 190
COLOURS: Final = ("#1f6fb2", "#c25b12", "#3b8a3e", "#7a4fa3")
OTHERS: Final = "#9aa0a6"


def plot(records: Mapping[str, Record]) -> str:
    """Draw what was measured."""
    panels = [_bars(PAUSES[name], records[name]) for name in PAUSES if name in records]
    panels += [_lines(*GROWTH[name], records[name]) for name in GROWTH if name in records]
    drawn, top = [], 0
    for index in range(0, len(panels), 2):
        pair = panels[index : index + 2]
        for column, (_, body) in enumerate(pair):
            drawn.append(f'<g transform="translate({10 + column * (PANEL + 10)},{top})">{body}</g>')
        top += max(height for height, _ in pair)
    style = "text{font:11px sans-serif;fill:#222}.t{font-weight:bold;font-size:12px}.g{stroke:#ddd}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}">'
        f'<style>{style}</style><rect width="{WIDTH}" height="{top}" fill="#fff"/>'
        + "\n".join(drawn)
        + "</svg>\n"
    )


def _bars(title: str, record: Record) -> tuple[int, str]:
    """Draw the median pause of each writer; the height, and the drawing."""
    found = {name: record.median(name, "pause_ms") for name in record.series}
    rows = sorted((pause, name) for name, pause in found.items() if pause)
    low, high = _decades(pause for pause, _ in rows)
    room = PANEL - LABEL - 60
    parts = [_text(0, 18, title, "t")]
    for index, (pause, name) in enumerate(rows):
        y = 30 + index * ROW
        length = max(1, room * (log10(pause) - low) / (high - low))
        colour = COLOURS[0] if name.startswith("DumpDesk") else OTHERS
        colour = COLOURS[1] if name.startswith("floor") else colour
        parts += [
            _text(LABEL - 6, y + 11, name, anchor="end"),
            f'<rect x="{LABEL}" y="{y}" width="{length:.1f}" height="{ROW - 5}" fill="{colour}"/>',
            _text(LABEL + length + 4, y + 11, f"{pause:.3g}" if pause < 100 else f"{pause:.0f}"),
        ]
    return 45 + len(rows) * ROW, "".join(parts)


def _lines(title: str, figure: str, record: Record) -> tuple[int, str]:
    """Draw a figure by size, a line for each writer; the height, and the drawing."""
    series = {name: by_size(record, name, figure) for name in record.series}
    sizes = [size for found in series.values() for size in found]
    values = [value for found in series.values() for value in found.values()]
    left, right = _decades(sizes)
    low, high = _decades(values)
    wide, tall, x0, y0 = PANEL - 70, 170, 50, 30

    def at(size: float, value: float) -> tuple[float, float]:
        across = (log10(size) - left) / (right - left)
        up = (log10(value) - low) / (high - low)
        return x0 + wide * across, y0 + tall * (1 - up)

    parts = [_text(0, 18, title, "t")]
    for decade in range(low, high + 1):
        _, y = at(10**left, 10**decade)
        parts.append(f'<path class="g" d="M{x0} {y:.1f}H{x0 + wide}"/>')
        parts.append(_text(x0 - 4, y + 4, f"{10.0**decade:g}", anchor="end"))
    for decade in range(left, right + 1):
        x, _ = at(10**decade, 10**low)
        parts.append(f'<path class="g" d="M{x:.1f} {y0}V{y0 + tall}"/>')
        parts.append(_text(x, y0 + tall + 14, f"{10**decade:,}", anchor="middle"))
    for index, (name, found) in enumerate(series.items()):
        colour = COLOURS[index % len(COLOURS)]
        points = [at(size, value) for size, value in found.items()]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        y = y0 + tall + 30 + index * 14
        parts.append(f'<rect x="{x0}" y="{y - 8}" width="10" height="8" fill="{colour}"/>')
        parts.append(_text(x0 + 15, y, name))
    return y0 + tall + 40 + len(series) * 14, "".join(parts)


def _decades(values: Iterable[float]) -> tuple[int, int]:
    """Give the powers of ten around *values*."""
    known = [value for value in values if value > 0] or [1.0]
    low = floor(log10(min(known)))
    return low, max(low + 1, ceil(log10(max(known))))


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(text)}</text>'
    )
