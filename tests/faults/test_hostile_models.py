"""Models that mean harm: an error of ours, and nothing is executed."""

from pathlib import Path

import pytest

from wholeprint.cli.main import main

_HEAD = "model: m\ntime: {start: 0, stop: 1, step: 1}\n"


@pytest.mark.parametrize(
    "text",
    [
        _HEAD + "auxiliaries:\n  x: __import__('os').system('touch gone')\n",
        _HEAD + "auxiliaries:\n  x: __import__('os')\n",
        _HEAD + "auxiliaries:\n  x: '{}.__class__'\n",
        _HEAD + "auxiliaries:\n  x: !!python/object/apply:os.system ['touch gone']\n",
        _HEAD + "auxiliaries:\n  x: " + "(" * 1_000_000 + "\n",
        _HEAD + "auxiliaries:\n  x: " + "1+" * 1_000_000 + "1\n",
        _HEAD + "auxiliaries:\n  x: " + "-" * 30_000 + "1\n",
        _HEAD + "note: " + "[" * 100_000,
        "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n",
        _HEAD + "parameters: {x: 1e999}\n",
        _HEAD + "parameters: {x: .nan}\n",
        "model: m\ntime: {start: 0, stop: 1e300, step: 1e-300}\nparameters: {x: 1}\n",
        "model: m\ntime: {start: 0, stop: 1, step: 0}\nparameters: {x: 1}\n",
        "\0",
        "",
    ],
    ids=lambda text: str(text)[-24:-1].strip()[:16],
)
def test_a_hostile_model_is_an_error(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One message with its code, exit status other than nought, nothing executed, no traceback."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    path = tmp_path / "hostile.yaml"
    path.write_text(text, encoding="utf-8")

    status = main(["simulate", str(path)])

    said = capsys.readouterr().err
    assert status != 0
    assert "[wp-" in said
    assert "Traceback" not in said
    assert not (tmp_path / "gone").exists()
