"""What both texts of 发展党员工作细则 say of each act: the article, and the words that ask for it.

Art. 19 to 40 of 2014 became art. 18 to 39 in 2026, the others kept their numbers. What an act has no words of, its text
does not know: the public notice is a rule since 2026. Under the text of 2014 there was no month from the pre-review to
the meeting and none from the approval to the oath, no word of replacing mentors and none of the two register forms.
"""

from collections.abc import Mapping

from app.locale import N_
from app.party.rules.cases.acts import Act
from app.party.rules.citing import ADMISSION_2014, ADMISSION_2026, Citation, Document

PROCEDURE_2014 = N_(
    "党小组提出意见；党支部征求党员和群众的意见；支部委员会审查；支部大会讨论、表决通过；报上级党委审批"
)
PROCEDURE_2026 = N_(
    "党支部征求党小组、党员和群众的意见；党支部委员会审查；党支部党员大会讨论、表决通过；报上级党委审批"
)
TO_PROSPECT_2014 = N_("支部委员会讨论同意并报上级党委备案后，可列为发展对象")
TO_PROSPECT_2026 = N_("党支部委员会会议研究讨论并报上级党委同意拟列为发展对象的")

MAJORITY_2014 = Citation(
    ADMISSION_2014,
    N_("第二十一条"),
    N_("赞成人数超过应到会有表决权的正式党员的半数，才能通过接收预备党员的决议"),
)
MAJORITY_2026 = Citation(
    ADMISSION_2026, N_("第二十条"), N_("赞成人数超过应到会有表决权的党员人数的半数，才能通过接收预备党员的决议")
)
LEAVING = N_("发展对象未来三个月内将离开工作、学习单位的，一般不办理接收预备党员的手续")
LEAVING_2014 = Citation(ADMISSION_2014, N_("第十九条"), LEAVING)
LEAVING_2026 = Citation(ADMISSION_2026, N_("第十八条"), LEAVING)


def _in(document: Document, said: Mapping[Act, tuple[str, str]]) -> Mapping[Act, Citation]:
    return {act: Citation(document, article, words) for act, (article, words) in said.items()}


IN_2014: Mapping[Act, Citation] = _in(
    ADMISSION_2014,
    {
        Act.APPLIED: (N_("第五条"), N_("年满十八岁的中国工人、农民、军人、知识分子和其他社会阶层的先进分子")),
        Act.TALKED: (N_("第七条"), N_("党组织收到入党申请书后，应当在一个月内派人同入党申请人谈话，了解基本情况")),
        Act.RECOMMENDED: (N_("第八条"), N_("应当采取党员推荐、群团组织推优等方式产生人选")),
        Act.ACTIVIST: (N_("第八条"), N_("由支部委员会（不设支部委员会的由支部大会，下同）研究决定")),
        Act.FILED: (N_("第八条"), N_("研究决定，并报上级党委备案")),
        Act.MENTORED: (N_("第九条"), N_("党组织应当指定一至两名正式党员作入党积极分子的培养联系人")),
        Act.EDUCATED: (
            N_("第十条"),
            N_("采取吸收入党积极分子听党课、参加党内有关活动，给他们分配一定的社会工作以及集中培训等方法"),
        ),
        Act.REVIEWED: (N_("第十一条"), N_("党支部每半年对入党积极分子进行一次考察")),
        Act.ANALYSED: (N_("第十一条"), N_("基层党委每年对入党积极分子队伍状况作一次分析")),
        Act.OPINIONS: (
            N_("第十三条"),
            N_(
                "对经过一年以上培养教育和考察、基本具备党员条件的入党积极分子，在听取党小组、培养联系人、党员和群众意见的基础上"
            ),
        ),
        Act.PROPOSED: (N_("第十三条"), TO_PROSPECT_2014),
        Act.AGREED: (N_("第十三条"), TO_PROSPECT_2014),
        Act.PROSPECT: (N_("第十三条"), TO_PROSPECT_2014),
        Act.SPONSORED: (N_("第十四条"), N_("发展对象应当有两名正式党员作入党介绍人")),
        Act.VETTED: (N_("第十六条"), N_("凡是未经政治审查或政治审查不合格的，不能发展入党")),
        Act.TRAINED: (N_("第十七条"), N_("培训时间一般不少于三天（或不少于二十四个学时）")),
        Act.EXAMINED: (
            N_("第十九条"),
            N_("支部委员会应当对发展对象进行严格审查，经集体讨论认为合格后，报具有审批权限的基层党委预审"),
        ),
        Act.PRE_REVIEWED: (N_("第十九条"), N_("审查结果以书面形式通知党支部")),
        Act.FORM_ISSUED: (N_("第十九条"), N_("向审查合格的发展对象发放《中国共产党入党志愿书》")),
        Act.ADMITTED: (
            N_("第二十条"),
            N_("召开讨论接收预备党员的支部大会，有表决权的到会人数必须超过应到会有表决权人数的半数"),
        ),
        Act.SUBMITTED: (N_("第二十二条"), N_("党支部应当及时将支部大会决议写入《中国共产党入党志愿书》")),
        Act.SUPERIOR_TALKED: (N_("第二十四条"), N_("党委审批前，应当指派党委委员或组织员同发展对象谈话")),
        Act.APPROVED: (
            N_("第二十六条"),
            N_("应当在三个月内审批，并报上级党委组织部门备案。如遇特殊情况可适当延长审批时间，但不得超过六个月"),
        ),
        Act.PLACED: (N_("第二十九条"), N_("党组织应当及时将上级党委批准的预备党员编入党支部和党小组")),
        Act.OATH: (N_("第三十条"), N_("入党宣誓仪式，一般由基层党委或党支部（党总支）组织进行")),
        Act.PROBATION: (N_("第三十二条"), N_("预备党员的预备期为一年。预备期从支部大会通过其为预备党员之日算起")),
        Act.PROBATION_REVIEWED: (
            N_("第三十一条"),
            N_(
                "党组织应当通过党的组织生活、听取本人汇报、个别谈心、集中培训、实践锻炼等方式，对预备党员进行教育和考察"
            ),
        ),
        Act.ASKED_FULL: (N_("第三十三条"), N_("本人向党支部提出书面转正申请")),
        Act.OPINIONS_FULL: (N_("第三十三条"), PROCEDURE_2014),
        Act.EXAMINED_FULL: (N_("第三十三条"), PROCEDURE_2014),
        Act.VOTED_FULL: (N_("第三十三条"), PROCEDURE_2014),
        Act.EXTENDED: (N_("第三十二条"), N_("可以延长一次预备期，延长时间不能少于半年，最长不超过一年")),
        Act.EXTENSION_APPROVED: (N_("第三十二条"), N_("应当经支部大会讨论通过和上级党组织批准")),
        Act.CONFIRMED: (N_("第三十四条"), N_("党委对党支部上报的预备党员转正的决议，应当在三个月内审批")),
        Act.ARCHIVED: (
            N_("第三十七条"),
            N_(
                "预备党员转正后，党支部应当及时将其《中国共产党入党志愿书》、入党申请书、政治审查材料、转正申请书和培养教育考察材料，交党委存入本人人事档案"
            ),
        ),
    },
)
IN_2026: Mapping[Act, Citation] = _in(
    ADMISSION_2026,
    {
        Act.APPLIED: (N_("第五条"), N_("年满十八岁的中国工人、农民、军人、知识分子和其他社会阶层的先进分子")),
        Act.TALKED: (N_("第七条"), N_("党组织收到入党申请书后，应当在一个月内派人同入党申请人谈话")),
        Act.RECOMMENDED: (N_("第八条"), N_("应当采取党员推荐、群团组织推优等方式产生人选")),
        Act.ACTIVIST: (N_("第八条"), N_("由党支部委员会会议（不设党支部委员会的由党支部党员大会，下同）研究决定")),
        Act.FILED: (N_("第八条"), N_("研究决定后，报上级党委备案")),
        Act.MENTORED: (N_("第九条"), N_("党组织应当指定一至两名正式党员作入党积极分子的培养联系人")),
        Act.EDUCATED: (
            N_("第十条"),
            N_("采取吸收入党积极分子听党课、参加党内有关活动，给他们分配一定的社会工作以及集中培训等方法"),
        ),
        Act.REVIEWED: (N_("第十一条"), N_("党支部每半年对入党积极分子进行一次考察")),
        Act.ANALYSED: (N_("第十一条"), N_("县级党委组织部门和基层党委每年对入党积极分子队伍状况作一次分析")),
        Act.OPINIONS: (
            N_("第十三条"),
            N_(
                "对经过一年以上培养教育和考察、基本具备党员条件的入党积极分子，在听取党小组、培养联系人、党员和群众等意见的基础上"
            ),
        ),
        Act.PROPOSED: (N_("第十三条"), TO_PROSPECT_2026),
        Act.AGREED: (N_("第十三条"), TO_PROSPECT_2026),
        Act.NOTICE: (N_("第十三条"), N_("在工作、学习单位或者居住地进行公示，公示期不少于五个工作日")),
        Act.PROSPECT: (N_("第十三条"), N_("公示结果不影响发展入党的，可以列为发展对象")),
        Act.SPONSORED: (N_("第十四条"), N_("发展对象应当有两名正式党员作入党介绍人")),
        Act.VETTED: (N_("第十六条"), N_("凡是未经政治审查或者政治审查不合格的，不能发展入党")),
        Act.TRAINED: (N_("第十七条"), N_("培训时间一般不少于三天或者不少于二十四个学时")),
        Act.EXAMINED: (
            N_("第十八条"),
            N_("党支部委员会应当对发展对象进行严格审查，经集体讨论认为合格后，报具有审批权限的基层党委预审"),
        ),
        Act.PRE_REVIEWED: (N_("第十八条"), N_("审查结果以书面形式通知党支部")),
        Act.FORM_ISSUED: (N_("第十八条"), N_("向审查合格的发展对象发放《中国共产党入党志愿书》")),
        Act.ADMITTED: (N_("第十九条"), N_("经基层党委预审合格的发展对象，应当在一个月内提交党支部党员大会讨论")),
        Act.SUBMITTED: (N_("第二十一条"), N_("党支部应当及时将党员大会决议写入《中国共产党入党志愿书》")),
        Act.SUPERIOR_TALKED: (N_("第二十三条"), N_("党委审批前，应当指派党委委员或者组织员同发展对象谈话")),
        Act.APPROVED: (
            N_("第二十五条"),
            N_("应当在三个月内审批，并报上级党委组织部门备案。如遇特殊情况可以适当延长审批时间，但不得超过六个月"),
        ),
        Act.PLACED: (N_("第二十八条"), N_("党组织应当及时将上级党委批准的预备党员编入党支部和党小组")),
        Act.OATH: (
            N_("第二十九条"),
            N_("入党宣誓仪式，一般在批复同意接收预备党员后的一个月内，由基层党委或者党支部（党总支）组织进行"),
        ),
        Act.PROBATION: (N_("第三十一条"), N_("预备党员的预备期为一年。预备期从党支部党员大会通过其为预备党员之日算起")),
        Act.PROBATION_REVIEWED: (
            N_("第三十条"),
            N_(
                "党组织应当通过党的组织生活、听取本人汇报、个别谈心、集中培训、实践锻炼、志愿服务等方式，对预备党员进行教育和考察"
            ),
        ),
        Act.ASKED_FULL: (N_("第三十二条"), N_("本人向党支部提出书面转正申请")),
        Act.OPINIONS_FULL: (N_("第三十二条"), PROCEDURE_2026),
        Act.EXAMINED_FULL: (N_("第三十二条"), PROCEDURE_2026),
        Act.VOTED_FULL: (N_("第三十二条"), PROCEDURE_2026),
        Act.EXTENDED: (N_("第三十一条"), N_("可以延长一次预备期，延长时间不能少于半年，最长不超过一年")),
        Act.EXTENSION_APPROVED: (N_("第三十一条"), N_("应当经党支部党员大会讨论通过和上级党组织批准")),
        Act.CONFIRMED: (N_("第三十三条"), N_("党委对党支部上报的预备党员转正的决议，应当在三个月内审批")),
        Act.ARCHIVED: (N_("第三十六条"), N_("预备党员转正后，党支部应当及时将其")),
    },
)
