"""网页共用的一层：进门、成页、表单、出错。HTTP done once: the door, the page, the form, the error."""

from app.web.door import Door, Me, get, post
from app.web.forms import Filled, Malformed, blank, read_form
from app.web.page import page, redirect
from app.web.uploads import UPLOAD_LIMIT, file_answer, files_in
from app.web.visit import Visit, request_id

__all__ = [
    "UPLOAD_LIMIT",
    "Door",
    "Filled",
    "Malformed",
    "Me",
    "Visit",
    "blank",
    "file_answer",
    "files_in",
    "get",
    "page",
    "post",
    "read_form",
    "redirect",
    "request_id",
]
