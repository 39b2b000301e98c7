"""The demonstration's story, before it is told: every scene can be told, and it teaches what it should."""

from itertools import pairwise

import pytest

from towpath.demonstration.people import CHARACTERS
from towpath.demonstration.stories import Figures, ReadIn, Step, Update, scenes
from towpath.demonstration.typesetting.contents import FOLDER
from towpath.documents.plan import read_plan
from towpath.documents.reading import read_document
from towpath.foundation.periods import Quarter

STORY = [scene for _, scene in scenes()]
UPDATES = [scene for scene in STORY if isinstance(scene, Update)]


def test_moments_follow_each_other():
    moments = [moment for moment, _ in scenes()]
    assert all(earlier < later for earlier, later in pairwise(moments))


def test_every_scene_is_played_by_somebody_in_the_cast():
    assert {scene.by for scene in STORY} <= {character.key for character in CHARACTERS}


@pytest.mark.parametrize("opening", [scene for scene in STORY if isinstance(scene, ReadIn)], ids=lambda one: one.plan)
def test_every_scene_is_about_an_action_of_its_plan_and_after_it_was_read_in(opening):
    draft = read_plan(read_document((FOLDER / opening.document).read_bytes(), opening.document))
    named = [scene for scene in STORY if scene.plan == opening.plan and scene is not opening]
    assert {scene.action for scene in named} <= {action.text for action in draft.actions}
    assert all(scene.on >= opening.on for scene in named)


def test_updates_run_through_eight_quarters_without_a_gap():
    quarters = sorted({Quarter.containing(scene.on).start for scene in UPDATES if scene.on.year >= 2024})
    begun = [day for day in quarters if day >= Quarter.containing(STORY[0].on).start]
    assert len(begun) >= 8
    assert all(
        (later.year - earlier.year) * 12 + later.month - earlier.month == 3 for earlier, later in pairwise(begun)
    )


def test_no_link_leads_to_anybody():
    links = [scene.link for scene in STORY if isinstance(scene, Update | Step) and scene.link]
    assert links
    assert all(link.startswith("https://lockwater.example/") for link in links)


def test_some_figures_are_called_right_and_one_wrong():
    decided = [scene for scene in STORY if isinstance(scene, Figures)]
    assert any(scene.right for scene in decided)
    assert any(scene.wrong for scene in decided)
