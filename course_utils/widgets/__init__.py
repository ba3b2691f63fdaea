"""The course's controls: thin, accessible, each with a static twin.

A control owns its whole panel (its DOM is ours, through anywidget) and is named, announced and complete by
keyboard alone. What a student commits is on disk before the control says so.
"""

from course_utils.widgets.base import Control
from course_utils.widgets.choice import Choice, Clearing
from course_utils.widgets.prediction import PredictionControl
from course_utils.widgets.question import QuestionControl
from course_utils.widgets.xray import VoiceXray

__all__ = ["Choice", "Clearing", "Control", "PredictionControl", "QuestionControl", "VoiceXray"]
