"""What the forms tell while somebody types, and that they tell nobody more than the lists do."""

from datetime import date

import pytest
from django.urls import reverse

from casualties.models import Claim
from sources.core.types import Protection
from sources.models import Source
from tests.factories import rows
from tests.integration.admin.desk import Desk, address, filled

pytestmark = pytest.mark.django_db
WORDS, KNOWN = reverse("admin:sources_report_words"), reverse("admin:sources_report_known")
SOURCES, ADD = reverse("admin:sources_source_known"), reverse("admin:sources_report_add")


KNOWN_ONE = {"url": "http://example.org/a", "title": "Strike on Dawassa kills dozens"}


def typed(desk: Desk, **more: object) -> dict[str, object]:
    form = desk.client.get(ADD).context["form"]
    sent = filled(form) | filled(form.claims.management_form)
    for claim in form.claims:
        sent |= filled(claim)
    told = {"publisher": rows.a_source().pk, "published_on": date(2017, 3, 7)}
    return sent | told | {"protection": "public"} | more


def test_typed_words_are_shown_as_fields(editor: Desk):
    found = editor.client.get(WORDS, {"words": "at least 12, including 3 children"}).json()
    whole, part = found["figures"]
    assert (whole["told"], part["told"]) == ("at least 12", "exactly 3 children")
    assert whole["fields"]["low"] == "12"


def test_without_a_script_a_button_reads_the_words_and_saves_nothing(editor: Desk):
    claimant = rows.a_source("mosul-eye").pk
    words = {
        "claims-0-claimant": claimant,
        "claims-0-expression": "at least 12 civilians killed, including 3 children",
    }
    page = editor.client.post(ADD, typed(editor, _read="1", **words))
    first, second, *_ = page.context["form"].claims
    assert (first["low"].value(), first["harm"].value()) == ("12", "killed")
    assert (second["sub_group"].value(), second["low"].value()) == ("children", "3")
    assert "errornote" not in page.content.decode()
    assert not Claim.objects.exists()


def test_what_was_read_can_be_taken_in(editor: Desk):
    claimant = rows.a_source("mosul-eye").pk
    words = {"claims-0-claimant": claimant, "claims-0-expression": "9-14 civilians killed"}
    form = editor.client.post(ADD, typed(editor, _read="1", **words)).context["form"]
    sent = {key: value for key, value in form.data.items() if key != "_read"}
    editor.client.post(ADD, sent, follow=True)
    claim = Claim.objects.get()
    assert (claim.low, claim.high, claim.qualifier) == (9, 14, "between")


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"url": "http://example.org/a?utm_source=x"}, "the same address"),
        ({"title": "Strike on Dawassa kills dozen"}, "nearly the same title"),
    ],
)
def test_a_report_on_file_is_told_while_typing(asked, why, editor: Desk):
    rows.taken_in(rows.a_report(rows.a_claim(12), **KNOWN_ONE))
    (found,) = editor.client.get(KNOWN, asked).json()["reports"]
    assert (found["title"], found["why"]) == ("Strike on Dawassa kills dozens", why)


def test_a_source_of_a_like_name_is_told_while_typing(editor: Desk):
    rows.a_source("mosul-eye")
    (found,) = editor.client.get(SOURCES, {"name": "Mosul  Eye News"}).json()["sources"]
    assert found["name"] == "Mosul Eye"


def test_nobody_learns_of_a_protected_row_by_typing_its_name(analyst: Desk):
    rows.taken_in(
        rows.a_report(rows.a_claim(12, claimant="a-nurse"), publisher="a-nurse", **KNOWN_ONE)
    )
    Source.objects.filter(slug="a-nurse").update(protection=Protection.IDENTITY)
    assert analyst.client.get(SOURCES, {"name": "A Nurse"}).json() == {"sources": []}
    assert analyst.client.get(KNOWN, {"url": "http://example.org/a"}).json() == {"reports": []}


@pytest.mark.parametrize("page", [WORDS, KNOWN, SOURCES])
def test_who_may_not_type_is_told_nothing(page, viewer: Desk):
    assert viewer.client.get(page, {"words": "12"}).status_code == 403


def test_two_people_who_edit_one_field_both_see_both_texts_and_decide(editor: Desk, analyst: Desk):
    source = rows.a_source()
    page = editor.see(source)
    sent = filled(page.context["adminform"].form)
    analyst.edit(source, note="Theirs.")
    where = address(source, "change")
    answer = editor.client.post(where, sent | {"note": "Mine."})
    text = answer.content.decode()
    assert "analyst changed this to &#x27;Theirs.&#x27;" in text
    assert "Mine." in text
    source.refresh_from_db()
    assert source.note == "Theirs."
    form = answer.context["adminform"].form
    assert "Theirs." in form["note"].as_hidden(only_initial=True)
    editor.client.post(where, filled(form) | {"initial-note": "Theirs."})
    source.refresh_from_db()
    assert source.note == "Mine."


def test_two_people_who_edit_different_fields_both_keep_theirs(editor: Desk, analyst: Desk):
    source = rows.a_source()
    sent = filled(editor.see(source).context["adminform"].form)
    analyst.edit(source, note="Theirs.")
    editor.client.post(
        reverse("admin:sources_source_change", args=[source.pk]), sent | {"name": "New"}
    )
    source.refresh_from_db()
    assert (source.note, source.name) == ("Theirs.", "New")


def test_of_sources_to_pick_those_that_begin_as_typed_come_first(editor: Desk):
    rows.a_source("quoted", name="A local source quoted by Yaqein")
    rows.a_source("yaqein", name="Yaqein")
    asked = {"term": "yaqein", "app_label": "casualties", "model_name": "claim"}
    asked["field_name"] = "claimant"
    found = editor.client.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [one["text"] for one in found] == ["Yaqein", "A local source quoted by Yaqein"]
