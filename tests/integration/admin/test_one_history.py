"""Every act stands in one history: the audit trail. Django's own log stays empty."""

from datetime import date

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User

from casualties.actions import splitting
from casualties.core.intake import NewIncident
from sources.actions import protection
from sources.core.types import Protection
from tests.factories import rows
from tests.integration.admin.desk import Desk

pytestmark = pytest.mark.django_db


def test_an_edit_is_in_our_history_and_not_in_django_s(editor: Desk):
    source = rows.a_source()
    editor.edit(source, name="Yaqein Media")
    assert not LogEntry.objects.exists()
    text = editor.text(source, "history")
    assert "source.edit" in text
    assert "<bdi>Yaqein</bdi> &rarr; <bdi>Yaqein Media</bdi>" in text


def test_a_change_past_the_desk_is_in_the_history_too(editor: Desk):
    source = rows.a_source()
    type(source).objects.filter(pk=source.pk).update(note="Typed into psql.")
    assert "Typed into psql." in editor.text(source, "history")


def test_the_history_of_a_split_tells_no_key_of_a_claim_protected_since(analyst: Desk):
    incident = rows.an_incident()
    moved, _ = (rows.on_file(n, claimant=f"s-{n}", incident=incident.code) for n in (3, 5))
    day = date(2017, 3, 6)
    new = NewIncident(title="Another day", country="IQ", first_day=day, last_day=day)
    splitting.split(incident=incident, claims=[moved], new=new, by=rows.EDITOR, reason="Two days.")
    why = {"subject": moved.key, "reason": "Threatened.", "by": rows.EDITOR}
    protection.protect(row=moved, protection=Protection.IDENTITY, **why)
    text = analyst.text(incident, "history")
    assert "incident.split" in text
    assert moved.key not in text


def test_a_history_is_for_those_who_may_read_the_trail(analyst: Desk):
    source = rows.a_source()
    person = User.objects.get(username="analyst")
    person.user_permissions.remove(*person.user_permissions.filter(codename="view_auditevent"))
    assert analyst.see(source, "history").status_code == 403


def test_a_person_is_registered_given_a_role_and_helped(editor: Desk):
    editor.add(User, username="newcomer", password="a long pass phrase")
    person = User.objects.get(username="newcomer")
    assert (person.is_staff, person.is_superuser) == (True, False)
    editor.edit(person, email="newcomer@example.org")
    for verb in ("unlock", "forget_second_factor", "set_password"):
        editor.decide(person, verb, reason="Telephone lost.", password="another phrase 9")
    assert not LogEntry.objects.exists()
    text = editor.text(person, "history")
    assert all(f"person.{verb}" in text for verb in ("register", "forget_second_factor"))
    assert "another phrase" not in text


def test_a_common_password_is_refused_beside_its_field(editor: Desk):
    page = editor.add(User, username="newcomer", password="password")
    assert "too common" in str(page.context["form"].errors["password"])


def test_who_may_not_change_people_gives_nobody_a_role(viewer: Desk):
    assert (
        viewer.decide(User.objects.get(), "set_password", password="a b c d 5 6 7").status_code
        == 403
    )


def test_no_page_shows_the_keys_of_second_factors_or_writes_past_the_trail():
    ours = {model._meta.app_label for model in admin.site._registry}
    assert ours == {"auth", "casualties", "sources"}
    assert admin.site._registry[User].__class__.__module__ == "sources.admin.person"
