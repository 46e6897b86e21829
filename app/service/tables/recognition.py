"""Rows of what volunteers are recognised for: stars, commendations, evaluations."""

from piccolo.columns import Boolean, Date, ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.shifts.tables import Volunteer


class StarScale(Table):
    """From how many hours on each of the library's stars is reached, from a day on, and by what rule. Insert-only.

    `hours` are whole numbers, rising, divided by commas.
    """

    id: Serial
    hours = Varchar(length=60, null=False, default=None)
    from_on = Date(null=False, default=None)
    source = Varchar(length=120, null=False, default=None)
    set_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class StarAward(Table):
    """What was decided about a star that a volunteer had reached with so many minutes; declined with the reason. Insert-only."""

    id: Serial
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    star = Integer(null=False, default=None)
    minutes = Integer(null=False, default=None)
    awarded = Boolean(null=False, default=None)
    reason = Varchar(length=200, null=False, default="")
    decided_by = Integer(null=True, default=None)
    decided_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class Commendation(Table):
    """A volunteer was commended: name, day, granting unit, and who checked it how (民政部令第67号 art. 9). Insert-only."""

    id: Serial
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    name = Varchar(length=80, null=False, default=None)
    granted_on = Date(null=False, default=None)
    unit = Varchar(length=80, null=False, default=None)
    proof = Varchar(length=20, null=False, default=None)
    checked_by = Integer(null=True, default=None)
    checked_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class CommendationRemoval(Table):
    """A commendation was entered wrongly, and why. Insert-only."""

    id: Serial
    commendation = ForeignKey(Commendation, null=False, on_delete=OnDelete.restrict, unique=True)
    reason = Varchar(length=200, null=False, default=None)
    removed_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class Evaluation(Table):
    """How a volunteer's service in some days was found: 5 is the best (民政部令第67号 art. 10). Not public. Insert-only."""

    id: Serial
    volunteer = ForeignKey(Volunteer, null=False, on_delete=OnDelete.restrict, index=True)
    quality = Integer(null=False, default=None)
    from_on = Date(null=False, default=None)
    to_on = Date(null=False, default=None)
    said = Varchar(length=300, null=False, default="")
    given_by = Integer(null=True, default=None)
    given_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class EvaluationObjection(Table):
    """The volunteer does not agree with an evaluation, in their own words. Insert-only."""

    id: Serial
    evaluation = ForeignKey(Evaluation, null=False, on_delete=OnDelete.restrict, unique=True)
    said = Varchar(length=300, null=False, default=None)
    at = Timestamptz(null=False, default=None)


class ObjectionAnswer(Table):
    """What came of an objection: the evaluation stays or no longer stands, and why. Insert-only."""

    id: Serial
    objection = ForeignKey(EvaluationObjection, null=False, on_delete=OnDelete.restrict, unique=True)
    stands = Boolean(null=False, default=None)
    said = Varchar(length=300, null=False, default=None)
    answered_by = Integer(null=True, default=None)
    answered_by_name = Varchar(length=60, null=False, default=None)
    at = Timestamptz(null=False, default=None)
