"""What a newcomer meets at the door: links to go on by, and errors that say what to do."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_beginning_leads_everywhere(stranger):
    told = stranger.get("/api/v1/").json()
    assert {"incidents", "sources", "reports", "exports", "docs", "schema"} <= told.keys()
    for name in told.keys() - {"reports"}:
        assert stranger.get(told[name]).status_code == 200


def test_the_beginning_is_found_without_its_slash(stranger):
    assert stranger.get("/api/v1").json() == stranger.get("/api/v1/").json()


def test_an_address_that_ends_in_a_slash_is_told_so(stranger):
    answer = stranger.get("/api/v1/incidents/")
    assert answer.status_code == 404
    assert "do not end in a slash" in answer.json()["message"]
    assert "slash" not in stranger.get("/api/v1/nothing").json()["message"]


def test_a_method_that_is_not_served_names_those_that_are(stranger):
    answer = stranger.delete("/api/v1/incidents")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert "takes GET, HEAD, OPTIONS." in answer.json()["message"]


def test_another_kind_of_answer_cannot_be_had(stranger):
    answer = stranger.get("/api/v1/incidents", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (406, "application/json")
    assert "application/json" in answer.json()["message"]


def test_a_form_is_no_report(sender):
    """curl -d sends a form where no header says otherwise."""
    form = "application/x-www-form-urlencoded"
    answer = sender.generic("POST", "/api/v1/reports", "{}", content_type=form)
    assert answer.status_code == 415
    assert "Content-Type: application/json" in answer.json()["message"]


@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/incidents", "/api/v1/exports"])
def test_head_is_get_without_the_body(stranger, address):
    told, whole = stranger.head(address), stranger.get(address)
    assert (told.status_code, told.content) == (200, b"")
    assert told.headers["Content-Type"] == whole.headers["Content-Type"]
    assert stranger.options(address).headers["Allow"] == "GET, HEAD, OPTIONS"
