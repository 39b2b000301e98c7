"""Whether anybody said who came to a session: of those held with nobody recorded, nobody did."""

from django.db import migrations, models


def mark_counted(apps, schema_editor):
    apps.get_model("training", "Session").objects.filter(people__gt=0).update(is_counted=True)


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial")]

    operations = [
        migrations.AddField("session", "is_counted", models.BooleanField(default=False)),
        migrations.RunPython(mark_counted, migrations.RunPython.noop),
        migrations.AddConstraint(
            "session",
            models.CheckConstraint(
                condition=models.Q(people=0) | models.Q(is_counted=True), name="people_at_a_session_are_counted"
            ),
        ),
    ]
