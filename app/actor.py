"""Who is acting and what they may do: the roles, the marks that routes bear, and the table between them."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.locale import N_


class Role(StrEnum):
    """What a person is to the library; one person may be several."""

    VOLUNTEER = "volunteer"
    STAFF = "staff"
    COORDINATOR = "coordinator"
    EDITOR = "editor"
    INVIGILATOR = "invigilator"
    MARKER = "marker"
    MANAGER = "manager"
    SECRETARY = "secretary"
    COMMITTEE = "committee"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class May(StrEnum):
    """A mark: what a route lets in. Every route bears one; no mark, no entry."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
    SIT_EXAMS = "sit_exams"
    RUN_EXAMS = "run_exams"
    WATCH_EXAMS = "watch_exams"
    INVIGILATE = "invigilate"
    EXPORT_PAPERS = "export_papers"
    SEE_MARKS = "see_marks"
    EDIT_BANK = "edit_bank"
    SEE_LOG = "see_log"
    OPEN_LOG = "open_log"
    KEEP_LEDGERS = "keep_ledgers"
    CLAIM_COURSES = "claim_courses"
    VERIFY_COURSES = "verify_courses"
    KEEP_RULES = "keep_rules"
    CLOSE_PERIODS = "close_periods"
    CERTIFY_HOURS = "certify_hours"
    SEE_PEOPLE = "see_people"
    MANAGE_PEOPLE = "manage_people"
    GRANT_ROLES = "grant_roles"
    SEE_PLACES = "see_places"
    MANAGE_PLACES = "manage_places"
    KEEP_ATTENDANCE = "keep_attendance"
    SEE_CALENDAR = "see_calendar"
    KEEP_CALENDAR = "keep_calendar"
    SEE_SHIFTS = "see_shifts"
    SIGN_UP = "sign_up"
    ARRANGE_SHIFTS = "arrange_shifts"
    KEEP_VOLUNTEERS = "keep_volunteers"
    ISSUE_PAPERS = "issue_papers"
    RECOGNISE = "recognise"
    SEE_SERVICE = "see_service"
    APPROVE_SERVICE = "approve_service"
    KEEP_QUALIFICATIONS = "keep_qualifications"
    KEEP_ROSTER_RULES = "keep_roster_rules"
    LEAD_VOLUNTEERS = "lead_volunteers"
    SEE_LEDGER = "see_ledger"
    MANAGE_INSTALLATION = "manage_installation"
    PRACTISE = "practise"
    SEE_STUDY = "see_study"
    ARRANGE_STUDY = "arrange_study"
    RUN_CLASSES = "run_classes"
    POST_TO_GROUPS = "post_to_groups"
    KEEP_GROUPS = "keep_groups"
    EXPORT_SERVICE = "export_service"
    SEE_PARTY = "see_party"
    KEEP_PARTY = "keep_party"
    SEE_OWN_PARTY = "see_own_party"


EVERYBODY = frozenset({May.ANYONE, May.SIGNED_IN, May.SEE_PLACES, May.SEE_CALENDAR, May.PRACTISE})

ROSTERS = frozenset(
    {
        May.SEE_SHIFTS,
        May.ARRANGE_SHIFTS,
        May.KEEP_VOLUNTEERS,
        May.SEE_SERVICE,
        May.APPROVE_SERVICE,
        May.POST_TO_GROUPS,
        May.KEEP_QUALIFICATIONS,
        May.ISSUE_PAPERS,
    }
)

GRANTS: dict[Role, frozenset[May]] = {
    Role.VOLUNTEER: EVERYBODY | {May.SEE_SHIFTS, May.SIGN_UP, May.SIT_EXAMS},
    Role.STAFF: EVERYBODY | {May.SIT_EXAMS, May.SEE_STUDY, May.CLAIM_COURSES, May.SEE_OWN_PARTY},
    Role.COORDINATOR: EVERYBODY
    | {May.SIT_EXAMS, May.KEEP_ATTENDANCE, May.SEE_STUDY, May.CLAIM_COURSES, May.SEE_OWN_PARTY}
    | ROSTERS,
    Role.EDITOR: EVERYBODY | {May.EDIT_BANK, May.RUN_EXAMS, May.WATCH_EXAMS, May.INVIGILATE, May.EXPORT_PAPERS},
    Role.INVIGILATOR: EVERYBODY | {May.WATCH_EXAMS, May.INVIGILATE},
    Role.MARKER: EVERYBODY,
    Role.MANAGER: EVERYBODY
    | {
        May.SIT_EXAMS,
        May.WATCH_EXAMS,
        May.SEE_MARKS,
        May.EXPORT_PAPERS,
        May.SEE_LOG,
        May.OPEN_LOG,
        May.KEEP_LEDGERS,
        May.CLAIM_COURSES,
        May.VERIFY_COURSES,
        May.KEEP_RULES,
        May.CLOSE_PERIODS,
        May.KEEP_ROSTER_RULES,
        May.CERTIFY_HOURS,
        May.SEE_PEOPLE,
        May.MANAGE_PLACES,
        May.KEEP_ATTENDANCE,
        May.KEEP_CALENDAR,
        May.SEE_STUDY,
        May.ARRANGE_STUDY,
        May.RUN_CLASSES,
        May.KEEP_GROUPS,
        May.EXPORT_SERVICE,
        May.RECOGNISE,
        May.LEAD_VOLUNTEERS,
        May.SEE_OWN_PARTY,
    }
    | ROSTERS,
    Role.SECRETARY: EVERYBODY
    | {May.SIT_EXAMS, May.KEEP_ATTENDANCE, May.KEEP_LEDGERS, May.SEE_STUDY, May.ARRANGE_STUDY, May.RUN_CLASSES}
    | {May.CLAIM_COURSES, May.VERIFY_COURSES, May.CERTIFY_HOURS, May.OPEN_LOG}
    | {May.SEE_PARTY, May.KEEP_PARTY, May.SEE_OWN_PARTY},
    Role.COMMITTEE: EVERYBODY | {May.SEE_PARTY, May.SEE_OWN_PARTY},
    Role.ADMINISTRATOR: EVERYBODY
    | {
        May.SEE_PEOPLE,
        May.MANAGE_PEOPLE,
        May.GRANT_ROLES,
        May.KEEP_RULES,
        May.MANAGE_PLACES,
        May.KEEP_CALENDAR,
        May.MANAGE_INSTALLATION,
        May.POST_TO_GROUPS,
        May.KEEP_GROUPS,
    },
    Role.AUDITOR: EVERYBODY | {May.SEE_LEDGER},
}


RESTING: dict[Role, frozenset[May]] = {Role.COMMITTEE: frozenset({May.SEE_PARTY})}
"""What a role lends only together with what it rests on: a seat on the committee (`app.people.sessions.GROUNDS`)."""

IDLE_SAID: dict[Role, str] = {
    Role.COMMITTEE: N_(
        "您有“支部委员”角色，但今天没有在任的委员职务，党建里只看得到自己的资料。在任的找支部书记在“党建—支部”里记下职务，"
        "卸任了的找系统管理员收回角色"
    ),
}
"""What somebody is told whose role does not lend that today: why, and who puts it right."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person with roles, or the system itself.

    Attributes:
        id: the person's id; None for the system and for a visitor.
        name: as it was when the deed was done, for the ledger.
        roles: what they are.
        sites: ids of the service points a coordinator is bound to.
        session: id of the session row, None outside the web.
        origin: the address the request came from, or the command.
        idle: those of their roles of which what they rest on is missing today.
    """

    id: int | None
    name: str
    roles: frozenset[Role] = frozenset()
    sites: frozenset[int] = frozenset()
    session: int | None = None
    origin: str = ""
    idle: frozenset[Role] = frozenset()
    marks: frozenset[May] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        lent = [GRANTS[role] - RESTING[role] if role in self.idle else GRANTS[role] for role in self.roles]
        granted = frozenset[May]().union(*lent)
        signed_in = frozenset({May.SIGNED_IN}) if self.id is not None else frozenset[May]()
        object.__setattr__(self, "marks", granted | signed_in | {May.ANYONE})

    def may(self, mark: May) -> bool:
        """Whether a route with this mark lets the actor in."""
        return mark in self.marks

    @property
    def person(self) -> int:
        """The person's id, where a route has made sure that somebody is signed in."""
        if self.id is None:
            raise LookupError("nobody is signed in")
        return self.id


VISITOR = Actor(id=None, name="")


def system(origin: str = "system") -> Actor:
    """The product itself: closes exams at the deadline, migrates, loads the demo library."""
    return Actor(id=None, name="zhixing", origin=origin)
