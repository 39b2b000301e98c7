"""What kind of file a person sent, or the sentence that says why it cannot be opened."""

from towpath.documents.archive import DAMAGED
from towpath.documents.kinds import Kind, kind_of
from towpath.documents.limits import check_size
from towpath.documents.table import UnreadableDocument


def kind_sent(content: bytes, name: str) -> Kind:
    """The kind of a file that is neither empty nor too large nor damaged in its wrapping."""
    check_size(content)
    try:
        return kind_of(content, name)
    except UnreadableDocument:
        raise
    except Exception as error:
        # An archive that is cut or lying fails in ways of its own; to its sender they are all the same.
        raise UnreadableDocument(DAMAGED) from error
