"""CodeCarbon's log: units, sum and places as its documentation says."""

from wholeprint.tracking.audit import audit_statements
from wholeprint.tracking.statement_codecarbon import is_log, statement_of_log
from wholeprint.tracking.statement_files import read_text

_HEADER = (
    "timestamp,project_name,run_id,duration,emissions,emissions_rate,cpu_energy,gpu_energy,"
    "ram_energy,energy_consumed,country_name,country_iso_code,region,cloud_provider,cloud_region"
)
_RUN = "2024-07-19T15:57:43,it,1,3600,{kg},1e-6,0.04,0.12,0.01,{kwh},{place}"


def _log(kg: str, kwh: str, place: str) -> str:
    return f"{_HEADER}\n{_RUN.format(kg=kg, kwh=kwh, place=place)}\n"


def test_its_units_are_the_documented_ones() -> None:
    """Seconds, kilograms and kilowatt-hours; a row for each run; the rest is said to be left."""
    read = read_text(_log("0.00034", "0.17", "Canada,CAN,quebec,,"), "it", "csv")

    (row,) = read.statements[0].rows
    texts = {name: figure.text for name, figure in row.figures.items()}
    assert (texts["emissions"], texts["duration"]) == ("0.00034 kg", "3600 s")
    assert row.figures["energy_consumed"].term == "energy"
    assert (row.about.place, row.about.year) == ("quebec, CAN", 2024)
    assert any("emissions_rate" in each for each in read.left_out)


def test_it_is_held_against_its_sum_and_its_grid() -> None:
    """Its energies add up to 0.17 kWh; 2 g/kWh is Quebec's grid and not that of Texas."""
    good = read_text(_log("0.00034", "0.17", "Canada,CAN,quebec,,"), "it", "csv")
    assert audit_statements(good.statements)[0].is_consistent

    wrong = _log("0.0006", "0.30", "United States,USA,texas,gcp,us-central1")
    findings = audit_statements(read_text(wrong, "it", "csv").statements)[0].findings
    assert {"formula", "intensity"} <= {each.code for each in findings}
    assert any("Iowa" in each.message or "MISO" in each.message for each in findings)


def test_other_tables_are_none_and_runs_have_names() -> None:
    """Only its own header is it; runs of one project stay apart."""
    assert not is_log(["energy", "emissions"])
    header = ["timestamp", "project_name", "duration", "emissions", "energy_consumed"]
    run = ["now", "it", "3", "1", ""]
    statement, _ = statement_of_log([header, run, run], "x")
    assert statement["rows"] == {
        name: {
            "duration": {"is": "3 s", "term": "duration"},
            "emissions": {"is": "1 kg", "term": "ghg"},
        }
        for name in ("it", "it (2)")
    }
