"""A group for each role, with its rights."""

from django.db import migrations

from casualties.migrations._roles import GIVE_RIGHTS


class Migration(migrations.Migration):
    dependencies = [
        ("casualties", "0002_functions"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [GIVE_RIGHTS]
