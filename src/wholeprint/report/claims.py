"""A claim, what it leaves open, and the honest sentence, as a document."""

from dataclasses import asdict

from wholeprint.advice.claims import Claim
from wholeprint.advice.claims_check import questions, remarks
from wholeprint.advice.claims_say import sentence
from wholeprint.report.form import stamped, tool


def claims_document(claim: Claim) -> dict[str, object]:
    """Return the document of a claim.

    Args:
        claim: The claim, with what is given beside it.
    """
    asked, said = questions(claim), remarks(claim)
    stands = not asked and all(each.severity != "contradiction" for each in said)
    return stamped(
        "claims",
        {
            "tool": tool(),
            "claim": claim.text,
            "stands": stands,
            "sentence": sentence(claim),
            "understood": {
                "subject": claim.subject,
                "of": claim.quantity,
                "ratio": claim.ratio,
                "readings": [asdict(each) for each in claim.readings],
                "baseline": claim.baseline,
                "per": claim.per,
                "measured": claim.measured,
                "boundary": list(claim.boundary),
                "level": claim.level,
                "hardware": claim.hardware,
                "baseline_hardware": claim.baseline_hardware,
                "accounting": claim.accounting,
                "quality": claim.quality,
                "value": claim.value,
                "baseline_value": claim.baseline_value,
                "others": [_other(each) for each in claim.others],
            },
            "questions": [
                {
                    "field": "of" if each.field == "quantity" else each.field,
                    "ask": each.ask,
                    "because": each.because,
                    "choices": list(each.choices),
                }
                for each in asked
            ],
            "remarks": [asdict(each) for each in said],
        },
    )


def _other(claim: Claim) -> dict[str, object]:
    return {
        "of": claim.quantity,
        "ratio": claim.ratio,
        "readings": [asdict(each) for each in claim.readings],
        "baseline": claim.baseline,
        "value": claim.value,
    }
