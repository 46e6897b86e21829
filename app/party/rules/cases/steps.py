"""The 23 steps, the acts that belong to them, and what has to come before each.

The articles number no steps; the numbers are those of the library's own process table. The words of both texts are in
`texts`.
"""

from dataclasses import dataclass
from datetime import date

from app.locale import N_
from app.party.rules.cases.acts import Act, Stage
from app.party.rules.cases.texts import (
    IN_2014,
    IN_2026,
    LEAVING_2014,
    LEAVING_2026,
    MAJORITY_2014,
    MAJORITY_2026,
)
from app.party.rules.citing import ADMISSION_2014, ADMISSION_2026, Citation, admission_rules


@dataclass(frozen=True, slots=True)
class Rule:
    """Where an act belongs.

    Attributes:
        step: 1 to 23, of the process table.
        needs: acts that come before; only those that one of the texts asks for, or that nothing can be without.
        old_name: what it was called under the text of 2014, where that is another thing.
    """

    act: Act
    step: int
    name: str
    needs: tuple[Act, ...] = ()
    old_name: str = ""

    def called(self, day: date) -> str:
        """What it is called under the text of this day: until 2026 the superior was told, since then it agrees."""
        return self.old_name if self.old_name and admission_rules(day) is ADMISSION_2014 else self.name

    def citation(self, day: date) -> Citation:
        """Where it stands in the text in force on this day, or in the only one that knows it."""
        if admission_rules(day) is ADMISSION_2014 and self.act in IN_2014:
            return IN_2014[self.act]
        return IN_2026[self.act]


RULES: dict[Act, Rule] = {
    rule.act: rule
    for rule in (
        Rule(Act.APPLIED, 1, N_("收到入党申请书")),
        Rule(Act.TALKED, 2, N_("派人谈话"), (Act.APPLIED,)),
        Rule(Act.RECOMMENDED, 3, N_("党员推荐、群团组织推优"), (Act.TALKED,)),
        Rule(Act.ACTIVIST, 3, N_("确定为入党积极分子"), (Act.RECOMMENDED,)),
        Rule(Act.FILED, 3, N_("报上级党委备案"), (Act.ACTIVIST,)),
        Rule(Act.MENTORED, 4, N_("指定培养联系人"), (Act.ACTIVIST,)),
        Rule(Act.EDUCATED, 5, N_("培养教育"), (Act.ACTIVIST,)),
        Rule(Act.REVIEWED, 6, N_("半年考察"), (Act.ACTIVIST,)),
        Rule(Act.ANALYSED, 7, N_("队伍状况分析"), (Act.ACTIVIST,)),
        Rule(Act.OPINIONS, 8, N_("听取党小组、联系人、党员和群众意见"), (Act.MENTORED,)),
        Rule(Act.PROPOSED, 8, N_("支部委员会讨论拟列为发展对象"), (Act.OPINIONS, Act.REVIEWED)),
        Rule(Act.AGREED, 8, N_("上级党委同意"), (Act.PROPOSED,), N_("报上级党委备案")),
        Rule(Act.NOTICE, 8, N_("公示"), (Act.AGREED,)),
        Rule(Act.PROSPECT, 8, N_("列为发展对象"), (Act.AGREED,)),
        Rule(Act.SPONSORED, 9, N_("确定两名入党介绍人"), (Act.PROSPECT,)),
        Rule(Act.VETTED, 10, N_("政治审查"), (Act.PROSPECT,)),
        Rule(Act.TRAINED, 11, N_("短期集中培训"), (Act.PROSPECT,)),
        Rule(Act.EXAMINED, 12, N_("支部委员会审查合格"), (Act.SPONSORED, Act.VETTED, Act.TRAINED)),
        Rule(Act.PRE_REVIEWED, 12, N_("基层党委预审合格"), (Act.EXAMINED,)),
        Rule(Act.FORM_ISSUED, 12, N_("发放入党志愿书"), (Act.PRE_REVIEWED,)),
        Rule(Act.ADMITTED, 13, N_("支部党员大会通过接收预备党员"), (Act.FORM_ISSUED,)),
        Rule(Act.SUBMITTED, 14, N_("上报审批材料"), (Act.ADMITTED,)),
        Rule(Act.SUPERIOR_TALKED, 15, N_("党委派人谈话"), (Act.ADMITTED,)),
        Rule(Act.APPROVED, 16, N_("党委批准为预备党员"), (Act.SUBMITTED, Act.SUPERIOR_TALKED)),
        Rule(Act.PLACED, 17, N_("编入党支部和党小组"), (Act.APPROVED,)),
        Rule(Act.OATH, 17, N_("入党宣誓"), (Act.APPROVED,)),
        Rule(Act.PROBATION, 18, N_("预备期"), (Act.APPROVED,)),
        Rule(Act.PROBATION_REVIEWED, 19, N_("预备党员继续教育考察"), (Act.APPROVED,)),
        Rule(Act.ASKED_FULL, 20, N_("本人书面转正申请"), (Act.APPROVED,)),
        Rule(Act.OPINIONS_FULL, 20, N_("征求党小组、党员和群众意见"), (Act.ASKED_FULL,)),
        Rule(Act.EXAMINED_FULL, 20, N_("支部委员会审查转正"), (Act.OPINIONS_FULL,)),
        Rule(Act.EXTENDED, 21, N_("支部党员大会通过延长预备期"), (Act.APPROVED,)),
        Rule(Act.EXTENSION_APPROVED, 21, N_("上级党组织批准延长"), (Act.EXTENDED,)),
        Rule(Act.VOTED_FULL, 20, N_("支部党员大会通过转正"), (Act.EXAMINED_FULL,)),
        Rule(Act.CONFIRMED, 22, N_("党委批准转为正式党员"), (Act.VOTED_FULL,)),
        Rule(Act.ARCHIVED, 23, N_("材料归档"), (Act.CONFIRMED,)),
    )
}
STEP_NAMES = {
    1: N_("递交入党申请书"),
    2: N_("党组织派人谈话"),
    3: N_("推荐和确定入党积极分子"),
    4: N_("指定培养联系人"),
    5: N_("培养教育"),
    6: N_("半年考察"),
    7: N_("队伍状况分析"),
    8: N_("确定发展对象"),
    9: N_("确定入党介绍人"),
    10: N_("政治审查"),
    11: N_("短期集中培训"),
    12: N_("支部审查和党委预审"),
    13: N_("支部党员大会讨论接收"),
    14: N_("上报审批"),
    15: N_("党委派人谈话"),
    16: N_("党委审批"),
    17: N_("编入支部和入党宣誓"),
    18: N_("预备期"),
    19: N_("继续教育考察"),
    20: N_("转正讨论"),
    21: N_("延长预备期"),
    22: N_("党委审批转正"),
    23: N_("材料归档"),
}
STAGE_OF_STEP = {
    **dict.fromkeys((1, 2), Stage.APPLICANT),
    **dict.fromkeys(range(3, 9), Stage.ACTIVIST),
    **dict.fromkeys(range(9, 17), Stage.PROSPECT),
    **dict.fromkeys(range(17, 24), Stage.PROBATIONARY),
}


def is_asked(act: Act, day: date) -> bool:
    """Whether the text in force on this day knows the act: the public notice is a rule since 2026."""
    return act in (IN_2026 if admission_rules(day) is ADMISSION_2026 else IN_2014)


def majority(day: date) -> Citation:
    """Where the text of this day says how many have to be in favour of admitting somebody: 2026 art. 20, 2014 art. 21."""
    return MAJORITY_2026 if admission_rules(day) is ADMISSION_2026 else MAJORITY_2014


def leaving(day: date) -> Citation:
    """Where it says that who leaves within three months is as a rule not admitted: 2026 art. 18, 2014 art. 19."""
    return LEAVING_2026 if admission_rules(day) is ADMISSION_2026 else LEAVING_2014
