"""The review queue kept in its order: what waits, and how much weighs on it."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from casualties.migrations._waiting import BACKWARD, FILL, FUNCTIONS


class Migration(migrations.Migration):

    dependencies = [
        ('casualties', '0003_roles'),
        ('sources', '0002_audit_trail_by_its_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='Waiting',
            fields=[
                ('claim', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='waiting', serialize=False, to='casualties.claim')),
                ('signed', models.BooleanField(default=False, help_text='Its incident is signed off.')),
                ('gap', models.FloatField(default=0, help_text="From its incident's reviewed best figure to the provisional one, in log.")),
                ('entered_at', models.DateTimeField(help_text="The claim's.")),
            ],
        ),
        migrations.AlterField(
            model_name='lease',
            name='subject',
            field=models.BigIntegerField(help_text='The claim, relation or reading, by its number.'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['event_date', 'id'], name='claim_by_day'),
        ),
        migrations.RunSQL(FUNCTIONS, BACKWARD),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='queue_on_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            PERFORM casualties_keep_waiting(ARRAY(SELECT id FROM new_rows));\n            RETURN NULL;\n        ', hash='4b934869dad14113a05d79e087b9fef8e7e0859d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_queue_on_insert_c0490', referencing='REFERENCING NEW TABLE AS new_rows ', table='casualties_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='derivation',
            trigger=pgtrigger.compiler.Trigger(name='queue_on_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM casualties_keep_waiting(ARRAY(SELECT on_claim_id FROM new_rows WHERE relation = 'corrects'));\n            RETURN NULL;\n        ", hash='fb61552b2ab5bcf46c2a91c0c6ca930642816d1f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_queue_on_insert_8af6c', referencing='REFERENCING NEW TABLE AS new_rows ', table='casualties_derivation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='derivation',
            trigger=pgtrigger.compiler.Trigger(name='queue_on_end', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM casualties_keep_waiting(ARRAY(SELECT on_claim_id FROM new_rows WHERE relation = 'corrects'));\n            RETURN NULL;\n        ", hash='da12c77627cc1da048dc5ce9272909372f07f85c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_queue_on_end_f93fb', referencing='REFERENCING NEW TABLE AS new_rows ', table='casualties_derivation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='queue_on_state', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.state <> NEW.state)', func="\n                    UPDATE casualties_waiting AS w SET signed = NEW.state = 'signed_off'\n                      FROM casualties_judgement AS j\n                     WHERE j.incident_id = NEW.id AND j.verdict = 'positive'\n                       AND j.ended_at IS NULL AND w.claim_id = j.claim_id;\n                    RETURN NULL;\n                ", hash='04714e481f9b044e36946c942f4176e22faebf6f', operation='UPDATE OF "state"', pgid='pgtrigger_queue_on_state_7db7e', table='casualties_incident', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='judgement',
            trigger=pgtrigger.compiler.Trigger(name='queue_on_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM casualties_keep_waiting(ARRAY(SELECT claim_id FROM new_rows WHERE verdict = 'positive'));\n            RETURN NULL;\n        ", hash='8234f03a6d451a9f85d3b92060e40ecb63d2b41e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_queue_on_insert_e8329', referencing='REFERENCING NEW TABLE AS new_rows ', table='casualties_judgement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='judgement',
            trigger=pgtrigger.compiler.Trigger(name='queue_on_end', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM casualties_keep_waiting(ARRAY(SELECT claim_id FROM new_rows WHERE verdict = 'positive'));\n            RETURN NULL;\n        ", hash='cef7ff02a71a3fa3660c3be67872f096a33536b8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_queue_on_end_39aaf', referencing='REFERENCING NEW TABLE AS new_rows ', table='casualties_judgement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='queue_on_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            PERFORM casualties_keep_waiting(ARRAY(SELECT claim_id FROM new_rows));\n            RETURN NULL;\n        ', hash='e89db8d27e153445d7588d9f8f727bd35c8c4806', level='STATEMENT', operation='INSERT', pgid='pgtrigger_queue_on_insert_82868', referencing='REFERENCING NEW TABLE AS new_rows ', table='casualties_review', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='queue_on_end', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            PERFORM casualties_keep_waiting(ARRAY(SELECT claim_id FROM new_rows));\n            RETURN NULL;\n        ', hash='7ebe3192554d0e886058e8eccc96bb788ef6002f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_queue_on_end_2375d', referencing='REFERENCING NEW TABLE AS new_rows ', table='casualties_review', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='waiting',
            index=models.Index(models.OrderBy(models.F('signed'), descending=True), models.OrderBy(models.F('gap'), descending=True), models.F('entered_at'), models.F('claim'), name='waiting_in_order'),
        ),
        migrations.AddIndex(
            model_name='waiting',
            index=models.Index(fields=['entered_at'], name='waiting_by_age'),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
