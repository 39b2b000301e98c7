"""A file of answers, as an online poll or a spreadsheet gives it, read before anything is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from towpath.documents.archive import DAMAGED
from towpath.documents.attendance.sending import kind_sent
from towpath.documents.grid import Grid
from towpath.documents.kinds import DocumentKind
from towpath.documents.readers.apart import read_apart
from towpath.documents.readers.delimited import read_delimited
from towpath.documents.table import Cell, UnreadableFile
from towpath.documents.text_decoding import decoded
from towpath.documents.wording import folded
from towpath.training.models import Moment, Question
from towpath.training.services.feedback import MOST_PEOPLE, AnswerInput, fault_of_value

MARKS = frozenset({"person", "respondent", "id", "no", "no.", "number", "code", "response id", "participant"})
WHEN = frozenset({"when", "moment", "before or after", "time", "stage"})
WORDS_OF = {Moment.BEFORE: ("before", "pre", "start"), Moment.AFTER: ("after", "post", "end")}
LONGEST_ANSWER = 9  # digits and a sign
LONGEST_MARK = 10  # anything longer may be a name, and nobody is named here

KINDS = "Answers come as an Excel workbook or a .csv file: save them as one of these and try again."
NO_COLUMNS = "No column is headed with a question’s subject and “before” or “after”, such as “{}”: name them so."
TOO_MANY = f"The file has answers of more than {MOST_PEOPLE} people: one file holds one session."


@dataclass(frozen=True)
class RowFault:
    """A row that cannot be taken as it is, and why, in a sentence that names it."""

    row: int
    sentence: str


@dataclass(frozen=True)
class AnswersRead:
    """The answers of a file and the rows at fault."""

    answers: tuple[AnswerInput, ...]
    faults: tuple[RowFault, ...]


@dataclass(frozen=True)
class _Columns:
    """Where each thing stands. A column of answers has its moment in its heading, or None where the row says it."""

    answers: dict[int, tuple[Question, Moment | None]]
    mark: int | None
    when: int | None


def read_answers(content: bytes, name: str, questions: Sequence[Question]) -> AnswersRead:
    """Read a file of answers. Raises UnreadableFile, with the sentence to show, for what is none.

    People come out numbered, or under the short marks of the file: names and addresses are left behind.
    """
    rows = _rows(content, name)
    found = next(((at, columns) for at, row in enumerate(rows[:15]) if (columns := _columns(row, questions))), None)
    if found is None:
        example = f"{questions[0].topic} before" if questions else "Confidence before"
        raise UnreadableFile(NO_COLUMNS.format(example))
    at, columns = found
    lines = [row for row in rows[at + 1 :] if any(not cell.is_blank for cell in row)]
    return _read(lines, columns)


def _rows(content: bytes, name: str) -> tuple[tuple[Cell, ...], ...]:
    """The first table of the file, as it stands."""
    kind = kind_sent(content, name)
    if kind not in (DocumentKind.EXCEL, DocumentKind.CSV, DocumentKind.TEXT):
        raise UnreadableFile(KINDS)
    try:
        contents = read_apart(kind, content) if kind is DocumentKind.EXCEL else read_delimited(decoded(content))
    except UnreadableFile:
        raise
    except Exception as error:
        # Files that strangers made fail in ways of their own; to the person who sent one they are all the same.
        raise UnreadableFile(DAMAGED) from error
    return next((block.rows for block in contents.blocks if isinstance(block, Grid)), ())


def _columns(row: Sequence[Cell], questions: Sequence[Question]) -> _Columns | None:
    """The columns under this row of headings; None where it is none."""
    headings = [folded(cell.text).strip() for cell in row]
    when = next((at for at, heading in enumerate(headings) if heading in WHEN), None)
    answers: dict[int, tuple[Question, Moment | None]] = {}
    for at, heading in enumerate(headings):
        question, moment = _question(heading, questions), _moment(heading)
        if question and (moment or when is not None):
            answers[at] = (question, moment)
    mark = next((at for at, heading in enumerate(headings) if heading in MARKS), None)
    return _Columns(answers, mark, when) if answers else None


def _question(heading: str, questions: Sequence[Question]) -> Question | None:
    """The question a heading names: by its words, else by what it measures; the longest that fits, the newest first."""
    for said in ("wording", "topic"):
        fitting = [one for one in questions if folded(getattr(one, said)).strip(" ?") in heading]
        if fitting:
            return max(fitting, key=lambda one: (len(getattr(one, said)), one.position))
    return None


def _moment(text: str) -> Moment | None:
    words = set("".join(sign if sign.isalnum() else " " for sign in folded(text)).split())
    return next((moment for moment, said in WORDS_OF.items() if words & set(said)), None)


def _read(lines: Sequence[Sequence[Cell]], columns: _Columns) -> AnswersRead:
    answers: dict[tuple[str, int, Moment], AnswerInput] = {}
    faults: list[RowFault] = []
    marks: dict[str, str] = {}
    for order, row in enumerate(lines, start=1):
        number = max((cell.places[0].row for cell in row if cell.places), default=order)
        mark = _mark(row, columns, marks, order)
        for given in _given(row, columns, mark, number):
            if isinstance(given, RowFault):
                faults.append(given)
            elif (key := (mark, given.question.pk, given.moment)) in answers:
                faults.append(
                    RowFault(number, f"Row {number} of the file answers “{given.question.topic}” again for {mark}.")
                )
            else:
                answers[key] = given
        if len(marks) > MOST_PEOPLE:
            raise UnreadableFile(TOO_MANY)
    return AnswersRead(tuple(answers.values()), tuple(faults))


def _mark(row: Sequence[Cell], columns: _Columns, marks: dict[str, str], order: int) -> str:
    """What stands for the person: the file's own mark where it is short, else a number."""
    written = " ".join(row[columns.mark].text.split()) if columns.mark is not None else ""
    key = written or f"row {order}"
    is_mark = bool(written) and len(written) <= LONGEST_MARK and any(map(str.isdigit, written)) and "@" not in written
    return marks.setdefault(key, written if is_mark else f"P{len(marks) + 1}")


def _given(row: Sequence[Cell], columns: _Columns, mark: str, number: int) -> Iterator[AnswerInput | RowFault]:
    said = _moment(row[columns.when].text) if columns.when is not None else None
    for at, (question, moment) in columns.answers.items():
        text = row[at].text.strip()
        if not text:
            continue
        when = moment or said
        if when is None:
            yield RowFault(number, f"Row {number} of the file does not say whether it was before or after the session.")
            return
        yield _answer(text, question, when, mark, number)


def _answer(text: str, question: Question, moment: Moment, mark: str, number: int) -> AnswerInput | RowFault:
    """An answer on the scale: 4, or 4.0 as spreadsheets write it."""
    whole = text.removesuffix(".0")
    scale = f"{question.minimum} to {question.maximum}"
    if not whole.removeprefix("-").isdecimal() or len(whole) > LONGEST_ANSWER:
        return RowFault(number, f"Row {number} of the file says “{text[:40]}” under “{question.topic}”: use {scale}.")
    if fault := fault_of_value(question, int(whole)):
        return RowFault(number, f"Row {number} of the file: {fault}")
    return AnswerInput(mark, question, moment, int(whole))
