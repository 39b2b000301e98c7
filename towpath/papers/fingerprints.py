"""The fingerprints by which what a paper says is known again."""

import hashlib
import json
from dataclasses import replace
from typing import Any

from towpath.documents.blocks import NoteBlock, PaperContents, as_json


def fingerprint(contents: dict[str, Any]) -> str:
    """The SHA-256 of contents, written in one way only."""
    written = json.dumps(contents, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def seen(contents: PaperContents) -> str:
    """What stands for all that a reader saw, whenever they looked."""
    lasting = tuple(one for one in contents.blocks if not (isinstance(one, NoteBlock) and one.is_passing))
    return fingerprint(as_json(replace(contents, blocks=lasting)))
