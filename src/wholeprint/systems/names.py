"""Names of variables: what counts as the same name."""

import re
from functools import lru_cache

_GAP = re.compile(r"[\s_\u00a0]+")


@lru_cache(maxsize=65_536)
def canonical(name: str) -> str:
    """Return the form under which a name is looked up.

    Case, quotation marks around it, and whether words are parted by blanks, underscores or line
    ends make no difference. Source: OASIS XMILE 1.0, section 3.2.2.

    Args:
        name: The name as somebody wrote it.

    Returns:
        Lower-case words joined by underscores.
    """
    text = name.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    text = text.replace("\\n", " ").replace('\\"', '"')
    return _GAP.sub("_", text.strip()).casefold()


def denied(text: str) -> str | None:
    """Return the name in "not NAME", as names of loops have it; None where nothing is denied.

    Args:
        text: A name, or one behind "not".
    """
    first, _, rest = text.strip().partition(" ")
    return rest.strip() or None if first.lower() == "not" else None
