"""How far work is, for whoever does it in a terminal and waits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

from towpath.jobs.progress import as_sentence


@contextmanager
def progress_bar(total: int) -> Iterator[Callable[[int, str], None]]:
    """A bar on the error output; what it gives is told the steps as `Progress.step` is, and says the same of them."""
    with tqdm(total=total, unit="step", leave=False) as bar:

        def step(done: int, step: str) -> None:
            bar.set_description_str(as_sentence(done, total, step))
            bar.update(done - bar.n)

        yield step
        bar.update(total - bar.n)
