"""What the ledger's verbs are called on screen; every verb that an action writes stands here."""

from app.audit.verbs.applicants import VERBS_OF_APPLICANTS
from app.audit.verbs.learning import VERBS_OF_LEARNING
from app.audit.verbs.party import VERBS_OF_PARTY
from app.audit.verbs.party_meetings import VERBS_OF_MEETINGS
from app.audit.verbs.party_records import VERBS_OF_PARTY_RECORDS
from app.audit.verbs.serving import VERBS_OF_SERVING

VERBS: dict[str, str] = {
    **VERBS_OF_LEARNING,
    **VERBS_OF_SERVING,
    **VERBS_OF_PARTY,
    **VERBS_OF_MEETINGS,
    **VERBS_OF_PARTY_RECORDS,
    **VERBS_OF_APPLICANTS,
}
