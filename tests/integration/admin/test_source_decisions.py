"""Registering, grading and describing sources and parties; reports and tokens."""

import pytest
from django.contrib.auth.models import Group

from casualties.core.roles import Role
from casualties.models import Claim
from sources.admin.panels import outward
from sources.core.types import Reliability
from sources.models import AuditEvent, Party, Report, Source, Token
from tests.factories import rows
from tests.factories.people import at_the_desk, one, superuser
from tests.integration.admin.desk import Desk, address, errors_of, filled, told

pytestmark = pytest.mark.django_db

A_SOURCE = {"slug": "mosul-eye", "name": "Mosul Eye", "kind": "local_media", "protection": "public"}


def test_a_source_is_registered_ungraded(editor: Desk):
    editor.add(Source, **A_SOURCE, country="iq", _continue="")
    made = Source.objects.get(slug="mosul-eye")
    assert (made.reliability, made.country) == (Reliability.F, "IQ")
    assert AuditEvent.objects.get(verb="source.register").by == "user:editor"


def test_a_taken_slug_is_refused_with_the_words_kept(editor: Desk):
    rows.a_source("mosul-eye")
    page = editor.add(Source, **(A_SOURCE | {"name": "Somebody else"}))
    assert "on file" in errors_of(page)["slug"][0]
    assert "Somebody else" in page.content.decode()


def test_regrading_keeps_the_reason_and_shows_the_history(editor: Desk):
    source = rows.a_source()
    editor.decide(source, "regrade", reliability="B", reason="Right in nine of ten.")
    source.refresh_from_db()
    assert (source.reliability, source.reliability_reason) == ("B", "Right in nine of ten.")
    assert "How its grade changed" in editor.text(source)


def test_regrading_without_a_reason_is_refused(editor: Desk):
    source = rows.a_source()
    page = editor.decide(source, "regrade", reliability="B", reason=" ")
    assert "reason" in errors_of(page)
    source.refresh_from_db()
    assert source.reliability == Reliability.F


def test_a_grade_is_not_typed(editor: Desk):
    source = rows.a_source()
    editor.edit(source, reliability="A", slug="other", note="A note.")
    source.refresh_from_db()
    assert (source.reliability, source.slug, source.note) == ("F", "yaqein", "A note.")


def test_complaint_3_two_people_who_edit_other_columns_keep_both_edits(editor: Desk):
    source = rows.a_source()
    old_page = filled(editor.see(source).context["adminform"].form)
    editor.edit(source, country="IQ")
    editor.client.post(address(source, "change"), old_page | {"note": "Facebook page."})
    source.refresh_from_db()
    assert (source.country, source.note) == ("IQ", "Facebook page.")


def test_complaint_3_two_people_who_edit_one_column_see_it_and_keep_their_words(editor: Desk):
    source = rows.a_source()
    old_page = filled(editor.see(source).context["adminform"].form)
    editor.edit(source, note="The first note.")
    page = editor.client.post(address(source, "change"), old_page | {"note": "The second note."})
    assert "The first note." in str(page.context["adminform"].form.errors["note"])
    assert "The second note." in page.content.decode()
    source.refresh_from_db()
    assert source.note == "The first note."


def test_a_party_is_registered_with_those_it_fights(editor: Desk):
    foe = rows.a_party("islamic-state")
    editor.add(Party, slug="army", name="The army", hostile_to=[foe.pk], _continue="")
    assert list(Party.objects.get(slug="army").hostile_to.all()) == [foe]


def test_hostility_is_edited_both_ways_and_audited(editor: Desk):
    party, foe = rows.a_party("army"), rows.a_party("islamic-state")
    editor.edit(party, hostile_to=[foe.pk])
    assert list(foe.hostile_to.all()) == [party]
    event = AuditEvent.objects.get(verb="party.edit")
    assert event.detail["changed"]["hostile_to"] == ["", "Islamic-State"]


@pytest.mark.parametrize("typed", [{"note": "A note."}, {"hostile_to": []}])
def test_an_old_page_takes_no_link_back_that_was_added_since(typed, editor: Desk):
    party, foe = rows.a_party("army"), rows.a_party("islamic-state")
    old_page = filled(editor.see(party).context["adminform"].form)
    editor.edit(party, hostile_to=[foe.pk])
    editor.client.post(address(party, "change"), old_page | typed)
    assert list(party.hostile_to.all()) == [foe]


def test_two_people_who_edit_the_links_of_one_row_see_it_before_one_is_saved(editor: Desk):
    party, foe, other = (rows.a_party(slug) for slug in ("army", "islamic-state", "militia"))
    old_page = filled(editor.see(party).context["adminform"].form)
    editor.edit(party, hostile_to=[foe.pk])
    mine = {"hostile_to": [other.pk]}
    page = editor.client.post(address(party, "change"), old_page | mine)
    form = page.context["adminform"].form
    assert "changed this to 'Islamic-State'" in form.errors["hostile_to"][0]
    known = {"initial-hostile_to": form.data.getlist("initial-hostile_to")}
    editor.client.post(address(party, "change"), filled(form) | known)
    assert list(party.hostile_to.all()) == [other]


def test_an_old_account_page_gives_no_role_back():
    root, person = at_the_desk(superuser()), one(Role.ANALYST, Role.PUBLISHER)
    old_page = filled(root.see(person, "change").context["adminform"].form)
    root.edit(person, groups=[Group.objects.get(name=Role.ANALYST).pk])
    root.client.post(address(person, "change"), old_page | {"email": "new@example.org"})
    person.refresh_from_db()
    names = list(person.groups.values_list("name", flat=True))
    assert (person.email, names) == ("new@example.org", [Role.ANALYST])


def test_a_redacted_text_is_gone_and_the_page_says_so(editor: Desk):
    report = rows.on_file(64).report
    asked = editor.see(report, "redact").content.decode()
    assert "cannot be undone" in asked
    editor.decide(report, "redact", reason="It names a witness.")
    report.refresh_from_db()
    assert (report.text, report.redacted_by) == (None, "user:editor")
    assert "Redacted" in editor.text(report)


def test_withdrawing_a_report_withdraws_its_claims(editor: Desk):
    incident = rows.an_incident()
    claim = rows.on_file(64, incident=incident.code)
    editor.decide(claim.report, "withdraw", reason="Retracted by its publisher.")
    assert rows.figures(rows.current(incident)) is None
    assert Claim.objects.filter(reviews__verdict="withdrawn", reviews__ended_at=None).exists()
    assert "not possible here" in told(editor.decide(claim.report, "withdraw", reason="Again."))


def test_a_secret_is_shown_once(editor: Desk):
    page = editor.add(Token, name="partner", scopes=["read:public"])
    secret = page.context["secret"]
    assert secret in page.content.decode()
    token = Token.objects.get()
    assert secret not in editor.text(token)
    assert token.digest not in editor.text(token)


def test_a_taken_name_of_a_token_is_refused(editor: Desk):
    editor.add(Token, name="partner", scopes=["read:public"])
    page = editor.add(Token, name="partner", scopes=["read:public"])
    assert "exists" in str(errors_of(page))


def test_a_revoked_token_is_marked(editor: Desk):
    editor.add(Token, name="partner", scopes=["read:public"])
    token = Token.objects.get()
    editor.decide(token, "revoke", reason="The project ended.")
    token.refresh_from_db()
    assert token.revoked_at


@pytest.mark.parametrize("odd", ["http://[", "example.org:port/a", "example.org:80/a"])
def test_an_address_that_is_none_is_taken_as_it_was_typed(odd, editor: Desk):
    typed = {"publisher": rows.a_source().pk, "url": odd, "protection": "public"}
    typed |= {"claims-TOTAL_FORMS": "0", "claims-INITIAL_FORMS": "0", "_continue": ""}
    editor.add(Report, **typed)
    assert editor.see(Report.objects.get(url=odd)).status_code == 200


@pytest.mark.parametrize("odd", ["javascript:alert(1)", " data:text/html,x", "example.org/a"])
def test_an_address_that_is_none_stays_text(odd):
    assert outward(odd) == odd


def test_markup_in_a_report_is_shown_as_it_is_written(editor: Desk):
    described = {"title": "<b>bold</b>", "text": "<script>alert(1)</script>"}
    claim = rows.a_claim(rows.exactly(3), note="<i>note</i>")
    report = rows.claim_of(rows.taken_in(rows.a_report(claim, **described))).report
    for text in (editor.text(report), editor.text(Report, "changelist")):
        assert "<b>bold</b>" not in text
        assert "<script>alert(1)" not in text
