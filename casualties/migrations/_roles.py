"""Giving each role's group its rights: run again by each migration that adds a model."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

from casualties.core.roles import Role, rights_of


def make_groups(apps, schema_editor):
    """Make the groups, or give those of a role's name its rights."""
    _make_permissions(apps)
    permissions = apps.get_model("auth", "Permission").objects
    ours = permissions.filter(content_type__app_label__in=("sources", "casualties"))
    known = {f"{row.content_type.app_label}.{row.codename}": row for row in ours.select_related()}
    for role in Role:
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role.value)
        group.permissions.set(known[name] for name in rights_of(role, known))


def _make_permissions(apps):
    """Make the permissions that Django would only make when all migrations are done."""
    for label in ("sources", "casualties"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None


GIVE_RIGHTS = migrations.RunPython(make_groups, migrations.RunPython.noop)
"""Reversing it leaves the groups: people may have been put into them."""
