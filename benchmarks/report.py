"""What a benchmark found, and how it is shown."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import msgspec
from msgspec import Struct
from rich.console import Console
from rich.table import Table


class Figure(Struct, frozen=True, kw_only=True):
    """One figure beside its baseline; `met` tells whether the ratio reaches the goal."""

    name: str
    value: str
    baseline: str
    ratio: str
    goal: str
    met: bool


def show(title: str, figures: list[Figure]) -> None:
    """Print a table of figures."""
    table = Table(
        "what", "measured", "baseline in the same run", "ratio", "goal", "", title=title, title_justify="left"
    )
    for figure in figures:
        verdict = "" if not figure.goal else "[green]met[/]" if figure.met else "[red]missed[/]"
        table.add_row(figure.name, figure.value, figure.baseline, figure.ratio, figure.goal, verdict)
    Console(width=150).print(table)


def write(path: Path, figures: dict[str, list[Figure]]) -> None:
    """Keep the figures as JSON."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(figures), indent=1))


def at_least(name: str, value: float, baseline: float, goal: float, unit: str) -> Figure:
    """Give a figure of speed that should reach a share of its baseline."""
    return Figure(
        name=name,
        value=f"{value:,.0f} {unit}",
        baseline=f"{baseline:,.0f} {unit}",
        ratio=f"{value / baseline:.1%}" if goal < 1 else f"{value / baseline:.2f}×",
        goal=f"≥ {goal:.0%}" if goal < 1 else f"≥ {goal:g}×",
        met=value / baseline >= goal,
    )


def share(name: str, seconds: list[float], baseline: list[float], goal: float, unit: str) -> Figure:
    """Give a figure of speed beside its baseline, of seconds that both took by turns: the median of their ratios."""
    ratio = median(theirs / mine for mine, theirs in zip(seconds, baseline, strict=True))
    return Figure(
        name=name,
        value=f"{1 / median(seconds):,.0f} {unit}",
        baseline=f"{1 / median(baseline):,.0f} {unit}",
        ratio=f"{ratio:.1%}",
        goal=f"≥ {goal:.0%}",
        met=ratio >= goal,
    )


def at_most(name: str, value: float, baseline: float, goal: float, unit: str) -> Figure:
    """Give a figure of time or room that should stay within a multiple of its baseline."""
    return Figure(
        name=name,
        value=f"{value:,.2f} {unit}",
        baseline=f"{baseline:,.2f} {unit}",
        ratio=f"{value / baseline:.2f}×",
        goal=f"≤ {goal:g}×",
        met=value / baseline <= goal,
    )


def at_most_times(name: str, values: list[float], baseline: list[float], goal: float, unit: str) -> Figure:
    """Give a figure that should stay within a multiple of its baseline, of turns: the median of the turns' ratios."""
    ratio = median(mine / theirs for mine, theirs in zip(values, baseline, strict=True))
    return Figure(
        name=name,
        value=f"{median(values):,.0f} {unit}",
        baseline=f"{median(baseline):,.0f} {unit}",
        ratio=f"{ratio:.2f}×",
        goal=f"≤ {goal:g}×",
        met=ratio <= goal,
    )


def within(name: str, value: float, goal: float, unit: str) -> Figure:
    """Give a figure that has a limit of its own."""
    return Figure(
        name=name, value=f"{value:,.2f} {unit}", baseline="", ratio="", goal=f"≤ {goal:g} {unit}", met=value <= goal
    )


def faster(name: str, value: float, baseline: float, goal: float, unit: str) -> Figure:
    """Give a figure of time that should be that many times less than its baseline."""
    return Figure(
        name=name,
        value=f"{value:,.2f} {unit}",
        baseline=f"{baseline:,.2f} {unit}",
        ratio=f"{baseline / value:.1f}× faster",
        goal=f"≥ {goal:g}×",
        met=baseline / value >= goal,
    )
