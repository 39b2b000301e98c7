"""The `towpath` command: every management command by its plain name, such as `towpath read-plan FILE`."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run a command; hyphens in its name are as good as underscores."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towpath.settings.demonstration")
    program, *arguments = sys.argv
    if arguments:
        arguments[0] = arguments[0].replace("-", "_") if not arguments[0].startswith("-") else arguments[0]
    execute_from_command_line([program, *arguments])
