"""What is asked of training classes."""

from app.classes.queries.certificates import CertificateView, certificate, certificates, issued_by_code
from app.classes.queries.classes import (
    Cancellation,
    ClassView,
    by_token,
    cancellations,
    classes,
    known_libraries,
    own_library,
    training_class,
)
from app.classes.queries.completing import completion_of
from app.classes.queries.exam import Paper, Sitting, given_answers, paper, sitting
from app.classes.queries.feedback import has_rated, ratings
from app.classes.queries.learners import LearnerView, learner, learners, phones, seat_of
from app.classes.queries.units import UnitView, is_place, presences, unit, unit_of, units

__all__ = [
    "Cancellation",
    "CertificateView",
    "ClassView",
    "LearnerView",
    "Paper",
    "Sitting",
    "UnitView",
    "by_token",
    "cancellations",
    "certificate",
    "certificates",
    "classes",
    "completion_of",
    "given_answers",
    "has_rated",
    "is_place",
    "issued_by_code",
    "known_libraries",
    "learner",
    "learners",
    "own_library",
    "paper",
    "phones",
    "presences",
    "ratings",
    "seat_of",
    "sitting",
    "training_class",
    "unit",
    "unit_of",
    "units",
]
