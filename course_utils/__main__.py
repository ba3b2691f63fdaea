"""``python -m course_utils`` is the `course` command, for where that is not on the PATH."""

import sys

from course_utils.command.cli import main

if __name__ == "__main__":
    sys.exit(main())
