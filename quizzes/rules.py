"""The rules for a 多选 answer that is not exactly the key: one function each, from four numbers to an exact share.

The names are stored on exams and attempts and printed on papers, so a name is never reused for other arithmetic.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

NOTHING, HALF, WHOLE = Fraction(0), Fraction(1, 2), Fraction(1)


class MultipleRule(StrEnum):
    """How a 多选 answer that is not exactly the key is paid. The source of each is said at its function."""

    EXACT = "exact"
    CN_EACH = "cn_each"
    CN_HALF = "cn_half"
    CN_FIXED = "cn_fixed"
    NET_CORRECT = "net_correct"
    OU_MULTIRESPONSE = "ou_multiresponse"
    MOODLE = "moodle"
    COVERAGE = "coverage"
    EACH_OPTION = "each_option"
    EDX_EDC = "edx_edc"
    EDX_HALVES = "edx_halves"
    ARTEMIS = "artemis"
    TCEXAM = "tcexam"
    QTI_MAPPING = "qti_mapping"
    R_FALSE = "r_false"
    R_FALSE2 = "r_false2"
    R_TRUE = "r_true"
    R_ALL = "r_all"
    R_NONE = "r_none"


DEFAULT_RULE = MultipleRule.CN_EACH
"""少选得部分分（每项均分）、错选不得分; docs/decisions/0003-partial-credit.md"""


@dataclass(frozen=True, slots=True)
class Ticks:
    """What was ticked, counted: every rule is a function of these four numbers.

    Attributes:
        options: how many there are, 2 to 8.
        keys: how many of them are right.
        hits: right and ticked.
        wrong: ticked and not right.
    """

    options: int
    keys: int
    hits: int
    wrong: int

    @property
    def missed(self) -> int:
        """Right and not ticked."""
        return self.keys - self.hits

    @property
    def errors(self) -> int:
        """Options in the wrong state, ticked or not."""
        return self.wrong + self.missed

    @property
    def blank(self) -> bool:
        """Whether nothing was ticked."""
        return self.hits == self.wrong == 0


def exact(ticks: Ticks) -> Fraction:
    """全对得分: the key and nothing else (xzs, yf-exam-lite, PrairieLearn `off`, Moodle qtype_multichoiceset)."""
    return Fraction(ticks.errors == 0)


def cn_each(ticks: Ticks) -> Fraction:
    """少选得部分分（每项均分）、错选不得分: hits / keys, nothing when anything wrong is ticked.

    Source: RELATE `proportional_correct`; docs/decisions/0003-partial-credit.md
    """
    return NOTHING if ticks.wrong else Fraction(ticks.hits, ticks.keys)


def cn_half(ticks: Ticks) -> Fraction:
    """漏选得一半: half for some of the right options and no wrong one (xmky-exam 漏选分; usual in contests)."""
    if ticks.errors == 0:
        return WHOLE
    return HALF if ticks.hits and not ticks.wrong else NOTHING


def cn_fixed(ticks: Ticks) -> Fraction:
    """少选每项得定分: a quarter of the marks per hit (0.5 of 2 points), as in 一级建造师, where no key holds more than four.

    With five and more, four hits would pay the whole though a right option is missed: three quarters are the most.
    """
    if ticks.errors == 0:
        return WHOLE
    return NOTHING if ticks.wrong else min(Fraction(3, 4), Fraction(ticks.hits, 4))


def net_correct(ticks: Ticks) -> Fraction:
    """(hits - wrong) / keys, not below 0 (Canvas multiple_answers, PrairieLearn net-correct)."""
    return max(NOTHING, Fraction(ticks.hits - ticks.wrong, ticks.keys))


def ou_multiresponse(ticks: Ticks) -> Fraction:
    """Hits, but no more than keys less wrong ones (Moodle's Open University multiresponse)."""
    return Fraction(max(0, min(ticks.hits, ticks.keys - ticks.wrong)), ticks.keys)


def moodle(ticks: Ticks) -> Fraction:
    """The sum of the fractions of the ticked options, between 0 and 1 (Moodle multichoice).

    Moodle leaves the fractions to the author; the preset is 1/keys for a right option and -1/(options - keys) for a
    wrong one, with which ticking all sums to 0. It differs from `r_false` in name only, for files that come and go.
    """
    return r_exams(ticks, Fraction(1, max(1, ticks.options - ticks.keys)))


def coverage(ticks: Ticks) -> Fraction:
    """The share of the key that is ticked times the share of the ticks that is right (PrairieLearn coverage)."""
    return NOTHING if ticks.blank else Fraction(ticks.hits**2, ticks.keys * (ticks.hits + ticks.wrong))


def each_option(ticks: Ticks) -> Fraction:
    """Every option ticked or left rightly pays alike (PrairieLearn each-answer, RELATE `proportional`)."""
    return 1 - Fraction(ticks.errors, ticks.options)


def edx_edc(ticks: Ticks) -> Fraction:
    """`each_option` to two places, ties to even, and nothing for a blank (Open edX every decision counts)."""
    return NOTHING if ticks.blank else round(each_option(ticks), 2)


def edx_halves(ticks: Ticks) -> Fraction:
    """Half for one error of more than 2 options, a quarter for two of more than 4 (Open edX halves)."""
    if ticks.blank:
        return NOTHING
    if ticks.errors == 1 and ticks.options > 2:
        return HALF
    if ticks.errors == 2 and ticks.options > 4:
        return HALF / 2
    return exact(ticks)


def artemis(ticks: Ticks) -> Fraction:
    """An error takes away what a right option gives, not below 0 (Artemis, proportional with penalty)."""
    return max(NOTHING, Fraction(ticks.options - 2 * ticks.errors, ticks.options))


def tcexam(ticks: Ticks) -> Fraction:
    """The mean over the options, 1 for right, 0 for wrong, 0 for all when unanswered (TCExam MCMA, partial)."""
    return NOTHING if ticks.blank else each_option(ticks)


def qti_mapping(ticks: Ticks) -> Fraction:
    """The mapped values of the ticked options, bounds 0 and 1 (QTI mapResponse).

    A file states its own values; the preset maps right options to 1/keys and has -1/keys as the default value.
    """
    return net_correct(ticks)


def r_exams(ticks: Ticks, penalty: Fraction) -> Fraction:
    """hits / keys less the penalty per wrong tick, not below 0 (R `exams`, partial evaluation)."""
    return max(NOTHING, Fraction(ticks.hits, ticks.keys) - ticks.wrong * penalty)


RULES: dict[MultipleRule, Callable[[Ticks], Fraction]] = {
    MultipleRule.EXACT: exact,
    MultipleRule.CN_EACH: cn_each,
    MultipleRule.CN_HALF: cn_half,
    MultipleRule.CN_FIXED: cn_fixed,
    MultipleRule.NET_CORRECT: net_correct,
    MultipleRule.OU_MULTIRESPONSE: ou_multiresponse,
    MultipleRule.MOODLE: moodle,
    MultipleRule.COVERAGE: coverage,
    MultipleRule.EACH_OPTION: each_option,
    MultipleRule.EDX_EDC: edx_edc,
    MultipleRule.EDX_HALVES: edx_halves,
    MultipleRule.ARTEMIS: artemis,
    MultipleRule.TCEXAM: tcexam,
    MultipleRule.QTI_MAPPING: qti_mapping,
    MultipleRule.R_FALSE: lambda ticks: r_exams(ticks, Fraction(1, max(1, ticks.options - ticks.keys))),
    MultipleRule.R_FALSE2: lambda ticks: r_exams(ticks, Fraction(1, max(2, ticks.options - ticks.keys))),
    MultipleRule.R_TRUE: lambda ticks: r_exams(ticks, Fraction(1, ticks.keys)),
    MultipleRule.R_ALL: lambda ticks: r_exams(ticks, WHOLE),
    MultipleRule.R_NONE: lambda ticks: r_exams(ticks, NOTHING),
}
