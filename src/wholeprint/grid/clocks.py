"""Whose clock the people of a zone live by, for counting hours and days as they do."""

from collections.abc import Mapping

CLOCKS: Mapping[str, str] = {
    "AL": "Europe/Tirane", "AT": "Europe/Vienna", "BA": "Europe/Sarajevo",
    "BE": "Europe/Brussels", "BG": "Europe/Sofia", "CH": "Europe/Zurich", "CY": "Asia/Nicosia",
    "CZ": "Europe/Prague", "DE": "Europe/Berlin", "DK": "Europe/Copenhagen",
    "EE": "Europe/Tallinn", "ES": "Europe/Madrid", "FI": "Europe/Helsinki", "FR": "Europe/Paris",
    "GB": "Europe/London", "GR": "Europe/Athens", "HR": "Europe/Zagreb", "HU": "Europe/Budapest",
    "IE": "Europe/Dublin", "IN": "Asia/Kolkata", "IS": "Atlantic/Reykjavik", "IT": "Europe/Rome",
    "JP": "Asia/Tokyo", "KR": "Asia/Seoul", "LT": "Europe/Vilnius", "LU": "Europe/Luxembourg",
    "LV": "Europe/Riga", "MD": "Europe/Chisinau", "ME": "Europe/Podgorica",
    "MK": "Europe/Skopje", "MT": "Europe/Malta", "NL": "Europe/Amsterdam", "NO": "Europe/Oslo",
    "NZ": "Pacific/Auckland", "PL": "Europe/Warsaw", "PT": "Europe/Lisbon",
    "RO": "Europe/Bucharest", "RS": "Europe/Belgrade", "SE": "Europe/Stockholm",
    "SI": "Europe/Ljubljana", "SK": "Europe/Bratislava", "TR": "Europe/Istanbul",
    "UA": "Europe/Kyiv", "ZA": "Africa/Johannesburg",
    "AU-NSW": "Australia/Sydney", "AU-QLD": "Australia/Brisbane", "AU-SA": "Australia/Adelaide",
    "AU-TAS": "Australia/Hobart", "AU-VIC": "Australia/Melbourne",
}  # fmt: skip
"""Time zones of countries, and of states where a country has several, by code: the rows of the tz
database's zone.tab (public domain); of a country with several, that of most of it."""


def clock_of(zone_code: str) -> str | None:
    """Return the time zone of a grid zone; None where none is known, as in countries of several.

    Args:
        zone_code: Code of the zone: "GB", "DK-DK1".
    """
    parts = zone_code.split("-")
    found = CLOCKS.get("-".join(parts[:2]))
    return found if found is not None else CLOCKS.get(parts[0])
