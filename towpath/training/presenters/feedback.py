"""How answers changed from before a session to after it: each question on its own scale, never mixed."""

from towpath.training.models import Question


def scale_in_words(question: Question) -> str:
    """1 to 5, higher is better."""
    return f"{question.minimum} to {question.maximum}, {'higher' if question.higher_is_better else 'lower'} is better"
