"""Column 24 of the register was kept as a network also where it repeats the commissioner."""

from django.db import migrations


def forget_what_is_no_network(apps, schema_editor):
    practices = apps.get_model("training", "Practice").objects
    practices.exclude(network__istartswith="U").exclude(network="").update(network="")


class Migration(migrations.Migration):
    dependencies = [("training", "0003_support_has_versions")]

    operations = [migrations.RunPython(forget_what_is_no_network, migrations.RunPython.noop)]
