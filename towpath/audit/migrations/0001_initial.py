"""The chained record, made append-only by trigger, and the head that the first entry is chained to."""

from django.db import migrations, models

from towpath.records.append_only import append_only


def add_head(apps, schema_editor):
    apps.get_model("audit", "Head").objects.get_or_create(pk=1)



class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Head',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count', models.PositiveBigIntegerField(default=0)),
                ('hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('number', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('event', models.CharField(max_length=40)),
                ('actor_key', models.CharField(blank=True, max_length=40)),
                ('actor_label', models.CharField(blank=True, max_length=200)),
                ('subject_kind', models.CharField(blank=True, max_length=60)),
                ('subject_key', models.CharField(blank=True, max_length=60)),
                ('subject_label', models.CharField(blank=True, max_length=200)),
                ('partnership_key', models.CharField(blank=True, max_length=40)),
                ('details', models.JSONField(default=dict)),
                ('previous_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64, unique=True)),
            ],
            options={
                'verbose_name': 'audit entry',
                'verbose_name_plural': 'audit entries',
                'indexes': [models.Index(fields=['event', 'number'], name='audit_entry_event_095152_idx'), models.Index(fields=['subject_kind', 'subject_key', 'number'], name='audit_entry_subject_7a0815_idx'), models.Index(fields=['actor_key', 'number'], name='audit_entry_actor_k_6ca2c1_idx')],
            },
        ),
        migrations.RunPython(add_head, migrations.RunPython.noop),
        append_only("audit_entry"),
    ]
