"""Accelerators that are counted with the hardware."""

import pytest

from wholeprint.tracking.audit import audit_statements
from wholeprint.tracking.statement_counts import count_of
from wholeprint.tracking.statement_files import read_text


@pytest.mark.parametrize(
    ("hardware", "count"),
    [
        ("64 x A100 SXM4 80GB", 64),
        ("8x NVIDIA A100", 8),
        ("1,024\N{MULTIPLICATION SIGN} H100", 1024),
        ("8 GPUs", 8),
        ("16 TPU v3 chips", 16),
        ("A100 80GB (x8)", 8),
        ("A100-SXM4-80GB x 64", 64),
        ("NVIDIA A100-SXM4-80GB", None),
        ("GeForce RTX 4090", None),
        ("4090 GPU", None),
        ("2 nodes of 8x A100", None),
        ("8 x P100; one TPU v2", None),
        ("4th generation", None),
        ("", None),
    ],
)
def test_a_count_is_read_where_one_is_said(hardware: str, count: int | None) -> None:
    """Numbers of boards, nodes and kinds that are mixed are no counts of accelerators."""
    assert count_of(hardware) == count


def _codes(text: str, form: str) -> list[str]:
    (found,) = audit_statements(read_text(text, "it", form).statements)
    return [each.code for each in found.findings]


def _card(hardware: str, more: str, energy: str) -> str:
    return (
        f"# C\n- **Hardware Type:** {hardware}\n{more}- **Energy used:** {energy}\n"
        "- **Compute Region:** France\n"
    )


@pytest.mark.parametrize(
    ("hardware", "more"),
    [
        ("64 x A100 SXM4 80GB", "- **Hours used:** 96\n"),
        ("A100 SXM4 80GB", "- **Number of GPUs:** 64\n- **Hours used:** 96\n"),
        ("A100 SXM4 80GB", "- **Hours used:** 6,144 GPU hours\n"),
    ],
)
def test_hours_of_a_card_are_what_its_words_say(hardware: str, more: str) -> None:
    """64 accelerators for 96 h at 423 W each are 2,600 kWh, however the hours are printed."""
    assert _codes(_card(hardware, more, "2,600 kWh"), "card") == []
    assert "power-over" in _codes(_card(hardware, more, "260,000 kWh"), "card")


def test_hours_that_are_multiplied_already() -> None:
    """Calculators want accelerator hours: where clock hours leave 7 W for each, they are those."""
    hours = "- **Hours used:** 6,144\n"

    assert _codes(_card("64 x A100 SXM4 80GB", hours, "2,600 kWh"), "card") == []
    assert _codes(_card("8x A100 SXM4 80GB", hours, "2.6 kWh"), "card") == ["power-under"]


def test_a_count_lost_is_found() -> None:
    """8 accelerators for 240 h are 1,920 accelerator hours and not 240."""
    text = "hardware: 8x A100\nfigures: {duration: 240 h, gpu_hours: 240 GPU-h}\n"

    assert _codes(text, "yaml") == ["formula"]
    assert _codes(text.replace("240 GPU-h", '"1,920 GPU-h"'), "yaml") == []


def test_a_count_of_a_row_and_one_that_is_stated() -> None:
    """A row has its own hardware; what is stated in figures is never counted again."""
    text = "model,hardware,hours,gpu_hours\na,8x A100,10,80\nb,A100 x 4,10,30\n"

    assert _codes(text, "csv") == ["formula"]
    stated = "hardware: 8x A100\nfigures: {gpus: 16, hours: 10, gpu_hours: 160}\n"
    assert _codes(stated, "yaml") == []
    listed = "hardware: 8x A100\nrows:\n- {name: a, hours: 10, gpu_hours: 80}\n"
    assert _codes(listed, "yaml") == []
