"""The course's controls: thin, accessible, each with a static twin.

A control owns its whole panel (its DOM is ours, through anywidget) and is named, announced and complete by
keyboard alone. What a student commits is on disk before the control says so.
"""

from course_utils.widgets.brief_form import BriefForm as BriefForm
from course_utils.widgets.chance import ChanceEstimate as ChanceEstimate
from course_utils.widgets.choice import Choice as Choice
from course_utils.widgets.clearing import Clearing as Clearing
from course_utils.widgets.control import Control as Control
from course_utils.widgets.explorer import CardExplorer as CardExplorer
from course_utils.widgets.explorer import ChartExplorer as ChartExplorer
from course_utils.widgets.explorer import Filter as Filter
from course_utils.widgets.hand_in import HandIn as HandIn
from course_utils.widgets.my_course import MyCourse as MyCourse
from course_utils.widgets.prediction import PredictionControl as PredictionControl
from course_utils.widgets.question import QuestionControl as QuestionControl
from course_utils.widgets.sorting import Sorting as Sorting
from course_utils.widgets.two_votes import TwoVotes as TwoVotes
from course_utils.widgets.voice_xray import VoiceXray as VoiceXray
