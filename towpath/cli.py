"""The `towpath` command: every management command by its plain name, such as `towpath read-plan FILE`."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run a command; hyphens in its name are as good as underscores.

    What is wrong outside Towpath, or in its settings, is a sentence and the exit code 1.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towpath.settings.demonstration")
    os.umask(0o077)  # what a command makes, such as the database, is for its own user
    program, *arguments = sys.argv
    if arguments:
        arguments[0] = arguments[0].replace("-", "_") if not arguments[0].startswith("-") else arguments[0]
    try:
        execute_from_command_line([program, *arguments])
    except ImproperlyConfigured as refused:
        sys.exit(str(refused))
    except Exception as error:
        if sentence := _said_of(error):
            sys.exit(sentence)
        raise


def _said_of(error: Exception) -> str:
    """What fails outside, in a sentence; "" for anything else."""
    from towpath.ui.outside import in_short, outside_fault  # with the settings, which may be what is wrong

    fault = outside_fault(error)
    return f"{fault.sentence} {fault.for_operators} ({in_short(error)})" if fault else ""
