"""The course's controls: thin, accessible, each with a static twin.

A control owns its whole panel (its DOM is ours, through anywidget) and is named, announced and complete by
keyboard alone. What a student commits is on disk before the control says so.
"""

from course_utils.widgets.brief_form import BriefForm
from course_utils.widgets.chance import ChanceEstimate
from course_utils.widgets.choice import Choice
from course_utils.widgets.clearing import Clearing
from course_utils.widgets.control import Control
from course_utils.widgets.explorer import CardExplorer, ChartExplorer, Filter
from course_utils.widgets.my_course import MyCourse
from course_utils.widgets.prediction import PredictionControl
from course_utils.widgets.question import QuestionControl
from course_utils.widgets.sorting import Sorting
from course_utils.widgets.two_votes import TwoVotes
from course_utils.widgets.voice_xray import VoiceXray

__all__ = [
    "BriefForm",
    "CardExplorer",
    "ChanceEstimate",
    "ChartExplorer",
    "Choice",
    "Clearing",
    "Control",
    "Filter",
    "MyCourse",
    "PredictionControl",
    "QuestionControl",
    "Sorting",
    "TwoVotes",
    "VoiceXray",
]
