"""``wholeprint report``."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parents[3] / "docs" / "how-to"
RUN = "20261121-1015"


def test_a_score_of_a_run(call: Any) -> None:
    """The document of a score holds to its schema: ((E x I) + M) / R of its own letters.

    Draw by draw the identity is exact; centrals are held to rounding.
    """
    document = call("report", RUN, "--format", "sci", "--per", "run=4", "--json").document("sci")
    (part,) = document["components"]

    total = part["E"]["central"] * part["I"]["central"] + part["M"]["central"]
    assert document["score"]["central"] == pytest.approx(total / 4, rel=1e-12)
    assert document["score"]["unit"] == "gCO2e/run"


def test_the_page_says_what_the_document_says(call: Any) -> None:
    """Score, letters, hardware, boundary and notes are on the page."""
    text = call("report", RUN, "--format", "sci", "--per", "run=1").out

    for part in (
        *("per run", "ISO/IEC 21031:2024", "E ", "I ", "O = E x I", "M ", "TiR", "ToR"),
        *("Boundary", "not stated", "[sci-boundary-unstated]", "[sci-yearly]", "PUE 1.54"),
    ):
        assert part in text


@pytest.mark.parametrize(
    ("words", "letter"),
    [
        ((RUN,), "R is missing"),
        (("last", "--per", "run=1"), "I is missing"),
        ((RUN, "--per", "run=1", "--boundary", "embodied"), "E is missing"),
        ((RUN, "--per", "run=1", "--boundary", "operational,idle,facility"), "M is missing"),
    ],
)
def test_no_score_where_a_letter_is_missing(call: Any, words: tuple[str, ...], letter: str) -> None:
    """Without E, I, M or R there is no score, and the error names it and how to declare it."""
    answer = call("report", *words, "--format", "sci")

    assert answer.status == 2
    assert answer.out == ""
    assert letter in answer.err
    assert "[wp-standard]" in answer.err


def test_a_score_beside_its_baseline(call: Any) -> None:
    """A baseline shares R, boundary, coefficients and method: one digest names them all."""
    words = ("report", "20261121-113000", "--format", "sci", "--per", "run=1", "--json")

    document = call(*words, "--baseline", RUN).document("sci")

    baseline = document["baseline"]
    assert baseline["digest"] == document["assumed"]["digest"]
    assert baseline["ratio"]["value"] < 1.0
    page = call(*words[:-1], "--baseline", RUN).out
    assert "less with the action" in page
    assert "with over without" in page


def test_several_runs_are_summed_per_r(call: Any) -> None:
    """The rate of several runs is the sum of their rates: R is the same in each."""
    both = call("report", RUN, "20261121-113000", "--format", "sci", "--per", "k=2", "--json")
    document = both.document("sci")

    total = sum(part["rate"]["central"] for part in document["components"])
    assert document["score"]["central"] == pytest.approx(total, rel=1e-12)
    assert len(document["components"]) == 2


HOSTILE = 'x} \\input{/etc/passwd} %$#&_{^~"<script>alert(1)</script>|`\n---\nevil: 1\x1b[31m'


@pytest.mark.parametrize("form", ["text", "json", "card", "latex", "html"])
def test_every_text_has_a_document(call: Any, form: str) -> None:
    """``--json`` gives the document of each form; its text is what is printed without."""
    document = call("report", RUN, "--format", form, "--json").document("report")

    assert document["format"] == form
    assert document["statement"].startswith("The run train took 10 min in grid zone FR")
    assert [source["key"] for source in document["sources"]] == sorted(
        source["key"] for source in document["sources"]
    )
    if form != "json":
        printed = call("report", RUN, "--format", form).out
        if form == "text":
            assert max(map(len, printed.splitlines())) <= 120
            assert not re.search(r"\d$|\[$|^\u2013", printed, re.MULTILINE)
            printed = " ".join(printed.split()) + "\n"
        assert printed == document["text"]


def test_scopes_of_a_run(call: Any) -> None:
    """The document keeps to its schema; what is added is the total, whoever holds the hardware.

    Totals are compared at central values, to rounding.
    """
    totals: list[float] = []
    for holder in ("own", "colocation", "cloud"):
        words = ("report", RUN, "--format", "ghg", "--holder", holder, "--json")
        document = call(*words).document("ghg")
        added = [line["amount"]["central"] for line in document["lines"] if line["added"]]
        total = document["total"]["central"]
        assert sum(each for each in added if each is not None) == pytest.approx(total, rel=1e-12)
        totals.append(total)

    assert totals == pytest.approx([totals[0]] * 3, rel=1e-12)
    text = call("report", RUN, "--format", "ghg", "--contract", "0 gCO2e/kWh").out
    assert "scope 2  market-based" in text
    assert "[ghg-amortised]" in text


def test_water_of_a_run(call: Any) -> None:
    """Without embodied water there is no score; declared, page and document have all four."""
    words = ("report", RUN, "--format", "swi", "--per", "run=1")
    assert "embodied water is missing" in call(*words).err

    declared = (*words, "--embodied-water", "host:3000L:6year:1/1")
    document = call(*declared, "--json").document("swi")

    assert document["consumption"]["unit"] == "L/run"
    assert "withdrawn, weighted by scarcity" in call(*declared).out
    # What making the hardware withdrew nobody knows, and that is said: no data is not nought.
    assert any("withdrawn in making" in reason for reason in document["withdrawal"]["missing"])


def test_water_of_all_the_hardware_can_be_declared(call: Any) -> None:
    """Under the name of the whole it stands in its place: nothing of it is missing beside it."""
    words = ("report", RUN, "--format", "swi", "--per", "run=1", "--json", "--embodied-water")
    whole = call(*words, "hardware:3000L:6year:1/1").document("swi")
    beside = call(*words, "host:3000L:6year:1/1").document("swi")

    def embodied(document: Any) -> list[tuple[str, bool]]:
        return [
            (piece["name"], piece["amount"]["value"] is not None)
            for piece in document["pieces"]
            if (piece["where"], piece["basis"]) == ("embodied", "consumption")
        ]

    assert embodied(whole) == [("hardware", True)]
    assert not whole["consumption"].get("missing")
    assert ("host", True) in embodied(beside)
    assert beside["consumption"]["missing"]


@pytest.mark.parametrize(
    ("pieces", "said"),
    [(("a:-5L:1year:1/1",), "below nought"), (("a:5L:1year:1/1", "a:5L:1year:1/1"), "twice")],
)
def test_water_that_was_replenished_or_told_twice_is_refused(
    call: Any, pieces: tuple[str, ...], said: str
) -> None:
    """A score of water falls by no offset, and holds no piece twice."""
    words = [word for piece in pieces for word in ("--embodied-water", piece)]

    answer = call("report", RUN, "--format", "swi", "--per", "run=1", *words)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err


def test_scores_are_disclosed_with_what_was_declared(call: Any) -> None:
    """Boundary, conversion, hardware, supply and measures kept apart come through to the document.

    At 45 g/kWh the declared supply gives O = 45 x E, to rounding.
    """
    document = call(
        *("report", RUN, "--format", "sci", "--per", "images=400"),
        *("--convert", "images=request:0.25:four a request", "--rationale", "billed"),
        *("--include", "logging=in the same run", "--exclude", "Backup=none is kept"),
        *("--embodied", "rack:1200kgCO2e:4year:2/16", "--kept-apart", "1 t of credits"),
        *("--off-grid", "45 gCO2e/kWh", "--source", "LCA of the roof", "--json"),
    ).document("sci")

    states = {item["system"]: item["state"] for item in document["boundary"]}
    assert (states["logging"], states["backup"], states["failover"]) == ("in", "out", "not stated")
    assert document["functional_unit"]["per"] == "request"
    assert document["conversions"][0]["factor"] == 0.25
    assert document["kept_apart"] == ["1 t of credits"]
    (part,) = document["components"]
    assert part["intensity"]["kind"] == "own supply"
    assert part["O"]["central"] == pytest.approx(45.0 * part["E"]["central"], rel=1e-12)
    rack = part["hardware"][-1]
    assert rack["M"]["central"] == pytest.approx(1.2e6 / 6 / (4 * 8760) * 2 / 16, rel=1e-12)
    assert part["R_count"] == 100.0


@pytest.mark.parametrize(
    ("form", "words", "right"),
    [
        ("sci", ("--contract", "0gCO2e/kWh"), "ghg"),
        ("sci", ("--holder", "cloud"), "ghg"),
        ("ghg", ("--per", "run=1"), "sci or swi"),
        ("ghg", ("--bibliography", "a.bib"), "text or json or card or latex or html"),
        ("swi", ("--embodied", "rack:1kgCO2e:4year:1/2"), "sci"),
        ("latex", ("--training-type", "fine-tuning"), "card"),
        ("card", ("--product", "a product"), "sci"),
    ],
)
def test_what_a_form_would_pass_over_is_refused(
    call: Any, form: str, words: tuple[str, ...], right: str
) -> None:
    """Whoever gives a contract to a score must not believe that it counted."""
    answer = call("report", RUN, "--format", form, *words)

    assert answer.status == 2
    assert words[0] in answer.err
    assert f"--format {right}" in answer.err


def test_electricity_of_less_than_nothing_is_refused(call: Any) -> None:
    """Neither a contract nor a supply of one's own takes emissions out of the air."""
    contract = call("report", RUN, "--format", "ghg", "--contract=-5gCO2e/kWh")
    supply = ("--per", "run=1", "--off-grid=-5gCO2e/kWh", "--source", "us")

    assert "less than nothing" in contract.err
    assert "below nought" in call("report", RUN, "--format", "sci", *supply).err


def test_who_rents_bought_no_hardware(call: Any) -> None:
    """The whole of the hardware is no purchase of a customer of a cloud."""
    words = ("report", RUN, "--format", "ghg", "--json")

    assert call(*words).document("ghg")["capital_goods_whole"]["value"] > 0.0
    rented = call(*words, "--holder", "cloud").document("ghg")["capital_goods_whole"]
    assert rented["value"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--per", "run=none"), "no number"),
        (("--per", "run=0"), "R is missing"),
        (("--per", "run=1,5"), "decimals with a point"),
        (("--per", "run=1", "--convert", "image=request:2:why"), "nothing would be converted"),
        (("--per", "run=1", "--convert", "run=run:2:why"), "nothing would be converted"),
        (("--per", "run=1", "--embodied", ":1kgCO2e:4year:1/2"), "has a name"),
        (("--per", "run=1", "--embodied", "rack:1kgCO2e:1e-9s:1/2"), "longer than it lives"),
        (("--per", "run=1", "--embodied", "server:1kgCO2e:4year:1/2"), "counted twice"),
        (("--per", "run=1", "--convert", "a=b"), "A=B:N:WHY"),
        (("--per", "run=1", "--include", "moon=why"), "no such system"),
        (("--per", "run=1", "--include", "backup="), "no reason"),
        (("--per", "run=1", "--include", "backup=a", "--exclude", "backup=b"), "stated twice"),
        (("--per", "run=1", "--embodied", "rack:1kgCO2e:4year"), "NAME:TE:EL:RR/TOR"),
        (("--per", "run=1", "--embodied", "rack:1kgCO2e:4year:3/2"), "more is reserved"),
        (("--per", "run=1", "--embodied", "rack:1kg:4year:1/2"), "do not measure"),
        (("--per", "run=1", "--embodied", "rack:1kgCO2e:0year:1/2"), "longer than nought"),
        (("--per", "run=1", "--off-grid", "45"), "number with its unit"),
        (("--per", "run=1", "--off-grid", "45gCO2e/kWh"), "no source"),
        (("--per", "run=1", "--zone", "world"), "grid zone is not known"),
    ],
)
def test_what_cannot_be_used_is_refused(call: Any, words: tuple[str, ...], said: str) -> None:
    """Each argument that makes no sense is named with what was seen; nothing is printed."""
    answer = call("report", RUN, "--format", "sci", *words)

    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err


def test_a_reporting_file_is_written(call: Any, tmp_path: Path) -> None:
    """``--output FILE.yaml`` writes a reporting file, or says what is missing for one."""
    words = ("report", RUN, "--format", "sci", "--per", "run=1", "--output", "score.yaml")
    assert "--product" in call(*words).err

    answer = call(
        *(*words, "--product", HOSTILE, "--release", "1", "--contact", "A"),
        *("--email", "a@example.org", "--organization", "O"),
    )

    assert (answer.status, answer.out) == (0, "")
    lines = (tmp_path / "score.yaml").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("  ")] == ["sci:", "metadata:"]
    assert "evil" in next(line for line in lines if line.startswith("  name: "))


def test_files_are_written_where_they_are_wanted(call: Any, tmp_path: Path) -> None:
    """A card and its bibliography go to files; what cannot be written is said."""
    words = ("report", RUN, "--format", "latex", "--output")

    assert call(*words, "run.tex", "--bibliography", "run.bib").out == ""
    assert "\\begin{tabular}" in (tmp_path / "run.tex").read_text(encoding="utf-8")
    assert "@misc{" in (tmp_path / "run.bib").read_text(encoding="utf-8")
    assert call(*words, "none/run.tex").status == 2


def test_a_file_is_named_when_written_and_never_replaced_unasked(call: Any, tmp_path: Path) -> None:
    """What was there stays until ``--overwrite``; one file cannot hold both texts."""
    words = ("report", RUN, "--format", "latex", "--output", "run.tex", "--bibliography")
    (tmp_path / "run.bib").write_text("mine", encoding="utf-8")

    refused = call(*words, "run.bib")
    assert (refused.status, "there already: saw run.bib" in refused.err) == (2, True)
    assert not (tmp_path / "run.tex").exists()
    assert (tmp_path / "run.bib").read_text(encoding="utf-8") == "mine"

    written = call(*words, "run.bib", "--overwrite")
    assert (written.status, written.out) == (0, "")
    assert written.err.splitlines() == ["written: run.bib", "written: run.tex"]
    assert "@misc{" in (tmp_path / "run.bib").read_text(encoding="utf-8")
    assert "cannot be one file" in call(*words, "run.tex", "--overwrite").err
    assert "--overwrite" in call("report", RUN, "--overwrite").err


PROVIDER = (
    *("report", "--format", "sci", "--ai", "provider", "--per", "training token=2e6"),
    *("--rationale", "what a model is made of", "--basis", "gross"),
    *("--stage-of", "inception=not material: planning", "--stage-of", "retirement=not material"),
    *("--stage-of", "deployment=none yet", "--work", "evaluation=in the same runs"),
)


def test_a_providers_score_wants_every_run_of_the_training(call: Any) -> None:
    """Runs of the same project and model that are not named are refused; named, they are in."""
    refused = call(*PROVIDER, RUN)
    assert "runs of this training are left out" in refused.err
    assert "20261121-113000-1b2c3d" in refused.err


def test_a_consumers_score(call: Any) -> None:
    """Operation and monitoring, with the stage given for all runs."""
    document = call(
        *("report", RUN, "--format", "sci", "--ai", "consumer", "--stage", "operation"),
        *("--per", "1k tokens=5000", "--rationale", "billed", "--json"),
        *("--stage-of", "monitoring=in the same run"),
    ).document("sci")

    stages = document["ai"]["stages"]
    assert stages["operation"] == "train (20261121-101530-7f3a9c)"
    assert stages["monitoring"] == "in the same run"
    assert call(*PROVIDER, RUN, "--stage-of", "moon=x").status == 2


def test_a_known_place_is_asked_for_the_hours(call: Any) -> None:
    """``--hourly`` takes finer values than the year where they are known, and says so."""
    words = ("report", RUN, "--format", "sci", "--per", "run=1", "--zone", "GB", "--hourly")
    document = call(*words, "--at", "2023-12-02T05:00", "--signal", "direct", "--json").document(
        "sci"
    )

    (part,) = document["components"]
    assert part["intensity"]["resolution"] == "hour or finer"
    assert "sci-yearly" not in {note["code"] for note in document["notes"]}


def test_a_card_stands_an_audit(call: Any, tmp_path: Path) -> None:
    """What a card says is read again and holds together; a changed number in it is found."""
    call("report", RUN, "--format", "card", "--output", "CARD.md")
    assert call("audit", "CARD.md").status == 0

    card = tmp_path / "CARD.md"
    text = card.read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| energy \|.*$", text, re.MULTILINE)
    card.write_text(text.replace(row, "| energy | 0.9 kWh | | assumed | energy |"), "utf-8")

    assert call("audit", "CARD.md").status == 1


def _shown() -> list[str]:
    pages = (DOCS / name for name in ("report-to-a-standard.md", "say-how-much-water.md"))
    lines = [line for page in pages for line in page.read_text(encoding="utf-8").splitlines()]
    words = ("$ wholeprint report ", "$ wholeprint cite ")
    return [line.removeprefix("$ wholeprint ") for line in lines if line.startswith(words)]


@pytest.mark.parametrize("command", _shown())
def test_what_the_guides_show_works_as_it_is_printed(call: Any, command: str) -> None:
    """Each command of the guides answers, on runs that were told neither a zone nor a phase.

    A provider's score wants the other runs of the training too: the guide says so.
    """
    words = shlex.split(command)
    if "provider" in words:
        words[1:2] = ["last", "20261121-113000", RUN]
    answer = call(*words)

    assert answer.status == 0, answer.err
    assert all(line.startswith("written: ") for line in answer.err.splitlines())
