"""Questions as HTML for many readers: rendered once for a version and a language, joined for each candidate.

A template leaves a slot where candidates differ. Cutting its output at the slots and joining the pieces again costs a
hundredth of rendering it.
"""

from app.bank.fragments.asking import Fragment, fragment, question_html
from app.bank.fragments.reviewing import answer_said, review_html

__all__ = ["Fragment", "answer_said", "fragment", "question_html", "review_html"]
