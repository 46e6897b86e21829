"""What people do with the bank."""

from app.bank.actions.editing import add, edit, reinstate, restore, retire, review
from app.bank.actions.loading import Loaded, load_content

__all__ = ["Loaded", "add", "edit", "load_content", "reinstate", "restore", "retire", "review"]
