"""The addresses of applicants' cases."""

from app.party.routes.cases import acts, beside, index, mine, papers, person, show, texts

handlers = [
    *index.handlers,
    *mine.handlers,
    *show.handlers,
    *acts.handlers,
    *beside.handlers,
    *person.handlers,
    *texts.handlers,
    *papers.handlers,
]
