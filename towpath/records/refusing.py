"""How a service says that it does not do what was asked: with sentences, each beside the field that it is about."""

from django.core.exceptions import ValidationError


class Refused(ValidationError):  # noqa: N818 -- one of the few that the whole product knows
    """What was asked is not done: a sentence for all of it, or one for each field. Nothing was changed."""

    def __init__(self, sentence: str = "", /, **fields: str) -> None:
        super().__init__(fields or sentence)

    def __str__(self) -> str:
        """All that it says, where there are no fields to stand beside."""
        return " ".join(self.messages)


def refuse(**faults: str) -> None:
    """Raise Refused with every sentence that says something, each beside the field of its name."""
    if spoken := faults_by_field(**faults):
        raise Refused(**spoken)


def faults_by_field(**sentences: str) -> dict[str, str]:
    """Every sentence that says something, by the field of its name."""
    return {field: sentence for field, sentence in sentences.items() if sentence}
