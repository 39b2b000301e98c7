"""Office files are archives that remember when they were made; ours are to be the same whenever they are made."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def packed_again(archive: bytes) -> bytes:
    """The same archive with every part dated on the first day a zip file knows."""
    buffer = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=_content_types_first):
            new.writestr(ZipInfo(name, FIRST_DAY), old.read(name), ZIP_DEFLATED)
    return buffer.getvalue()


def _content_types_first(name: str) -> tuple[bool, str]:
    """Word and Excel expect the list of content types at the front."""
    return (name != "[Content_Types].xml", name)
