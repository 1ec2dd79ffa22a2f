"""Gives the roles their rights on what came since the groups were made."""

from importlib import import_module

from django.db import migrations

make_groups = import_module("casualties.migrations.0005_roles").make_groups


class Migration(migrations.Migration):

    dependencies = [("casualties", "0006_changes")]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
