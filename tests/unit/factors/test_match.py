"""Names match exactly after normalisation, or not at all."""

import pytest

from wholeprint.factors.match import match, near_names, normalise

CATALOGUE = {
    "intel-xeon-gold-6248": ("Intel Xeon Gold 6248",),
    "amd-epyc-7763": ("AMD EPYC 7763",),
    "a100-sxm4-80gb": ("NVIDIA A100-SXM4-80GB", "A100 SXM 80GB"),
    "a100-pcie-80gb": ("NVIDIA A100 80GB PCIe",),
}


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz", "intel-xeon-gold-6248"),
        ("intel xeon gold 6248", "intel-xeon-gold-6248"),
        ("AMD EPYC 7763 64-Core Processor", "amd-epyc-7763"),
        ("NVIDIA A100-SXM4-80GB", "a100-sxm4-80gb"),
        ("a100-sxm4-80gb", "a100-sxm4-80gb"),
        ("NVIDIA A100 80GB PCIe", "a100-pcie-80gb"),
        ("A100 80GB SXM", "a100-sxm4-80gb"),
        ("pcie 80gb a100", "a100-pcie-80gb"),
    ],
)
def test_decoration_does_not_matter(written: str, key: str) -> None:
    """Trade marks, makers, core counts and clock do not keep it from matching, nor does order."""
    assert match(written, CATALOGUE).key == key


@pytest.mark.parametrize(
    "written",
    ["Intel Xeon Gold 6248R", "A100", "NVIDIA A100-SXM4-40GB", "EPYC 7763P", "", "CPU", "H100"],
)
def test_a_near_name_is_never_taken(written: str) -> None:
    """One letter or one number of difference is another device."""
    assert match(written, CATALOGUE).key is None


def test_near_names_are_offered() -> None:
    """A name that fits nothing comes back with names that look alike, for the message."""
    assert "Intel Xeon Gold 6248" in match("Xeon Gold 6248R", CATALOGUE).near


def test_a_name_of_two_devices_is_ambiguous() -> None:
    """A name that stands for two keys stands for none."""
    found = match(
        "RTX 4090", {"desktop": ("RTX 4090",), "laptop": ("GeForce RTX 4090", "RTX 4090")}
    )

    assert found.key is None
    assert found.ambiguous == ("desktop", "laptop")


def test_as_it_is_written_goes_before_another_order() -> None:
    """Of two names of the same words the one in this order is meant; neither alone is none."""
    known = {"one": ("Alpha 5 7",), "two": ("Alpha 7 5",)}

    assert match("alpha 7 5", known).key == "two"
    assert match("7 alpha 5", known).ambiguous == ("one", "two")


def test_what_tells_devices_apart_stays() -> None:
    """Form, memory, suffix and version survive normalisation."""
    for left, right in [("A100 PCIe", "A100 SXM4"), ("V100", "V100S"), ("TPU v4", "TPU v4i")]:
        assert normalise(left) != normalise(right)


def test_near_names_come_as_they_are_written() -> None:
    """Near names keep their spelling, whatever the case of the one asked for."""
    assert near_names("frnce", ["France", "Germany"]) == ("France",)
    assert near_names("zzz", ["France"]) == ()
