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


def test_a_broken_store_is_a_note() -> None:
    """Whatever the store raises, the key is not there and a note names the variable instead."""

    def broken(service: str, name: str) -> str:
        raise RuntimeError(f"{service} {name} S3CRET")

    keys = Keys({}, broken)

    assert keys.get("entsoe") is None
    (note,) = keys.notes
    assert note.code == "key-store-failed"
    assert "WHOLEPRINT_KEY_ENTSOE" in note.message
    assert "S3CRET" not in note.message


def test_keys_are_not_shown() -> None:
    """Neither the repr nor a list of what there is shows a key."""
    keys = Keys({"WHOLEPRINT_KEY_ENTSOE": "S3CRET"}, None)

    assert "S3CRET" not in repr(keys) + str(keys) + str(dict(keys)) + str(list(keys))


def test_the_systems_store_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a store of the caller's own it is keyring's, and without a backend there is none."""
    keyring = pytest.importorskip("keyring")
    fail = pytest.importorskip("keyring.backends.fail")
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    try:
        keys = Keys({})
        assert keys.get("entsoe") is None
        assert [note.code for note in keys.notes] == ["key-store-failed"]
    finally:
        keyring.set_keyring(before)
    monkeypatch.setitem(__import__("sys").modules, "keyring", None)
    assert Keys({}).get("entsoe") is None
