"""Feedback loops on a page."""

from typing import Any

from wholeprint.report.text.loops import loops_page
from wholeprint.report.text.page import Page


def _loop(name: str, kind: str, share: float, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "is_named": False,
        "kind": kind,
        "confidence_share": 1.0,
        "path": [f"stock_of {name}", f"flow of {name}"],
        "through": ["", ""],
        "is_delayed": False,
        "part": 0,
        "mean_share": share,
        "largest_share": share,
        "dominates": [],
        "relative": [0.0, *([share] * 4)],
        **more,
    }


def _document(loops: list[dict[str, Any]], **more: Any) -> Any:
    document: dict[str, Any] = {
        "model": {"name": "m", "title": "A model", "time_unit": "day", "span": [0.0, 4.0]},
        "settings": {},
        "search": {
            "is_complete": True,
            "is_truncated": False,
            "method": "active",
            "seen": len(loops),
            "kept": len(loops),
            "listed": len(loops),
            "listed_share": 1.0,
        },
        "times": [0.0, 1.0, 2.0, 3.0, 4.0],
        "parts": [{"variables": [], "stocks": [], "loops": len(loops), "outside_share": None}],
        "loops": loops,
        "links": [],
        "unmatched": [],
        "notes": [],
        "several": [],
        "worlds": None,
        "decided": None,
        **more,
    }
    return document


def _page(document: Any) -> str:
    page = Page(100)
    loops_page(page, document)
    return page.text()


def test_loops_are_listed_with_kind_share_time_and_path() -> None:
    """The longest stretches in the order of time; names without underscores."""
    spells = [
        {"span": [0.0, 1.0], "mean_share": 0.6, "alone": True},
        {"span": [1.5, 1.6], "mean_share": 0.6, "alone": True},
        {"span": [2.0, 4.0], "mean_share": 0.6, "alone": True},
    ]

    text = _page(_document([_loop("R1", "R", 0.6, dominates=spells), _loop("B1", "B", 0.4)]))

    assert "2 feedback loops" in text
    assert "reinforcing" in text
    assert "60.0 %" in text
    assert "0\u20131, 2\u20134 day" in text
    assert "1 shorter time" in text
    assert "stock of R1" in text
    assert "1 R1   2 B1" in text


def test_a_loop_that_is_alone_is_called_so_and_not_plotted() -> None:
    """It explains all of what happens there: that is no finding."""
    text = _page(_document([_loop("B1", "B", 1.0)]))

    assert "alone" in text
    assert "over time" not in text


def test_no_loop_is_said() -> None:
    """A model in which nothing feeds back, or nothing that matters."""
    assert "No loop was active" in _page(_document([]))


def test_what_is_missing_is_said() -> None:
    """A search that ran out, loops not kept, names that fit nothing, slight loops."""
    document = _document(
        [_loop("R1", "R", 0.6), _loop("B1", "B", 0.4), _loop("B2", "B", 0.0001)],
        unmatched=["contagion"],
    )
    document["search"] |= {"is_complete": False, "seen": 5000, "kept": 200, "listed_share": 0.5}
    document["parts"][0]["outside_share"] = 0.2

    text = _page(document)

    assert "3 of 5,000 feedback loops" in text
    assert "ran out of steps" in text
    assert "explain 50.0 % of the behaviour" in text
    assert "up to 20 % at some instant" in text
    assert "contagion" in text
    assert "1 more explains less than 0.05 %" in text


def test_worlds_are_a_heat_map() -> None:
    """Darker where a loop dominates in more worlds; failures and what was missed are said."""
    worlds = {
        "members": 100,
        "failed": 3,
        "times": [0.0, 1.0],
        "levels": [0.05, 0.95],
        "loops": [
            {
                "name": "R1",
                "dominates": [0.0, 1.0],
                "leads": [0.0, 1.0],
                "mean": [0.0, 0.9],
                "low": [0.0, 0.8],
                "high": [0.0, 1.0],
                "share_of_time": [0.1, 0.5, 0.9],
                "ever_share": 0.97,
            }
        ],
        "outside_share": 0.3,
        "checked": 4,
    }

    text = _page(_document([_loop("R1", "R", 0.6), _loop("B1", "B", 0.4)], worlds=worlds))

    assert "\u00b7\u2588" in text
    assert "97 %" in text
    assert "10\u201390 %" in text
    assert "3 runs failed" in text
    assert "up to 30 %" in text


def test_links_are_listed() -> None:
    """Cause, effect, sign, delay, and when the sign changes."""
    link = {
        "source": "price",
        "target": "demand",
        "through": "",
        "polarity": "-",
        "basis": "run",
        "is_flow": False,
        "is_delayed": True,
        "mean_share": 0.25,
        "variance_share": 0.5,
        "turns": [{"time_amount": 2.0, "polarity": "+"}],
    }

    text = _page(_document([_loop("R1", "R", 0.6), _loop("B1", "B", 0.4)], links=[link]))

    assert "delayed" in text
    assert "+ from 2" in text


def test_parts_are_told_apart() -> None:
    """Numbers of a plot begin anew in each part: the table goes part by part, as the plots do."""
    loops = [
        _loop("A", "R", 0.9),
        _loop("B", "R", 0.8, part=1),
        _loop("C", "B", 0.2, part=1),
        _loop("D", "B", 0.1),
        _loop("E", "B", 1.0, part=2),
    ]
    parts: list[dict[str, Any]] = [
        {"variables": [], "stocks": [], "loops": n, "outside_share": None} for n in (2, 2, 1)
    ]

    lines = _page(_document(loops, parts=parts)).splitlines()

    told = [each.split()[:3] for each in lines[2:7]]
    assert told == [
        ["1", "1", "A"],
        ["2", "1", "D"],
        ["1", "2", "B"],
        ["2", "2", "C"],
        ["E", "balancing", "alone"],
    ]


def test_loops_with_one_path_are_told_apart() -> None:
    """What each runs through is said where another has the same path, and only there."""
    loops = [
        _loop("R1", "R", 0.6, path=["a", "b"], through=["", ""]),
        _loop("B1", "B", 0.3, path=["a", "b"], through=["HALF_LIFE(a)", ""]),
        _loop("B2", "B", 0.1, path=["a", "c"], through=["smth1(a)", ""]),
    ]

    text = _page(_document(loops))

    assert "a \u2192 b \u2192 a" in text
    assert "a \u2192 [HALF LIFE(a)] \u2192 b \u2192 a" in text
    assert "a \u2192 c \u2192 a" in text


def test_a_limit_at_nought_is_explained() -> None:
    """What keeps a stock from below nought is in no equation of the model."""
    kept = "level.kept from below nought"

    text = _page(_document([_loop("B1", "B", 1.0, path=["level"], through=[kept])]))

    assert f"level \u2192 [{kept}] \u2192 level" in text
    assert "may not be negative" in text


def test_a_narrow_page_cuts_no_path() -> None:
    """At 80 columns paths have lines of their own, with each name whole."""
    names = ["experiments", "changing habits", "energy of an experiment", "experimenting"]
    page = Page(80)
    loops_page(page, _document([_loop("R1", "R", 0.6, path=names, through=[""] * 4)]))

    text = page.text()

    assert max(len(each) for each in text.splitlines()) <= 80
    assert all(each in " ".join(text.split()) for each in names)


def test_names_that_fit_several_are_told() -> None:
    """The page says how a name is made to fit one."""
    text = _page(_document([_loop("R1", "R", 0.6)], several=["learning"]))

    assert "fit several loops" in text
    assert "learning" in text
    assert "not NAME" in text


def test_links_with_the_same_ends_are_told_apart() -> None:
    """One leads through a macro, one directly."""
    link: dict[str, Any] = {
        "source": "queue",
        "target": "finish",
        "through": "",
        "polarity": "-",
        "is_delayed": False,
        "mean_share": 0.25,
        "turns": [],
    }

    text = _page(
        _document([_loop("R1", "R", 0.6)], links=[link, link | {"through": "HALF_LIFE(queue)"}])
    )

    assert "directly" in text
    assert "through HALF LIFE(queue)" in text


def test_notes_are_told() -> None:
    """What a reader must know stands below."""
    document = _document([_loop("B1", "B", 1.0)], notes=["Kept every 0.3."])

    assert "Kept every 0.3." in _page(document)
