"""PDF by Typst: tagged, to PDF/UA-1 (ISO 14289-1).

What a person typed travels as JSON and never becomes mark-up.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

# Templates of any room may use the house style in typst/, so the package is what they may read from.
PACKAGE = Path(__file__).resolve().parents[2]


class NotTypeset(Exception):  # noqa: N818 -- the name is the sentence
    """The template and what was to be set in it do not fit; the message is Typst's own."""


def typeset(template: Path, contents: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """The PDF of a template, which reads `contents` by `json(bytes(sys.inputs.contents))`.

    Only Typst's own fonts are used, so that the same contents give the same pages on every machine.
    """
    try:
        pdf = typst.compile(
            str(template),
            root=str(PACKAGE),
            sys_inputs={"contents": json.dumps(contents, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            ignore_system_fonts=True,
            timestamp=int(made_at.timestamp()),
        )
    except typst.TypstError as error:
        raise NotTypeset(f"{error.message} {' '.join(error.hints)}".strip()) from error
    if not isinstance(pdf, bytes):
        raise NotTypeset("Typst returned no single PDF.")
    return pdf
