"""Unread sentences wait in the review queue, until somebody says that they hold nothing more."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models

from casualties.migrations._roles import GIVE_RIGHTS


class Migration(migrations.Migration):

    dependencies = [
        ('casualties', '0004_review_queue_in_order'),
        ('sources', '0002_audit_trail_by_its_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReadingDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(help_text='Who, as user:name, token:name or rule:name.', max_length=160)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), help_text='When it was decided.')),
                ('reason', models.TextField(blank=True, default='', help_text='Why, in a sentence.')),
                ('operation', models.UUIDField(default=uuid.uuid4, help_text='What was decided together, and is undone together.')),
                ('ended_at', models.DateTimeField(blank=True, help_text='When it stopped being in force; empty while it is.', null=True)),
                ('ended_by', models.CharField(blank=True, help_text='Who, as user:name, token:name or rule:name.', max_length=160, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='lease',
            name='lease_kind_is_a_word',
        ),
        migrations.AlterField(
            model_name='lease',
            name='kind',
            field=models.CharField(choices=[('claim', 'claim'), ('relation', 'relation'), ('unread', 'unread')], help_text='claim: A draft, or a claim whose link to an incident waits for a person. relation: A proposed relation between two claims. unread: A text with sentences that speak of casualties and gave no draft.', max_length=24),
        ),
        migrations.AddIndex(
            model_name='reportreading',
            index=models.Index(condition=models.Q(('note', ''), models.Q(('unread', []), _negated=True)), fields=['id'], name='reading_with_unread'),
        ),
        migrations.AddConstraint(
            model_name='lease',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['claim', 'relation', 'unread'])), name='lease_kind_is_a_word'),
        ),
        migrations.AddField(
            model_name='readingdecision',
            name='reading',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='casualties.reportreading'),
        ),
        migrations.AddConstraint(
            model_name='readingdecision',
            constraint=models.CheckConstraint(condition=models.Q(('by__regex', '^(user|token|rule):\\S.{0,149}$')), name='casualties_readingdecision_by_is_an_actor'),
        ),
        migrations.AddConstraint(
            model_name='readingdecision',
            constraint=models.CheckConstraint(condition=models.Q(('ended_by__regex', '^(user|token|rule):\\S.{0,149}$')), name='casualties_readingdecision_ended_by_is_an_actor'),
        ),
        migrations.AddConstraint(
            model_name='readingdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='casualties_readingdecision_end_has_an_actor'),
        ),
        migrations.AddConstraint(
            model_name='readingdecision',
            constraint=models.CheckConstraint(condition=models.Q(('by__startswith', 'rule:'), _negated=True), name='reading_decision_by_no_rule'),
        ),
        migrations.AddConstraint(
            model_name='readingdecision',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('reading',), name='reading_decision_one_in_force'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='readingdecision',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF current_setting('corroborate.allow_truncate', true) = 'on' THEN\n                RETURN NULL;\n            END IF;\n            RAISE EXCEPTION 'Rows of % are never removed.', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';\n        ", hash='fb5172e49db517285756dbdea64e3e990f086961', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_b42c1', table='casualties_readingdecision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='readingdecision',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Rows of % are never deleted. End or withdraw it instead.', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';", hash='89841b39e2dc0bdea68afbd5eadb5c2adf25850d', operation='DELETE', pgid='pgtrigger_never_deleted_e7b25', table='casualties_readingdecision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='readingdecision',
            trigger=pgtrigger.compiler.Trigger(name='only_ends', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) AND (to_jsonb(NEW) - 'ended_at' - 'ended_by') = (to_jsonb(OLD) - 'ended_at' - 'ended_by') THEN\n                RETURN NEW;\n            END IF;\n            RAISE EXCEPTION 'Rows of % only end, once. State a new opinion instead.', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';", hash='38c58b835f6807fb270532698d03a23962ae6300', operation='UPDATE', pgid='pgtrigger_only_ends_8a83a', table='casualties_readingdecision', when='BEFORE')),
        ),
        GIVE_RIGHTS,
    ]
