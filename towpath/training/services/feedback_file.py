"""A file of answers, as an online poll or a spreadsheet gives it, read before anything is kept."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from towpath.documents.rows import CellError, FileColumn, FileRow, RowNote, read_rows
from towpath.documents.rows.cells import whole_number
from towpath.documents.rows.columns import heading_words
from towpath.documents.table import UnreadableFile
from towpath.foundation.sensitivity import Sensitivity
from towpath.training.models import Moment, Question
from towpath.training.services.feedback import MOST_PEOPLE, AnswerInput, key_of

PERSON = FileColumn(
    "person", "respondent|id|no|number|code|response id|participant", sensitivity=Sensitivity.PERSONAL
)  # fmt: skip
WORDS_OF = {Moment.BEFORE: ("before", "pre", "start"), Moment.AFTER: ("after", "post", "end")}
LONGEST_MARK = 10  # anything longer may be a name, and nobody is named here

NO_COLUMNS = "No column is headed with a question’s subject and “before” or “after”, such as “{}”: name them so."
TOO_MANY = f"The file has answers of more than {MOST_PEOPLE} people: one file holds one session."


@dataclass(frozen=True)
class AnswersRead:
    """The answers of a file, under numbers or its own short marks, and what is wrong in it."""

    answers: tuple[AnswerInput, ...]
    errors: tuple[RowNote, ...]
    left_out: tuple[RowNote, ...]


def read_answers(content: bytes, name: str, questions: Sequence[Question]) -> AnswersRead:
    """Read a file of answers. Raises UnreadableFile, with the sentence to show, for what is none.

    A column of answers has its moment in its heading, or the row says it. Names and addresses are left behind.
    """
    people = _Respondents(_answer_columns(questions))
    example = f"{questions[0].topic} before" if questions else "Confidence before"
    columns, none = (PERSON, WHEN, *people.columns), NO_COLUMNS.format(example)
    read = read_rows(content, name, columns, none=none, is_enough=people.has_answers, check=people.check)
    if len(people.marks) > MOST_PEOPLE:
        raise UnreadableFile(TOO_MANY)
    return AnswersRead(tuple(people.answers), read.errors, read.left_out)


def _moment_in(text: str) -> Moment | None:
    words = set(heading_words(text).split())
    return next((moment for moment, said in WORDS_OF.items() if words & set(said)), None)


def _moment(text: str) -> Moment:
    if moment := _moment_in(text):
        return moment
    raise CellError("say whether it was before or after the session.")


WHEN = FileColumn(
    "when", "moment|before or after|time|stage", parse=_moment,
    if_blank="It is blank: say whether it was before or after the session.",
)  # fmt: skip


def _answer_columns(questions: Sequence[Question]) -> dict[FileColumn, tuple[Question, Moment | None]]:
    """A column for each question at each moment, and one for a question whose moment the row says."""
    topics = [question.topic for question in questions]
    return {
        FileColumn(
            f"{question.topic if topics.count(question.topic) == 1 else question.wording} {moment or ''}".strip(),
            parse=partial(whole_number, least=question.minimum, most=question.maximum),
            is_named=partial(_is_of, question, moment, questions),
        ): (question, moment)
        for question in questions
        for moment in (*Moment, None)
    }


def _is_of(question: Question, moment: Moment | None, questions: Sequence[Question], heading: str) -> bool:
    return _moment_in(heading) is moment and _question(heading, questions) is question


def _question(heading: str, questions: Sequence[Question]) -> Question | None:
    """The question a heading names: by its words, else by what it measures; the longest that fits, the newest first."""
    for said in ("wording", "topic"):
        fitting = [one for one in questions if heading_words(getattr(one, said)) in heading]
        if fitting:
            return max(fitting, key=lambda one: (len(getattr(one, said)), one.position))
    return None


@dataclass
class _Respondents:
    """Who answered what so far. A person is the file's own mark where it is short, else a number."""

    columns: dict[FileColumn, tuple[Question, Moment | None]]
    marks: dict[str, str] = field(default_factory=dict)
    answers: list[AnswerInput] = field(default_factory=list)
    _given: set[tuple[str, int, str]] = field(default_factory=set)

    def has_answers(self, names: Collection[str]) -> bool:
        """Whether these columns hold answers whose moment is known."""
        timed = (moment or WHEN.name in names for _, moment in self.columns.values())
        return any(column.name in names and told for column, told in zip(self.columns, timed, strict=True))

    def check(self, row: FileRow) -> Iterator[tuple[str, str]]:
        """An answer is given once: what the row says is kept where none of it was given before."""
        mark = self._mark(row)
        given = list(self._answers(row, mark))
        twice = [(name, f"It answers “{one.question.topic}” again for {mark}.")
                 for name, one in given if key_of(one) in self._given]  # fmt: skip
        if not twice:
            self.answers += [one for _, one in given]
            self._given |= {key_of(one) for _, one in given}
        yield from twice

    def _answers(self, row: FileRow, mark: str) -> Iterator[tuple[str, AnswerInput]]:
        for column, (question, moment) in self.columns.items():
            value, when = row.values.get(column.name), moment or row.values.get(WHEN.name)
            if value is not None and when:
                yield column.name, AnswerInput(mark, question, when, value)

    def _mark(self, row: FileRow) -> str:
        written = " ".join(row.values.get(PERSON.name, "").split())
        key = written or f"row {row.number}"
        is_mark = (
            bool(written) and len(written) <= LONGEST_MARK and any(map(str.isdigit, written)) and "@" not in written
        )
        return self.marks.setdefault(key, written if is_mark else f"P{len(self.marks) + 1}")
