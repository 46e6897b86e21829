"""A mixed-integer program as it grows column by column and row by row, and its handing over to HiGHS."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy

INFINITY = float("inf")
SLACK = 1e-3


@dataclass(slots=True)
class Program:
    """Minimise `cost` over columns between `lower` and `upper`, whole numbers where `whole` says so, under the rows."""

    cost: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    offset: float = 0.0

    def column(self, cost: float, upper: float, *, whole: bool = False) -> int:
        """A column from 0 to `upper`; returns its number."""
        self.cost.append(cost)
        self.lower.append(0.0)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, terms: Sequence[tuple[int, float]], lower: float = -INFINITY, upper: float = INFINITY) -> None:
        """The sum of the terms (column, factor) lies between the two."""
        self.starts.append(len(self.columns))
        self.row_lower.append(lower)
        self.row_upper.append(upper)
        for column, value in terms:
            self.columns.append(column)
            self.values.append(value)


@dataclass(frozen=True, slots=True)
class Solved:
    """What came of it: the columns' values (none where nothing was found), and a bound below which no solution lies."""

    values: Sequence[float]
    bound: float
    proven: bool


def solve(program: Program, start: Mapping[int, float], *, seconds: float, gap: float, threads: int = 1) -> Solved:
    """Solve the program.

    Args:
        start: some columns as they are in a solution one has already; what follows from them the solver finds itself.
        gap: so many points from the bound are near enough.
    """
    solved = _run(program, start, seconds, gap, threads)
    if start and solved.proven and points(program, solved.values) > solved.bound + gap + SLACK:
        # HiGHS 1.16 may improve a given solution while it presolves and then hand the old one back as the optimum.
        return _run(program, {}, seconds, gap, threads)
    return solved


def points(program: Program, values: Sequence[float]) -> float:
    """What these values of the columns cost."""
    return program.offset + sum(cost * value for cost, value in zip(program.cost, values, strict=True))


def _run(program: Program, start: Mapping[int, float], seconds: float, gap: float, threads: int) -> Solved:
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (
        ("output_flag", False),
        ("log_to_console", False),
        ("threads", threads),
        ("time_limit", max(0.1, seconds)),
        ("mip_abs_gap", gap),
        ("mip_rel_gap", 0.0),
        ("random_seed", 1),
    ):
        highs.setOptionValue(name, value)
    highs.passModel(_handed_over(program))
    if start:
        columns, values = numpy.array(list(start), dtype=numpy.int32), numpy.array(list(start.values()))
        highs.setSolution(len(start), columns, values)
    highs.run()
    info = highs.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    found_values = list(highs.getSolution().col_value) if found else []
    proven = found and highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return Solved(found_values, info.mip_dual_bound, proven)


def version() -> str:
    """The solver's name and version."""
    return f"HiGHS {highspy.HIGHS_VERSION_MAJOR}.{highspy.HIGHS_VERSION_MINOR}.{highspy.HIGHS_VERSION_PATCH}"


def _handed_over(program: Program) -> Any:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.cost), len(program.row_lower)
    lp.col_cost_ = numpy.array(program.cost)
    lp.col_lower_, lp.col_upper_ = numpy.array(program.lower), numpy.array(program.upper)
    lp.row_lower_, lp.row_upper_ = numpy.array(program.row_lower), numpy.array(program.row_upper)
    lp.offset_ = program.offset
    lp.integrality_ = [
        highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous for whole in program.whole
    ]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = lp.num_col_, lp.num_row_
    lp.a_matrix_.start_ = numpy.array([*program.starts, len(program.columns)], dtype=numpy.int32)
    lp.a_matrix_.index_ = numpy.array(program.columns, dtype=numpy.int32)
    lp.a_matrix_.value_ = numpy.array(program.values)
    return lp
