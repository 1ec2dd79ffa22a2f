"""Commands as typed, with their errors as a person reads them."""

import pytest
from django.core.management import CommandError, call_command

from casualties.models import Claim, Estimate, Incident, Staleness
from tests.factories import rows

pytestmark = pytest.mark.django_db
MOSUL = ("fixtures/claims/mosul-2014-2017.csv", "--reference", "fixtures/reference")


def test_import_claims_files_a_table_and_its_ranges(capsys):
    call_command("import_claims", *MOSUL)
    assert "59 claims" in capsys.readouterr().out
    assert Estimate.objects.filter(ended_at=None, measure="killed:civilian", low=64).exists()


def test_import_claims_twice_adds_nothing():
    call_command("import_claims", *MOSUL)
    before = Claim.objects.count(), Estimate.objects.count()
    call_command("import_claims", *MOSUL)
    assert (Claim.objects.count(), Estimate.objects.count()) == before


def test_import_claims_tells_every_wrong_line_and_files_nothing(tmp_path):
    table = tmp_path / "claims.csv"
    table.write_text("claim,publisher,claimant,harm,status,qualifier,low\nA,x,x,eaten,civilian,,\n")
    with pytest.raises(CommandError, match=r"(?s)Nothing was filed.*line 2, harm"):
        call_command("import_claims", str(table))
    assert not Claim.objects.exists()


def test_import_claims_names_a_missing_source(tmp_path):
    table = tmp_path / "claims.csv"
    table.write_text(
        "claim,publisher,claimant,harm,status,qualifier,low\nA,nobody,nobody,killed,civilian,"
        "at_least,3\n"
    )
    with pytest.raises(CommandError, match="No source 'nobody' is on file"):
        call_command("import_claims", str(table))


def test_import_claims_as_drafts_leaves_reviewed_ranges_empty():
    call_command("import_claims", *MOSUL, "--drafts")
    assert not Estimate.objects.filter(basis="reviewed", outcome="range").exists()


def test_swapped_bounds_are_imported_with_a_flag(tmp_path):
    rows.a_source("airwars")
    table = tmp_path / "claims.csv"
    table.write_text(
        "claim,publisher,claimant,harm,status,qualifier,low,high\n"
        "A,airwars,airwars,killed,civilian,between,9,4\n"
    )
    call_command("import_claims", str(table))
    claim = Claim.objects.get()
    assert (claim.low, claim.high, claim.flags) == (4, 9, ["swapped_bounds"])


def test_the_denial_scenario_pulls_nothing_to_zero():
    folder = "fixtures/scenarios/denial"
    call_command("import_claims", f"{folder}/claims.csv", "--reference", folder)
    estimate = Estimate.objects.get(ended_at=None, measure="killed:civilian")
    assert rows.figures(estimate) == (10, 47, False, True)
    assert "denied" in estimate.flags
    assert estimate.groups == 2


def test_switching_the_scheme_and_reconcile_recomputes_all(settings, capsys):
    incident = rows.an_incident()
    rows.on_file(rows.vague("dozens"), incident=incident.code)
    assert rows.figures(rows.current(incident)) == (20, 99, False, False)
    settings.CODING_SCHEME = "airwars"
    call_command("reconcile")
    assert rows.figures(rows.current(incident)) == (12, 24, False, False)
    assert "1 incidents recomputed" in capsys.readouterr().out


def test_reconcile_queue_only_leaves_the_work_to_the_workers(capsys):
    rows.an_incident()
    call_command("reconcile", "--queue-only")
    assert "1 incidents marked stale" in capsys.readouterr().out
    assert Staleness.objects.filter(cause="reconcile", priority=0).count() == 1


def test_every_benchmark_is_listed_with_what_it_measures(capsys):
    with pytest.raises(SystemExit):
        call_command("benchmark", "--help")
    out = capsys.readouterr().out
    assert "latency" in out
    assert "chaos" in out


def test_a_rehearsal_tells_the_largest_moves_and_changes_nothing(settings, capsys):
    for number, word in enumerate(("dozens", "hundreds", "several")):
        rows.on_file(rows.vague(word), incident=rows.an_incident(f"IQ-2017-010{number}").code)
    assert rows.current(Incident.objects.get(code="IQ-2017-0101")).high == 999
    settings.CODING_SCHEME = "airwars"
    call_command("reconcile", "--dry-run")
    told = capsys.readouterr().out
    assert "3 of 3 ranges would move; 0 would be new, 0 would end." in told
    assert told.index("IQ-2017-0101") < told.index("IQ-2017-0100") < told.index("IQ-2017-0102")
    assert "(150-999) -> (100-200)" in told
    assert Estimate.objects.filter(ended_at=None, scheme="corroborate").count() == 3


def test_reconcile_run_again_does_not_pile_up():
    rows.an_incident()
    call_command("reconcile", "--queue-only")
    call_command("reconcile", "--queue-only")
    assert Staleness.objects.filter(cause="reconcile").count() == 1
