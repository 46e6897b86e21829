"""Rows of applicants as cases. What happened is a row; a correction is another row with its reason."""

from piccolo.columns import Boolean, Date, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from app.people.tables import Person
from app.storage.tables import StoredFile


class ApplicantCase(Table):
    """Somebody who applied to join the Party. Who applies again after an end is another row.

    `born_on` is kept because the application is tied to an age (发展党员工作细则 art. 5). Insert-only.
    """

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    born_on = Date(null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ApplicantAct(Table):
    """Something that happened in a case on a day, with the conclusion that people came to. Insert-only.

    Counts are of a secret ballot; `days` and `hours` of the training; `until_on` of an extended probation.
    """

    id: Serial
    applicant = ForeignKey(ApplicantCase, null=False, on_delete=OnDelete.restrict, index=True)
    act = Varchar(length=30, null=False, default=None)
    done_on = Date(null=False, default=None)
    said = Varchar(length=500, null=False, default="")
    eligible = Integer(null=True, default=None)
    present = Integer(null=True, default=None)
    in_favour = Integer(null=True, default=None)
    written = Integer(null=True, default=None)
    days = Integer(null=False, default=0)
    hours = Integer(null=False, default=0)
    until_on = Date(null=True, default=None)
    recorded_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ApplicantCorrection(Table):
    """A record no longer stands, and why; `replacement` is the row that does, or NULL where none does. Insert-only."""

    id: Serial
    act = ForeignKey(ApplicantAct, null=False, on_delete=OnDelete.restrict, unique=True)
    replacement = ForeignKey(ApplicantAct, null=True, default=None, on_delete=OnDelete.restrict)
    reason = Varchar(length=200, null=False, default=None)
    corrected_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ApplicantGuide(Table):
    """A full member beside the applicant, as mentor (培养联系人) or sponsor (入党介绍人); both days included."""

    id: Serial
    applicant = ForeignKey(ApplicantCase, null=False, on_delete=OnDelete.restrict, index=True)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    role = Varchar(length=20, null=False, default=None)
    from_on = Date(null=False, default=None)
    ended_on = Date(null=True, default=None)
    end_reason = Varchar(length=120, null=False, default="")
    at = Timestamptz(null=False, default=None)


class ApplicantReview(Table):
    """A half-yearly review, opened with a reason only; `replaces` is the id of the one it puts right. Insert-only."""

    id: Serial
    applicant = ForeignKey(ApplicantCase, null=False, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=30, null=False, default=None)
    reviewed_on = Date(null=False, default=None)
    said = Text(null=False, default=None)
    replaces = Integer(null=True, default=None, unique=True)
    written_by = Integer(null=True, default=None)
    written_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ApplicantVetting(Table):
    """What a political vetting came to, opened with a reason only; the newest stands. Insert-only."""

    id: Serial
    applicant = ForeignKey(ApplicantCase, null=False, on_delete=OnDelete.restrict, index=True)
    vetted_on = Date(null=False, default=None)
    passes = Boolean(null=False, default=None)
    said = Text(null=False, default=None)
    written_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ApplicantNotice(Table):
    """A public notice before somebody becomes a prospect: both days included; the newest stands. Insert-only."""

    id: Serial
    applicant = ForeignKey(ApplicantCase, null=False, on_delete=OnDelete.restrict, index=True)
    from_on = Date(null=False, default=None)
    to_on = Date(null=False, default=None)
    place = Varchar(length=120, null=False, default=None)
    contact = Varchar(length=120, null=False, default=None)
    made_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ApplicantNoticeResult(Table):
    """What the notice brought: whether it stands in the way, and what was said. Insert-only."""

    id: Serial
    notice = ForeignKey(ApplicantNotice, null=False, on_delete=OnDelete.restrict, unique=True)
    passes = Boolean(null=False, default=None)
    said = Varchar(length=300, null=False, default=None)
    recorded_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ApplicantDocument(Table):
    """A paper of the case is there, with its file where one was brought. Insert-only."""

    id: Serial
    applicant = ForeignKey(ApplicantCase, null=False, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=30, null=False, default=None)
    dated_on = Date(null=False, default=None)
    note = Varchar(length=120, null=False, default="")
    file = ForeignKey(StoredFile, null=True, default=None, on_delete=OnDelete.restrict)
    file_name = Varchar(length=120, null=False, default="")
    recorded_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ApplicantDocumentRemoval(Table):
    """A paper was taken out of the list, and why. Insert-only."""

    id: Serial
    document = ForeignKey(ApplicantDocument, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    removed_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ApplicantExplanation(Table):
    """Why an act was late or is lacking; the newest of an act stands. Insert-only."""

    id: Serial
    applicant = ForeignKey(ApplicantCase, null=False, on_delete=OnDelete.restrict, index=True)
    act = Varchar(length=30, null=False, default=None)
    said = Varchar(length=300, null=False, default=None)
    explained_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ApplicantEnding(Table):
    """The case went no further since a day, and why. Insert-only."""

    id: Serial
    applicant = ForeignKey(ApplicantCase, null=False, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20, null=False, default=None)
    ended_on = Date(null=False, default=None)
    reason = Varchar(length=300, null=False, default=None)
    recorded_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ApplicantReopening(Table):
    """An ending was written down wrongly: the case goes on. Insert-only."""

    id: Serial
    ending = ForeignKey(ApplicantEnding, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    reopened_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ApplicantLeaving(Table):
    """The person will leave their place of work or study on a day; the newest row stands, NULL: they stay. Insert-only."""

    id: Serial
    applicant = ForeignKey(ApplicantCase, null=False, on_delete=OnDelete.restrict, index=True)
    leaves_on = Date(null=True, default=None)
    said = Varchar(length=200, null=False, default=None)
    recorded_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ApplicantBirthCorrection(Table):
    """The day of birth of a case was wrong: the newest row has the right one. Insert-only."""

    id: Serial
    applicant = ForeignKey(ApplicantCase, null=False, on_delete=OnDelete.restrict, index=True)
    was_on = Date(null=False, default=None)
    born_on = Date(null=False, default=None)
    reason = Varchar(length=200, null=False, default=None)
    corrected_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ApplicantReminder(Table):
    """Who minds a case was told of a deadline, so many days before it. Insert-only."""

    id: Serial
    applicant = ForeignKey(ApplicantCase, null=False, on_delete=OnDelete.restrict, index=True)
    act = Varchar(length=30, null=False, default=None)
    due_on = Date(null=False, default=None)
    days_before = Integer(null=False, default=None)
    at = Timestamptz(null=False, default=None)


TABLES = [
    ApplicantCase,
    ApplicantAct,
    ApplicantCorrection,
    ApplicantGuide,
    ApplicantReview,
    ApplicantVetting,
    ApplicantNotice,
    ApplicantNoticeResult,
    ApplicantDocument,
    ApplicantDocumentRemoval,
    ApplicantExplanation,
    ApplicantEnding,
    ApplicantReopening,
    ApplicantLeaving,
    ApplicantBirthCorrection,
    ApplicantReminder,
]
