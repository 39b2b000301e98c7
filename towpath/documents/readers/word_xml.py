"""The few things asked of Word's XML: which children a reader sees, and the words of a paragraph."""

from collections.abc import Callable, Iterator

from lxml.etree import _Element

from towpath.documents.wording import superscript

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Wrappers that a person does not see: content controls, tracked insertions, tags of other programs.
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
# What a person does not see at all: text deleted or moved away under tracking, and copies for older programs.
_UNSEEN = frozenset({W + "del", W + "moveFrom", _FALLBACK})
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_POINTERS = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}


def children(parent: _Element, *names: str) -> Iterator[_Element]:
    """The children of these names, also inside wrappers; a row deleted under tracking is left out."""
    wanted = {W + name for name in names}
    for child in parent:
        if child.tag in wanted and not _is_deleted_row(child):
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, *names)


def paragraphs(element: _Element) -> Iterator[_Element]:
    """The element itself if it is a paragraph, and every paragraph in it, those of text boxes included."""
    if element.tag in _UNSEEN:
        return
    if element.tag == W + "p":
        yield element
    for child in element:
        yield from paragraphs(child)


def seen_text(paragraph: _Element, mark_of: Callable[[str, str], str]) -> str:
    """The words of a paragraph as shown; `mark_of` gives the mark of a footnote or endnote from its kind
    and id.
    """
    return "".join(_pieces(paragraph, mark_of))


def _pieces(element: _Element, mark_of: Callable[[str, str], str]) -> Iterator[str]:
    for child in element:
        if child.tag == W + "t":
            yield _raised(child)
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag in _POINTERS:
            yield superscript(mark_of(_POINTERS[child.tag], child.get(W + "id", "")))
        elif child.tag not in _UNSEEN and child.tag not in {W + "p", W + "pPr", W + "tbl"}:
            yield from _pieces(child, mark_of)


def _raised(text: _Element) -> str:
    """A raised number is a footnote's mark and stays raised; other raised letters, as in 1st, are words."""
    words, run = text.text or "", text.getparent()
    is_mark = run is not None and words.strip().isdecimal() and value_at(run, "rPr/vertAlign") == "superscript"
    return superscript(words) if is_mark else words


def value_at(element: _Element, path: str, *, default: str = "") -> str:
    """The `w:val` at a path such as `tcPr/vMerge`: "" where the path is absent, the default where only its
    value is.
    """
    found = element.find("/".join(W + name for name in path.split("/")))
    return "" if found is None else found.get(W + "val", default)


def number_at(element: _Element, path: str) -> int:
    """The whole number at a path; 0 where there is none, or one longer than Word ever writes."""
    written = value_at(element, path)
    return int(written) if written.isdecimal() and len(written) <= 10 else 0


def _is_deleted_row(element: _Element) -> bool:
    return element.tag == W + "tr" and element.find(f"{W}trPr/{W}del") is not None
