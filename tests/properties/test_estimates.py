"""What holds of every estimate of a workload."""

from hypothesis import given, settings
from hypothesis import strategies as st

from wholeprint.errors import WholeprintError
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.tracking.estimate_inference import Inference, estimate_inference
from wholeprint.tracking.estimate_like import find_model
from wholeprint.tracking.estimate_training import Training, estimate_training

BOARDS = st.sampled_from(["h100-sxm5-80gb", "a100-sxm4-80gb", "mi300x", "tpu-v4", "l4"])
FEW = settings(max_examples=12, deadline=None)


def _energy(footprint: object) -> Uncertain:
    assert isinstance(footprint, Uncertain)
    return footprint


@FEW
@given(
    board=BOARDS,
    parameters=st.floats(1e6, 1e13),
    tokens=st.floats(1e6, 1e14),
    mfu=st.floats(0.01, 1.0),
)
def test_training_is_in_proportion_to_its_operations(
    board: str, parameters: float, tokens: float, mfu: float
) -> None:
    """Twice the tokens are twice the energy, and half the utilisation too. Rounding of floats."""

    def central(tokens: float, mfu: float) -> float:
        facts = Training(parameters_count=parameters, tokens_count=tokens, mfu_share=mfu)
        found = estimate_training(board, facts, draws=8).footprint[Category.ENERGY]
        return _energy(found).central

    base = central(tokens, mfu)
    assert abs(central(2 * tokens, mfu) / base - 2.0) < 1e-9
    assert abs(central(tokens, mfu / 2) / base - 2.0) < 1e-9


@FEW
@given(
    parameters=st.floats(1e8, 1e12),
    active=st.floats(0.01, 1.0),
    prompt=st.floats(0.0, 1e5),
    answer=st.floats(1.0, 1e5),
    batch=st.floats(1.0, 512.0),
)
def test_a_request_costs_something_and_a_larger_one_no_less(
    parameters: float, active: float, prompt: float, answer: float, batch: float
) -> None:
    """Energy is positive and finite, and grows with the answer and with what is active."""

    def central(answer: float, active: float) -> float:
        inference = Inference(
            parameters_count=parameters,
            active_parameters_count=parameters * active,
            input_tokens_count=prompt,
            output_tokens_count=answer,
            batch_count=batch,
            way="roofline",
        )
        found = estimate_inference("h100-sxm5-80gb:64", inference, draws=8)
        return found.workload.per["request"][Category.ENERGY].central

    base = central(answer, active)
    assert 0.0 < base < float("inf")
    assert central(2 * answer, active) > base
    assert central(answer, min(1.0, active * 2)) >= base * (1 - 1e-12)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_model_or_is_refused(text: str) -> None:
    """Whatever is typed names a model or is refused with one of our errors."""
    try:
        model, _ = find_model(text)
    except WholeprintError:
        return
    assert model.key
