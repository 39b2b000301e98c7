"""Word's footnotes and endnotes: numbered in the order the body points at them, as Word prints them."""

from dataclasses import dataclass, field

from docx.document import Document as WordDocument
from lxml import etree

from towpath.documents.readers.word_xml import W, paragraphs, seen_text
from towpath.documents.table import Note
from towpath.documents.wording import normalised

_KINDS = ("footnote", "endnote")
# Entities never resolved, nothing fetched: the parts were checked for document types before, this makes it
# sure.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


@dataclass
class Footnotes:
    """`texts` are the notes by kind and id; `marks` fills up as the body is read."""

    texts: dict[tuple[str, str], str]
    marks: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, document: WordDocument) -> "Footnotes":
        texts: dict[tuple[str, str], str] = {}
        for relation in document.part.rels.values():
            kind = relation.reltype.rsplit("/", 1)[-1].removesuffix("s")
            if kind in _KINDS and not relation.is_external:
                texts |= _texts(relation.target_part.blob, kind)
        return cls(texts)

    def mark(self, kind: str, identity: str) -> str:
        """The number printed where the body points at a note: the next one at its first mention."""
        return self.marks.setdefault((kind, identity), str(len(self.marks) + 1))

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(Note(mark, self.texts.get(key, "")) for key, mark in self.marks.items())


def _texts(part: bytes, kind: str) -> dict[tuple[str, str], str]:
    root = etree.fromstring(part, _PARSER)
    return {(kind, note.get(W + "id", "")): _words(note) for note in root.iter(W + kind)}


def _words(note: etree._Element) -> str:
    return normalised(" ".join(seen_text(line, lambda *_: "") for line in paragraphs(note)))
