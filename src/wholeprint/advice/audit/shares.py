"""Whether each share says of what, fits its part, and shares of one whole fit in it."""

from collections.abc import Iterator

from wholeprint.advice.audit.case import Case, printed_as, slack_of
from wholeprint.advice.audit.finding import Done, Finding, Lacking, Severity, Told
from wholeprint.advice.statement.amount import Amount, total
from wholeprint.advice.statement.rebuild import CLOSE
from wholeprint.advice.statement.shape import Figure
from wholeprint.advice.statement.terms import ADDED_UP
from wholeprint.errors import WholeprintError

NAME = "shares"
QUESTION = "Does each share say of what, and does it fit the part and the whole?"

_ENDINGS = ("_share", "_fraction", "_percent", "_percentage", "_pct")


def check(case: Case) -> Iterator[Told]:
    """Look at every share.

    Args:
        case: The statement.

    Yields:
        What was found.
    """
    columns: set[str] = set()
    said: set[str] = set()
    for told, name in _columns(case):
        columns.add(name)
        yield told
    for scope in case.scopes():
        wholes: dict[tuple[str, ...], list[Figure]] = {}
        for figure in case.book.figures(scope).values():
            if not _is_share(figure) or figure.amount is None:
                continue
            place = case.book.place(figure.name, scope)
            yield Done(NAME, place, "a share of something")
            if figure.share_of:
                wholes.setdefault(tuple(sorted(figure.share_of)), []).append(figure)
                yield from _of_whole(case, scope, figure, figure.amount)
            elif figure.equals is None and figure.name not in columns and figure.name not in said:
                said.add(figure.name)
                yield Finding(
                    "no-denominator",
                    _doubt(case, figure, scope),
                    place,
                    f"{printed_as(figure)} is a share, and nothing says of what.",
                    printed_as(figure),
                    resolve="Name what it is a share of (of: [...]), or how it follows (equals)",
                )
        for whole, parts in wholes.items():
            yield from _together(case, scope, whole, parts)


def _columns(case: Case) -> Iterator[tuple[Told, str]]:
    """Yield what is said of shares that stand in a column, each beside the figure it is part of."""
    rows = case.statement.rows
    names = dict.fromkeys(
        figure.name
        for row in rows
        for figure in row.figures.values()
        if _is_share(figure) and not figure.share_of and figure.equals is None
    )
    for told in _declared_columns(case):
        yield told, ""
    for name in names:
        shares = {
            row.name: figure
            for row in rows
            if (figure := row.figures.get(name)) is not None and figure.amount is not None
        }
        tried = [_matched(case, shares, term) for term in sorted(ADDED_UP)]
        best = max(tried, key=_count)
        fits = sum(not away for away in best.values())
        # Of two rows one alone proves nothing: any two percentages may come near.
        if len(shares) < 2 or fits < len(shares) - (len(shares) > 2):  # noqa: PLR2004 - one is no column
            continue
        for row, figure in shares.items():
            place = case.book.place(name, row)
            yield Done(NAME, place, "a share of the column beside it"), name
            if best.get(row):
                yield _of_column(figure, place, best[row]), name


def _doubt(case: Case, figure: Figure, scope: str | None) -> Severity:
    # A table of results has columns in per cent that are of no footprint: accuracy, sparsity.
    is_cell = case.row(scope) is not None and not _is_part(figure)
    return Severity.REMARK if is_cell else Severity.CAUTION


def _declared_columns(case: Case) -> Iterator[Told]:
    """Yield what is said of shares of a column, each declared as a share of what its row has."""
    columns: dict[tuple[str, str], list[tuple[str, Figure]]] = {}
    for row in case.statement.rows:
        for figure in row.figures.values():
            term = figure.share_of[0] if len(figure.share_of) == 1 else ""
            if term and _is_of_itself(figure.name, term) and case.states(row.name, term):
                columns.setdefault((figure.name, term), []).append((row.name, figure))
    for (name, term), shares in columns.items():
        if len(shares) < 2:  # noqa: PLR2004 - one is no column
            continue
        known = _matched(case, dict(shares), term)
        for row, figure in shares:
            place = case.book.place(name, row)
            yield Done(NAME, place, "a share of the column beside it")
            if known.get(row):
                yield _of_column(figure, place, known[row])
        if known:
            yield from _over_rows(case, name, term, shares)


def _is_of_itself(name: str, term: str) -> bool:
    stem = name.lower()
    for ending in _ENDINGS:
        stem = stem.removesuffix(ending)
    return stem in {"share", "part", "fraction", "percent", term, term.removeprefix("it_"), ""}


def _over_rows(
    case: Case, name: str, term: str, shares: list[tuple[str, Figure]]
) -> Iterator[Told]:
    added = sum(each.amount.value for _, each in shares if each.amount is not None)
    slack = sum(each.rounding_amount for _, each in shares)
    if added - slack <= 1.0 + CLOSE:
        return
    yield Finding(
        "shares-over-whole",
        Severity.CONTRADICTION,
        case.book.place(name, shares[0][0]),
        f"Shares of {term} add up to {added:.4g} of it: "
        f"{', '.join(f'{row} {each.text}' for row, each in shares)}.",
        f"{added:.2%}",
        "at most 100 %",
        {"sum_share": added},
        resolve="Correct one of them, or say which overlap",
    )


def _count(found: dict[str, str]) -> tuple[int, int]:
    return sum(not away for away in found.values()), len(found)


def _matched(case: Case, shares: dict[str, Figure], term: str) -> dict[str, str]:
    """Return for each row what its share should be, empty where it is that."""
    amounts: dict[str, Amount] = {}
    for row in case.statement.rows:
        amount = case.amount(term, row.name) if case.states(row.name, term) else None
        if amount is not None:
            amounts[row.name] = amount
    if not shares.keys() <= amounts.keys():
        return {}
    whole = total(list(amounts.values()))
    found: dict[str, str] = {}
    for row, figure in shares.items():
        if figure.amount is None or whole.value == 0.0:
            return {}
        value = amounts[row].to(whole.unit) / whole.value
        slack = figure.rounding_amount + CLOSE * abs(figure.amount.value)
        found[row] = "" if abs(value - figure.amount.value) <= slack else f"{value:.4%} of {term}"
    return found


def _of_column(figure: Figure, place: str, wanted: str) -> Finding:
    return Finding(
        "share",
        Severity.CONTRADICTION,
        place,
        f"{printed_as(figure)} is printed, and the row is {wanted}, as the other rows' shares are.",
        printed_as(figure),
        wanted,
        resolve="Correct the share or its row",
    )


def _is_share(figure: Figure) -> bool:
    if figure.term:
        return False
    ends = any(figure.name.lower().endswith(ending) for ending in _ENDINGS)
    return ends or figure.text.rstrip().endswith("%")


def _is_part(figure: Figure) -> bool:
    # A percentage may also be a ratio of two things of which neither holds the other.
    return any(word in figure.name.lower() for word in ("share", "fraction", "part"))


def _of_whole(case: Case, scope: str | None, figure: Figure, share: Amount) -> Iterator[Told]:
    place = case.book.place(figure.name, scope)
    if share.value - figure.rounding_amount > 1.0 or share.value + figure.rounding_amount < 0.0:
        yield Finding(
            "over-whole",
            Severity.CONTRADICTION if _is_part(figure) else Severity.CAUTION,
            place,
            f"{printed_as(figure)} is no share of {_listed(figure.share_of)}: a part is between "
            "nothing and all of it.",
            printed_as(figure),
            "0 to 100 %",
            resolve="Say what it is a share of",
        )
    part = _part(case, scope, figure)
    try:
        whole = total([case.book.value(name, scope) for name in figure.share_of])
    except WholeprintError:
        return
    if part is None and figure.equals is None and _is_part(figure):
        missing = f"a figure that it is the share of, named as the share is ({figure.name})"
        yield Lacking(NAME, place, missing)
    if part is None or whole.value == 0.0:
        return
    name, amount = part
    try:
        computed = (amount.like(whole.unit) / whole).into(share.unit)
    except WholeprintError:
        return
    yield Done(NAME, place, f"{name} over {_listed(figure.share_of)}")
    away = abs(computed.value - share.value)
    slack = slack_of(figure) + computed.slack_amount
    if away <= slack + CLOSE * abs(share.value):
        return
    yield Finding(
        "share",
        Severity.CONTRADICTION,
        place,
        f"{name} is {computed.value:.4%} of {_listed(figure.share_of)}, and {printed_as(figure)} "
        "is printed.",
        printed_as(figure),
        f"{computed.value:.4%}",
        {"printed_share": share.value, "computed_share": computed.value},
        why=_other_wholes(case, scope, figure, amount, share),
        resolve="Say which parts are in the whole",
    )


def _other_wholes(
    case: Case, scope: str | None, figure: Figure, part: Amount, share: Amount
) -> tuple[str, ...]:
    found: list[str] = []
    names = figure.share_of
    choices = [tuple(name for name in names if name != each) for each in names]
    choices += [(each,) for each in case.book.figures(scope) if each != figure.name]
    for choice in choices:
        try:
            whole = total([case.book.value(name, scope) for name in choice]) if choice else None
            if whole is None or whole.value == 0.0:
                continue
            value = (part.like(whole.unit) / whole).into(share.unit).value
        except WholeprintError:
            continue
        if abs(value - share.value) <= slack_of(figure) + CLOSE * abs(share.value):
            found.append(f"it is a share of {_listed(choice)} alone")
    return tuple(found[:2])


def _part(case: Case, scope: str | None, figure: Figure) -> tuple[str, Amount] | None:
    stem = figure.name
    for ending in _ENDINGS:
        stem = stem.removesuffix(ending)
    for name in (stem, f"ghg_{stem}", f"{stem}_energy"):
        if name != figure.name and case.book.find(name, scope) is not None:
            try:
                return name, case.book.value(name, scope)
            except WholeprintError:
                return None
    return None


def _together(
    case: Case, scope: str | None, whole: tuple[str, ...], parts: list[Figure]
) -> Iterator[Told]:
    known = [part for part in parts if part.amount is not None]
    if len(known) < 2:  # noqa: PLR2004 - one alone fits
        return
    added = sum(part.amount.value for part in known if part.amount is not None)
    slack = sum(part.rounding_amount for part in known)
    place = case.book.place(known[0].name, scope)
    yield Done(NAME, place, f"with {len(known) - 1} more of {_listed(whole)}")
    if added - slack > 1.0 + CLOSE:
        yield Finding(
            "shares-over-whole",
            Severity.CONTRADICTION,
            place,
            f"Shares of {_listed(whole)} add up to {added:.4g} of it: "
            f"{', '.join(f'{part.name} {part.text}' for part in known)}.",
            f"{added:.2%}",
            "at most 100 %",
            {"sum_share": added},
            resolve="Correct one of them, or say which overlap",
        )


def _listed(names: tuple[str, ...]) -> str:
    return " + ".join(names)
