"""Fill an empty database with the demonstration and all that has a form: `python -m tests.releases.making`."""

from typing import Any

import django


def main() -> None:
    django.setup()
    from django.core.management import call_command

    from tests.record.world import record_what_builders_made, recorded_world
    from towpath.audit.daily import verify_of_the_day
    from towpath.demonstration.loading import load_demonstration
    from towpath.jobs.supervising import work_through

    call_command("migrate", verbosity=0)
    load_demonstration()
    world = recorded_world()
    add_files_and_redaction(world)
    work_through()
    add_what_is_sealed(world)
    record_what_builders_made()
    verify_of_the_day()


def add_files_and_redaction(world: Any) -> None:
    """Evidence in a file and as a link, reminders, and words that were removed."""
    from django.core.files.base import ContentFile

    from towpath.foundation.clock import today
    from towpath.partners.services.partnerships import remove_words
    from towpath.plans.services.progress import EvidenceInput, report_progress
    from towpath.plans.services.reminders import send_reminders
    from towpath.records.examining import examined

    shown = (
        EvidenceInput(file=examined(ContentFile(b"Those who came: 217\n" * 50, name="register.txt"))),
        EvidenceInput(link="https://example.org/minutes"),
        EvidenceInput(),
    )
    for evidence in shown:
        world.action.refresh_from_db()
        report_progress(
            actor=world.coordinators[0], action=world.action, version=world.action.version, rating="amber",
            account="Half done, as Wilhelmina Testwell said.", as_of=today(), evidence=evidence,
        )  # fmt: skip
    remove_words(
        actor=world.administrators[0], partnership=world.partnership, words="Wilhelmina Testwell",
        reason="She is not to be named.",
    )  # fmt: skip
    send_reminders(today())


def add_what_is_sealed(world: Any) -> None:
    """An app and recovery codes, something typed and a file chosen and not saved, and a mail that waits."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.core.mail import send_mail

    from towpath.accounts.drafts import keep_draft, keep_file

    person = world.coordinators[0]
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    keep_draft(user=person, path="/actions/1/", typed={"account": ["Nearly done."]})
    keep_file(user=person, path="/documents/add/", name="plan.txt", content=b"A plan")
    send_mail("A reminder", "Something is due.", None, [person.email])


if __name__ == "__main__":
    main()
