"""Keys of providers: where they are looked for, and where they are never seen."""

import pytest

from wholeprint.grid.keys import SERVICE, Keys


def _nothing(service: str, name: str) -> None:
    """A store that holds no key."""


def test_the_environment_goes_before_the_store() -> None:
    """A variable, trimmed, else what the system's store holds under our name."""
    store = {(SERVICE, "watttime"): "from the store", (SERVICE, "entsoe"): "hidden"}
    keys = Keys(
        {"WHOLEPRINT_KEY_ENTSOE": " from there "}, lambda service, name: store.get((service, name))
    )

    assert keys["entsoe"] == "from there"
    assert keys["watttime"] == "from the store"
    assert keys.get("electricitymaps") is None
    assert "electricitymaps" not in keys
    assert keys.notes == ()


def test_a_name_with_a_dash_is_a_variable_with_an_underscore() -> None:
    """Names of variables have no dashes."""
    assert Keys({"WHOLEPRINT_KEY_MY_GRID": "k"}, _nothing)["my-grid"] == "k"


def test_a_broken_store_is_one_note() -> None:
    """Whatever the store raises, no key is there, a note names a variable, and it is left alone."""
    asked: list[str] = []

    def broken(service: str, name: str) -> str:
        asked.append(name)
        raise RuntimeError(f"{service} {name} S3CRET")

    keys = Keys({}, broken)

    assert keys.get("entsoe") is None
    assert keys.get("watttime") is None
    assert asked == ["entsoe"]
    (note,) = keys.notes
    assert note.code == "key-store-failed"
    assert "WHOLEPRINT_KEY_ENTSOE" in note.message
    assert "S3CRET" not in note.message


def test_keys_are_not_shown() -> None:
    """Neither the repr nor a list of what there is shows a key."""
    keys = Keys({"WHOLEPRINT_KEY_ENTSOE": "S3CRET"}, None)

    assert "S3CRET" not in repr(keys) + str(keys) + str(dict(keys)) + str(list(keys))


def test_what_needs_no_asking_is_known() -> None:
    """The environment alone says whether a key is at hand: the store is not asked."""

    def never(service: str, name: str) -> str:
        raise AssertionError(service + name)

    keys = Keys({"WHOLEPRINT_KEY_ENTSOE": "k", "WHOLEPRINT_KEY_EIA930": " "}, never)

    assert keys.in_environment("entsoe")
    assert not keys.in_environment("eia930")
    assert not keys.in_environment("watttime")


def test_a_machine_without_a_store_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where keyring finds no backend, or is not installed, there is no key and no note."""
    keyring = pytest.importorskip("keyring")
    fail = pytest.importorskip("keyring.backends.fail")
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    try:
        keys = Keys({})
        assert keys.get("entsoe") is None
        assert keys.notes == ()
    finally:
        keyring.set_keyring(before)
    monkeypatch.setitem(__import__("sys").modules, "keyring", None)
    assert Keys({}).get("entsoe") is None
