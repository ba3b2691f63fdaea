"""Where the notebooks' calls went in 0.2.0, for a notebook that a student has changed; gone in 0.3.0."""


def __getattr__(name: str) -> object:
    if name.startswith("__") and name != "__all__":
        raise AttributeError(name)
    raise ImportError(moved("" if name in ("__all__", "open_course") else name))


def moved(name: str) -> str:
    """Say what to write now."""
    then = f", then `course.{name}(…)`" if name else ""
    return (
        "This notebook was written for an earlier course: write `from course_utils import open_course` and "
        f"`course = open_course()`{then}; your answers are kept, and `course lab` puts a newer copy of the "
        "notebook beside yours."
    )
