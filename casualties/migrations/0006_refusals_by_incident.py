"""Refusals found by incident: the linker asks for them with every candidate, and they are few."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casualties', '0005_unread_sentences'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='judgement',
            index=models.Index(condition=models.Q(('ended_at', None), ('verdict', 'negative')), fields=['incident'], name='judgement_refused'),
        ),
    ]
