"""Read one contested text closely: load an article and a reading of it, with evidence for every datum.

>>> from course_utils import load_article, load_reading
>>> article = load_article()
>>> reading = load_reading()
>>> reading.events[0].evidence[0].exact
'Armenia initiated a brief round of skirmishing'

A notebook has one import and one object, on which each of its cells is a call:

>>> from course_utils import open_course
>>> course = open_course()
>>> course.questions["01-check-lead"].key
'editor'

What stands in ``__all__``, the records of ``article``, ``reading``, ``outside`` and ``exercises.questions`` that
it leads to, ``charts``, ``cards`` and ``widgets`` are public. All other rooms may move. Nothing is loaded before
it is used.
"""

from importlib import import_module

TYPE_CHECKING = False  # checkers know it by its name; importing typing takes longer than all the rest here
if TYPE_CHECKING:
    from course_utils.article.article import Article
    from course_utils.command.new import try_article
    from course_utils.course import Course, open_course
    from course_utils.course_file import load_article
    from course_utils.errors import CourseError
    from course_utils.exercises.questions import Question, load_questions
    from course_utils.outside.context import Context, load_context
    from course_utils.reading.load import load_reading
    from course_utils.reading.reading import Reading

__all__ = ["Article", "Context", "Course", "CourseError", "Question", "Reading"]
__all__ += ["load_article", "load_context", "load_questions", "load_reading", "open_course", "try_article"]

_HOMES = {
    "Article": "article.article",
    "Context": "outside.context",
    "Course": "course",
    "CourseError": "errors",
    "Question": "exercises.questions",
    "Reading": "reading.reading",
    "load_article": "course_file",
    "load_context": "outside.context",
    "load_questions": "exercises.questions",
    "load_reading": "reading.load",
    "open_course": "course",
    "try_article": "command.new",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"course_utils.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'course_utils' has no attribute {name!r}; it has {', '.join(_HOMES)}")
