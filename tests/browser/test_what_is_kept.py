"""What a browser keeps of a form nobody saved: for whom, how long, and beside what."""

import pytest
from django.conf import settings
from django.urls import reverse

from casualties.core.roles import Role
from casualties.models import Claim, Place
from sources.admin.panels import address_of
from sources.models import Report, Source
from tests.browser.conftest import Visit
from tests.factories import rows
from tests.factories.people import one
from tests.integration.admin.desk import address
from tests.integration.admin.queueing import draft

ADD = reverse("admin:casualties_place_add")
SAID = "The house of Umm Ali, Dawassa"
YESTERDAY = """() => {
    for (const [key, kept] of Object.entries(sessionStorage)) {
        const older = {...JSON.parse(kept), at: Date.now() - 25 * 3600 * 1000};
        sessionStorage.setItem(key, JSON.stringify(older));
    }
}"""
NOTE = ".kept"


def typed(visit: Visit, page: str, **fields: str) -> None:
    visit.open(page)
    for name, words in fields.items():
        visit.page.locator(f"#id_{name}").fill(words)


def press(visit: Visit, name: str) -> None:
    visit.page.locator(f"[name={name}]").first.click()
    visit.page.wait_for_load_state()


def reads(visit: Visit, field: str) -> str:
    return visit.page.locator(f"#id_{field}").input_value()


def in_storage(visit: Visit) -> list[str]:
    return visit.page.evaluate("() => Object.keys(sessionStorage)")


def lose_the_session(visit: Visit) -> None:
    visit.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


@pytest.fixture(autouse=True)
def at_the_desk(visit: Visit, editor):
    visit.log_in_as(editor)


def test_the_next_person_in_the_tab_sees_nothing_of_it(visit: Visit):
    typed(visit, ADD, name=SAID)
    lose_the_session(visit)
    visit.open("/admin/")
    assert in_storage(visit), "whoever typed it may be coming back"
    visit.log_in_as(one(Role.ANALYST))
    visit.open("/admin/")
    assert in_storage(visit) == []
    visit.open(ADD)
    assert reads(visit, "name") == ""


def test_logging_out_forgets_it_in_every_tab(visit: Visit, editor):
    other = Visit(visit.page.context.new_page(), visit.home)
    typed(other, ADD, name=SAID)
    typed(visit, ADD, name=SAID)
    visit.page.locator("#logout-form button").click()
    visit.page.wait_for_load_state()
    other.page.wait_for_function("() => !sessionStorage.length")
    visit.log_in_as(editor)
    for tab in (visit, other):
        tab.open(ADD)
        assert reads(tab, "name") == ""


@pytest.mark.parametrize("made", [rows.a_place, rows.an_incident], ids=["place", "incident"])
def test_what_was_saved_and_continued_undoes_no_later_edit(visit: Visit, made):
    row = made()
    field = "name" if isinstance(row, Place) else "title"
    typed(visit, address_of(row, "change"), **{field: "Mine"})
    press(visit, "_continue")
    visit.page.get_by_text("was changed successfully").wait_for()
    assert visit.page.locator(NOTE).count() == 0
    assert "#" not in visit.page.url
    type(row).objects.filter(pk=row.pk).update(**{field: "Theirs, and later"})
    visit.open(address_of(row, "change"))
    assert reads(visit, field) == "Theirs, and later"


def test_what_the_server_did_not_take_is_kept(visit: Visit):
    typed(visit, ADD, name=SAID)
    visit.page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    press(visit, "_continue")
    visit.page.get_by_text("403").first.wait_for()
    visit.open(address(Place, "changelist"))
    visit.open(ADD)
    assert reads(visit, "name") == SAID


def test_where_the_page_reads_otherwise_meanwhile_both_are_shown(visit: Visit):
    place = rows.a_place()
    typed(visit, address_of(place, "change"), name="Mine", country="SY")
    Place.objects.filter(pk=place.pk).update(name="Theirs")
    for _ in range(2):  # what was typed is not lost by being shown
        visit.open(address_of(place, "change"))
        told = visit.page.locator(".field-name .kept").inner_text()
        assert "You had typed “Mine” here; meanwhile it reads “Theirs”." in told
        assert (reads(visit, "name"), reads(visit, "country")) == ("Theirs", "SY")
        visit.page.locator("#id_country").fill("TR")
        visit.page.locator("#id_country").fill("SY")
    assert visit.complaints == []


def test_a_choice_comes_back_as_a_whole_or_stands_beside_the_later_one(visit: Visit):
    source = rows.a_source("mosul-eye")
    regrade = address(source, "regrade")
    visit.open(regrade)
    visit.page.locator("[name=reliability][value=B]").check()
    chosen = visit.page.locator("[name=reliability]:checked")
    visit.open(regrade)
    assert chosen.input_value() == "B"
    Source.objects.filter(pk=source.pk).update(reliability="D", reliability_reason="Later.")
    visit.open(regrade)
    assert chosen.input_value() == "D"
    told = visit.page.locator(".field-reliability .kept").inner_text()
    assert "You had typed “B - " in told
    assert "it reads “D - " in told


def test_after_a_day_it_is_gone(visit: Visit):
    typed(visit, ADD, name=SAID)
    visit.page.evaluate(YESTERDAY)
    visit.open("/admin/")
    assert in_storage(visit) == []


def test_all_of_it_comes_back_though_the_form_was_refused_once(visit: Visit, editor):
    report = reverse("admin:sources_report_add")
    typed(visit, report, title="A title", text=SAID)
    press(visit, "_continue")  # no publisher
    visit.page.locator("#id_language").fill("ar")
    lose_the_session(visit)
    press(visit, "_continue")
    visit.page.get_by_label("Username").wait_for()
    visit.log_in_as(editor)
    visit.open(report)
    came = (reads(visit, "title"), reads(visit, "text"), reads(visit, "language"))
    assert came == ("A title", SAID, "ar")


def test_a_double_click_sends_a_form_once(visit: Visit):
    rows.taken_in(rows.a_report(publisher="airwars"))
    typed(visit, address(Report.objects.get(), "add_claim"), expression="12 killed", low="12")
    for name, word in (("harm", "killed"), ("status", "civilian"), ("qualifier", "exactly")):
        visit.page.locator(f"#id_{name}").select_option(word)
    sent: list[str] = []
    visit.page.on("request", lambda request: sent.append(request.method))
    visit.page.locator("[name=_continue]").dblclick()
    visit.page.get_by_text("a1 is on file").wait_for()
    assert sent.count("POST") == 1
    assert Claim.objects.count() == 1
    assert in_storage(visit) == []


def begin_on(visit: Visit, row: Claim, decision: str) -> None:
    visit.open(address(Claim, "changelist"))
    visit.page.locator(f"tr:has(a[href*='/{row.pk}/']) .action-select").check()
    visit.page.locator("select[name=action]").select_option(decision)
    visit.page.locator("button[name=index]").click()
    visit.page.locator("#id_reason").wait_for()


def test_a_reason_for_many_rows_goes_with_its_decision_until_that_is_taken(visit: Visit):
    row = draft(1)
    begin_on(visit, row, "reject")
    visit.page.locator("#id_reason").fill("A copy.")
    begin_on(visit, row, "withdraw")
    assert reads(visit, "reason") == ""
    begin_on(visit, row, "reject")
    assert reads(visit, "reason") == "A copy."
    press(visit, "_continue")
    visit.page.get_by_text("1 of 1 done").wait_for()
    assert in_storage(visit) == []


def test_roles_stay_as_they_were_while_something_else_comes_back(visit: Visit, editor):
    person = one(Role.DATA_ENTRY, Role.REVIEWER)
    roles = set(person.groups.all())
    typed(visit, address_of(person, "change"), email="a@example.org")
    lose_the_session(visit)
    visit.log_in_as(editor)
    visit.open(address_of(person, "change"))
    assert reads(visit, "email") == "a@example.org"
    press(visit, "_save")
    visit.page.get_by_text("was changed successfully").wait_for()
    person.refresh_from_db()
    assert person.email == "a@example.org"
    assert set(person.groups.all()) == roles
