"""The regression of EcoLogits 0.11.3 for language models, as its documentation states it.

Fits of energy and latency to measurements of the ML.ENERGY leaderboard on H100. Tokens of the
prompt are not in it. Formulas and constants: EcoLogits 0.11.3, ``impacts/llm.py``; checked by
running it.
"""

import math
from dataclasses import dataclass

from wholeprint.lifecycle.workload_inference import accelerators_for

_ALPHA, _BETA, _GAMMA = 1.1665273170451914e-06, -0.011205921025579175, 4.052928146734005e-05
_SECONDS = (0.0006785088094353663, 0.0003119310311688259, 0.019473717579473387)

BATCH = 64.0
"""Requests that it takes to be served together [1]."""

_MEMORY_BYTES = 80e9
_BYTES_EACH = 2.0
_SERVER_WATTS = 1200.0
_HOST = 8.0
_LIFE_SECONDS = 3 * 365 * 24 * 3600.0
_SERVER_KG, _BOARD_KG = 5700.0, 273.0


@dataclass(frozen=True, slots=True)
class Regression:
    """One request, as the regression has it.

    Attributes:
        accelerator_count: Accelerators that hold the model [1].
        batch_count: Requests that are served together [1].
        seconds: How long the request takes [s].
        accelerator_kwh: Energy of all accelerators for the request [kWh].
        server_kwh: Energy of the rest of the server for the request [kWh].
        embodied_kg: Greenhouse gases of making, for the request [kgCO2e].
    """

    accelerator_count: int
    batch_count: float
    seconds: float
    accelerator_kwh: float
    server_kwh: float
    embodied_kg: float

    @property
    def accelerator_seconds(self) -> float:
        """How long accelerators are held for the request, all together [s]."""
        return self.seconds * self.accelerator_count / self.batch_count

    @property
    def it_kwh(self) -> float:
        """Energy of the IT equipment for the request [kWh]."""
        return self.accelerator_kwh + self.server_kwh


def regression(
    parameters_count: float,
    active_parameters_count: float,
    output_tokens_count: float,
    *,
    batch_count: float = BATCH,
    most_seconds: float | None = None,
) -> Regression:
    """Return one request as the regression has it.

    Args:
        parameters_count: All parameters [parameter].
        active_parameters_count: Those that a token passes through [parameter].
        output_tokens_count: Tokens of the answer [token].
        batch_count: Requests that are served together [1].
        most_seconds: How long the request took [s]; None where nobody says.
    """
    billions = active_parameters_count / 1e9
    count = accelerators_for(parameters_count * _BYTES_EACH, _MEMORY_BYTES)
    each_wh = _ALPHA * math.exp(_BETA * batch_count) * billions + _GAMMA
    per_token = _SECONDS[0] * billions + _SECONDS[1] * batch_count + _SECONDS[2]
    seconds = output_tokens_count * per_token
    if most_seconds is not None:
        seconds = min(seconds, most_seconds)
    share = seconds / batch_count
    return Regression(
        accelerator_count=count,
        batch_count=batch_count,
        seconds=seconds,
        accelerator_kwh=count * output_tokens_count * each_wh / 1000.0,
        server_kwh=share / 3600.0 * _SERVER_WATTS / 1000.0 * count / _HOST,
        embodied_kg=share / _LIFE_SECONDS * (count / _HOST * _SERVER_KG + count * _BOARD_KG),
    )
