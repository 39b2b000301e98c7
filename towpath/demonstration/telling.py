"""Telling the demonstration's story: each scene through the service that a person's click would call, at its moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import singledispatchmethod

from towpath.accounts.models import User
from towpath.demonstration.stories import AnyScene, Figures, MarkedOutside, ReadIn, Step, Update
from towpath.demonstration.typesetting.contents import FOLDER
from towpath.foundation import clock
from towpath.partners.models import Partnership
from towpath.plans.models import Action, UpdateFigure
from towpath.plans.services.amending import amend_action
from towpath.plans.services.outside import record_outside_step
from towpath.plans.services.progress import EvidenceInput, decide_figure, report_progress
from towpath.sources.services import arrive, save_reading, upload_document


@dataclass(frozen=True)
class Teller:
    """Tells scenes in one partnership; `people` are its characters by key."""

    partnership: Partnership
    people: dict[str, User]

    def tell_all(self, scenes: Iterable[tuple[datetime, AnyScene]]) -> None:
        """Tell the scenes that are past; those still to come are left to come."""
        present = clock.now()
        for moment, scene in scenes:
            if moment <= present:
                with clock.at(moment):
                    self.tell(scene)

    @singledispatchmethod
    def tell(self, scene: AnyScene) -> None:
        raise NotImplementedError(f"No way is known to tell {scene}.")

    @tell.register
    def _(self, scene: ReadIn) -> None:
        content = (FOLDER / scene.document).read_bytes()
        actor = self.people[scene.by]
        reading = upload_document(actor=actor, partnership=self.partnership, arrival=arrive(content, scene.document))
        save_reading(
            actor=actor,
            reading=reading,
            version=reading.version,
            title=scene.plan,
            source=scene.source,
            base_date=scene.base_date,
            as_at=scene.as_at,
        )

    @tell.register
    def _(self, scene: Update) -> None:
        action = self._action(scene)
        report_progress(
            actor=self.people[scene.by],
            action=action,
            version=action.version,
            rating=scene.rating,
            account=scene.account,
            as_of=scene.on,
            evidence=EvidenceInput(link=scene.link),
        )

    @tell.register
    def _(self, scene: MarkedOutside) -> None:
        action = self._action(scene)
        amend_action(
            actor=self.people[scene.by],
            action=action,
            version=action.version,
            text=action.text,
            deadline_words=action.deadline_words,
            agencies=[lead.agency for lead in action.leads.all()],
            accountable=action.accountable,
            is_outside_control=True,
        )

    @tell.register
    def _(self, scene: Step) -> None:
        action = self._action(scene)
        record_outside_step(
            actor=self.people[scene.by],
            action=action,
            version=action.version,
            kind=scene.step,
            body=scene.body,
            happened_on=scene.on,
            account=scene.account,
            evidence=EvidenceInput(link=scene.link),
        )

    @tell.register
    def _(self, scene: Figures) -> None:
        for is_right, values in ((True, scene.right), (False, scene.wrong)):
            for value in values:
                decide_figure(actor=self.people[scene.by], figure=self._figure(scene, value), is_right=is_right)

    def _action(self, scene: Update | MarkedOutside | Step | Figures) -> Action:
        plans = Action.objects.filter(plan__partnership=self.partnership, plan__title=scene.plan)
        return plans.select_related("plan").get(text=scene.action)

    def _figure(self, scene: Figures, value: str) -> UpdateFigure:
        """The newest figure of that value among the action's accounts."""
        figures = UpdateFigure.objects.filter(update__action=self._action(scene), value=value)
        return figures.select_related("update__action__plan").latest("update__recorded_at")
