"""Where the notebooks' calls were before 0.2.0, for a notebook that a student has changed; gone in 0.3.0."""


def __getattr__(name: str) -> object:
    if name.startswith("__") and name != "__all__":
        raise AttributeError(name)
    raise ImportError(
        "This notebook was written for an earlier course: write `from course_utils import open_course` and "
        "`course = open_course()`; Tab after `course.` shows what each call is called now. Your answers are kept, and "
        "`course lab` puts a newer copy of the notebook beside yours."
    )
