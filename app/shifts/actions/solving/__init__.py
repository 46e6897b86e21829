"""自动排班：求解、存草案、采用、撤销。Asking the solver, keeping what it proposes, taking it over, and taking that back."""

from app.shifts.actions.solving.asking import SOLVE, AlreadyQueued, Of, arranged_places, ask, export_week, keep
from app.shifts.actions.solving.taking import apply, discard, undo

__all__ = ["SOLVE", "AlreadyQueued", "Of", "apply", "arranged_places", "ask", "discard", "export_week", "keep", "undo"]
