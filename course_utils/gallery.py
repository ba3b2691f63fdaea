"""Where the notebooks' pictures went in 0.2.0, for a notebook that a student has changed; gone in 0.3.0."""

from course_utils.lesson import __getattr__ as __getattr__
