"""The course's cards: who the actors are, what each might say, and what sources make of contested words.

Each deck is a function from a reading, an article or a context to a tuple of ``Card``. Cards are markup and
grounds; the control that shows them is in ``course_utils.widgets``.
"""

from course_utils.cards.actor_cards import actor_cards as actor_cards
from course_utils.cards.card import Card as Card
from course_utils.cards.card import Ground as Ground
from course_utils.cards.contested_cards import contested_cards as contested_cards
from course_utils.cards.perspective_cards import perspective_cards as perspective_cards
from course_utils.cards.source_cards import source_cards as source_cards
