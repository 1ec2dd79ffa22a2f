"""Getting in: a password, a second factor, and what happens to whoever has neither."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from sources.actions import second_factors
from tests.factories import rows
from tests.factories.people import logged_in

pytestmark = pytest.mark.django_db
LOGIN, HOME = "/admin/login/", "/admin/"
PASSWORD = "a long pass phrase"


@pytest.fixture
def person() -> User:
    return User.objects.create_superuser("editor", password=PASSWORD)


def typed(client: Client, password: str = PASSWORD, **more):
    return client.post(LOGIN, {"username": "editor", "password": password}, follow=True, **more)


def code_of(device: TOTPDevice) -> str:
    return f"{totp(device.bin_key):06d}"


def test_a_password_alone_opens_no_page(client, person):
    page = typed(client)
    assert page.request["PATH_INFO"] == reverse("admin:enrol")
    assert client.get(HOME).status_code == 302


def test_the_first_log_in_sets_up_an_app_and_gives_backup_codes(client, person):
    page = typed(client)
    assert "<svg" in page.content.decode()
    code = code_of(TOTPDevice.objects.get(user=person))
    page = client.post(reverse("admin:enrol"), {"code": code})
    assert len(page.context["codes"]) == second_factors.CODES
    assert client.get(HOME).status_code == 200


def test_a_backup_code_works_once(client, person):
    code, *_ = second_factors.make_codes(user=person, by=rows.EDITOR)
    typed(client)
    assert client.post(reverse("admin:second_factor"), {"code": code}).status_code == 302
    assert client.get(HOME).status_code == 200
    again = Client()
    typed(again)
    page = again.post(reverse("admin:second_factor"), {"code": code})
    assert "works once" in page.content.decode()
    assert again.get(HOME).status_code == 302


def test_a_wrong_code_is_told_beside_its_field_and_makes_the_next_wait(client, person):
    second_factors.make_codes(user=person, by=rows.EDITOR)
    typed(client)
    first = client.post(reverse("admin:second_factor"), {"code": "aaaaaaaa"})
    assert "not right" in first.context["form"].errors["code"][0]
    second = client.post(reverse("admin:second_factor"), {"code": "aaaaaaaa"})
    assert "Too many" in second.context["form"].errors["code"][0]


def test_a_stolen_password_adds_no_second_app(client, person):
    second_factors.make_codes(user=person, by=rows.EDITOR)
    typed(client)
    assert client.get(reverse("admin:enrol")).status_code == 302
    client.post(reverse("admin:enrol"), {"code": "123456"})
    assert not TOTPDevice.objects.filter(user=person).exists()


def test_the_log_in_leads_on_to_the_page_that_was_asked_for_and_nowhere_else(client, person):
    code, other, *_ = second_factors.make_codes(user=person, by=rows.EDITOR)
    wanted = reverse("admin:casualties_claim_changelist")
    page = client.get(wanted, follow=True)
    page = client.post(page.request["PATH_INFO"] + f"?next={wanted}", LOGGED | {"next": wanted})
    page = client.get(page.url, follow=True)
    answer = client.post(page.request["PATH_INFO"], {"code": code, "next": wanted})
    assert answer.url == wanted
    elsewhere = Client()
    typed(elsewhere)
    bad = {"code": other, "next": "https://elsewhere.example/"}
    assert elsewhere.post(reverse("admin:second_factor"), bad).url == HOME


LOGGED = {"username": "editor", "password": PASSWORD}


def test_the_session_is_another_after_each_step(client, person):
    code, *_ = second_factors.make_codes(user=person, by=rows.EDITOR)
    typed(client)
    before = client.session.session_key
    client.post(reverse("admin:second_factor"), {"code": code})
    assert client.session.session_key != before


def test_the_api_takes_a_half_done_log_in_for_nobody(client, person):
    rows.on_file(64, by=rows.SENDER)
    client.force_login(person)
    assert client.post("/api/v1/reports", {}, content_type="application/json").status_code == 401
    inside = logged_in(person)
    assert inside.post("/api/v1/reports", {}, content_type="application/json").status_code == 400


def test_five_wrong_passwords_lock_out_and_the_page_says_until_when(client, person):
    pages = [typed(client, "wrong") for _ in range(5)]
    assert [page.status_code for page in pages] == [200, 200, 200, 200, 429]
    assert "14\N{NO-BREAK SPACE}minutes" in pages[-1].content.decode()
    assert typed(client).status_code == 429
    assert rows.audited("person.locked_out").subject == "editor"


def test_a_lock_out_ends_when_the_page_said(client, person):
    for _ in range(6):
        typed(client, "wrong")
    long_ago = timezone.now() - timedelta(minutes=16)
    AccessAttempt.objects.update(attempt_time=long_ago)
    assert typed(client).status_code == 200


def test_a_lock_out_from_one_address_leaves_others_alone(client, person):
    for _ in range(6):
        typed(client, "wrong", REMOTE_ADDR="203.0.113.9")
    assert typed(client, REMOTE_ADDR="198.51.100.7").status_code == 200


def test_behind_a_proxy_the_last_forwarded_address_counts(client, person, settings):
    settings.BEHIND_PROXY = True
    for number in range(6):
        typed(client, "wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, 203.0.113.9")
    locked = typed(client, HTTP_X_FORWARDED_FOR="10.1.1.1, 203.0.113.9")
    free = typed(client, HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.7")
    assert (locked.status_code, free.status_code) == (429, 200)


@pytest.mark.parametrize(
    ("argument", "verb"),
    [
        ("--codes", "person.backup_codes"),
        ("--forget=Lost.", "person.forget_second_factor"),
        ("--unlock", "person.lift_lock_out"),
    ],
)
def test_whoever_runs_the_server_can_help_and_it_is_audited(argument, verb, person):
    call_command("second_factor", "editor", argument)
    assert (rows.audited(verb).by, rows.audited(verb).subject) == ("rule:operator", "editor")


def test_after_the_app_was_forgotten_the_next_log_in_sets_up_a_new_one(client, person):
    second_factors.make_codes(user=person, by=rows.EDITOR)
    second_factors.forget(user=person, reason="Telephone lost.", by=rows.EDITOR)
    assert typed(client).request["PATH_INFO"] == reverse("admin:enrol")


def test_a_new_password_is_audited(person):
    inside = logged_in(person)
    new = {"new_password1": "another phrase 9", "new_password2": "another phrase 9"}
    inside.post("/admin/password_change/", {"old_password": PASSWORD} | new)
    assert rows.audited("person.password").by == "user:editor"


def test_every_page_sends_the_policy_and_the_cookies_are_kept_from_scripts(client, person):
    page = client.get(LOGIN)
    policy = page["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    cookie = page.cookies["csrftoken"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
