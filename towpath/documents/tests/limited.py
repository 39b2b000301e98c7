"""Reading a file with little memory and time, in a process of its own: what a small file must never need more than."""

import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MEGABYTE = 1024 * 1024
READ = """
import sys
from towpath.documents.reading import read_document
from towpath.documents.table import UnreadableFile
try:
    document = read_document(sys.stdin.buffer.read(), sys.argv[1])
    print("read:", len(document.tables), "tables")
except UnreadableFile as refusal:
    print("refused:", refusal)
print("loaded:", *sorted({"openpyxl", "pdfplumber", "docx", "python_calamine"} & set(sys.modules)))
"""


def outcome_of(content: bytes, name: str, *, megabytes: int = 700, seconds: int = 90) -> str:
    """What came of reading the file, "refused: …" or "read: …", with at most so much memory and processor time.

    The limits hold for every process that reading it starts; a reading that needs more does not come to an end.
    """

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    ended = subprocess.run(
        [sys.executable, "-c", READ, name], input=content, capture_output=True, cwd=ROOT, check=False, preexec_fn=limit
    )
    assert ended.returncode == 0, ended.stderr.decode()[-500:]
    return ended.stdout.decode()
