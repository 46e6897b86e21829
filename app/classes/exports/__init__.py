"""What leaves the house about a class: the empty roster, the certificates, the R-07 set."""

from app.classes.exports.documents import certificates_document
from app.classes.exports.package import package
from app.classes.exports.tables import roster_errors, roster_template

__all__ = ["certificates_document", "package", "roster_errors", "roster_template"]
