"""Estimates under the assumptions of other tools and papers, declared through our own functions.

Each case declares what its source assumes and must come to what the source says: to 1e-6, or to
the rounding of its print.
"""

from typing import Any

import pytest

from wholeprint.lifecycle.workload_ecologits import regression
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.tracking.estimate import estimate
from wholeprint.tracking.estimate_inference import Inference, estimate_inference
from wholeprint.tracking.estimate_job import Job, estimate_job
from wholeprint.tracking.estimate_training import Training, estimate_training

NO_HOST = {"power.machine_per_accelerator": 1.0}


def _central(found: Any, category: str, unit: str) -> float:
    quantity = found.footprint[category]
    assert isinstance(quantity, Uncertain), quantity
    return quantity.to(unit).central


# Green Algorithms: E = t x (cores x W x use + GB x 0.3725 + gpus x W x use) x PUE x PSF.


@pytest.mark.parametrize(
    ("job", "pue"),
    [
        (Job(hours=12, cores=12, core_watts=15.8, memory_gb=64, usage_share=0.9), 1.67),
        (Job(hours=0.5, cores=1, core_watts=12.0, memory_gb=8), 1.0),
        (Job(hours=100, cores=64, core_watts=3.516, memory_gb=512, usage_share=0.75), 1.2),
        (Job(hours=48, cores=128, core_watts=2.8, memory_gb=1024, scale_factor=10), 1.12),
        (
            Job(
                hours=24,
                cores=8,
                core_watts=15.8,
                memory_gb=128,
                usage_share=0.5,
                accelerators="v100-sxm2-16gb:4",
                accelerator_watts=300,
                accelerator_share=0.8,
                scale_factor=3,
            ),
            1.56,
        ),
    ],
)
def test_green_algorithms(job: Job, pue: float) -> None:
    """The formula of Green Algorithms v3 at five inputs of our own, to 1e-9 (floats).

    Source: Lannelongue, Grealey, Inouye (2021) and the tool's code as documented; its 0.3725 W/GB.
    """
    told = Job(
        **{name: getattr(job, name) for name in Job.__dataclass_fields__ if name != "power_model"},
        power_model="green-algorithms",
    )
    found = estimate_job(told, pue=pue)
    boards = 4 if job.accelerators else 0
    watts = (
        job.cores * (job.core_watts or 0.0) * job.usage_share
        + job.memory_gb * 0.3725
        + boards * (job.accelerator_watts or 0.0) * job.accelerator_share
    )

    expected = job.hours * watts * pue * job.scale_factor / 1e3
    assert _central(found, "energy", "kWh") == pytest.approx(expected, rel=1e-9)
    spread = found.footprint["energy"]
    assert isinstance(spread, Uncertain)
    assert spread.low == pytest.approx(spread.high)  # all of it is declared


# ML CO2 Impact: kg = W x h / 1000 x impact, the impact rounded to 0.01 kg/kWh before use.


@pytest.mark.parametrize(("grams", "kilograms"), [(560.0, 14.0), (557.0, 13.925)])
def test_ml_co2_impact(grams: float, kilograms: float) -> None:
    """100 h of an A100 PCIe in asia-east1: 14.0 kg as the tool rounds 557 g, 13.925 kg unrounded.

    Source: mlco2/impact, data and js/grayscale.js. Rounding of floats.
    """
    overrides = {**NO_HOST, "grid.TW.lifecycle.any_day": grams}
    found = estimate("a100-pcie-40gb", 100.0, zone="TW", pue=1.0, overrides=overrides)

    assert _central(found, "energy", "kWh") == pytest.approx(25.0, rel=1e-9)
    assert _central(found, "ghg_operational", "kgCO2e") == pytest.approx(kilograms, rel=1e-9)


# EcoLogits 0.11.3: active, total [billion], tokens, PUE, then what its functions return:
# GPUs, latency [s], energy of one GPU, of the server, of IT, of the request [kWh], embodied [kg].

ECOLOGITS = [
    (7, 7, 100, 1.2, 1, 4.418686524032581, 4.451517867685392e-06, 2.8767490390837115e-06,
     7.328266906769103e-06, 8.793920288122923e-06, 7.191872597709279e-07),
    (8, 8, 500, 1.2, 1, 22.43268702488059, 2.254229628196367e-05, 1.4604613948489967e-05,
     3.714691023045364e-05, 4.4576292276544365e-05, 3.6511534871224914e-06),
    (70, 70, 500, 1.2, 4, 43.46646011737694, 4.019412678123944e-05, 0.0001131939065556691,
     0.00027397041368062687, 0.0003287644964167522, 2.8298476638917282e-05),
    (37, 671, 400, 1.09, 32, 25.81685180935472, 2.4639038115622514e-05, 0.0005378510793615566,
     0.001326300299061477, 0.00144566732597701, 0.00013446276984038915),
    (405, 405, 1000, 1.16, 16, 314.2333713956016, 0.00027114190573207183, 0.0032732642853708495,
     0.007611534777083999, 0.008829380341417439, 0.0008183160713427125),
    (1.5, 1.5, 50, 1.0, 1, 2.022753339421565, 2.0691701148975083e-06, 1.3168967053525813e-06,
     3.38606682025009e-06, 3.38606682025009e-06, 3.2922417633814533e-07),
    (17, 109, 250, 1.14, 4, 12.742988333669867, 1.2552329386897013e-05, 3.318486545226528e-05,
     8.339418299985333e-05, 9.506936861983279e-05, 8.29621636306632e-06),
]  # fmt: skip


@pytest.mark.parametrize("case", ECOLOGITS)
def test_ecologits(case: tuple[float, ...]) -> None:
    """Every number on the way equals what EcoLogits 0.11.3 returned when it was run, to 1e-12.

    Source: ``compute_llm_impacts_dag`` of the package on PyPI, run once for these inputs.
    """
    active, total, tokens, _, count, seconds, board, server, it, _, embodied = case
    found = regression(total * 1e9, active * 1e9, tokens)

    assert found.accelerator_count == count
    assert found.seconds == pytest.approx(seconds, rel=1e-12)
    assert found.accelerator_kwh == pytest.approx(board * count, rel=1e-12)
    assert found.server_kwh == pytest.approx(server, rel=1e-12)
    assert found.it_kwh == pytest.approx(it, rel=1e-12)
    assert found.embodied_kg == pytest.approx(embodied, rel=1e-12)


@pytest.mark.parametrize("case", ECOLOGITS)
def test_ecologits_through_the_estimate(case: tuple[float, ...]) -> None:
    """The estimate by its method is its request: its boards, its server, its time, all its energy.

    Source: as above. To 1e-9: floats through the assessment.
    """
    active, total, tokens, pue, count, seconds, _, _, _, whole, _ = case
    inference = Inference(
        parameters_count=total * 1e9,
        active_parameters_count=active * 1e9,
        output_tokens_count=tokens,
        way="ecologits",
    )
    found = estimate_inference("h100-sxm5-80gb", inference, pue=pue)
    told = found.workload.quantities

    assert _central(found, "energy", "kWh") == pytest.approx(whole, rel=1e-9)
    assert told["seconds_per_request"].to("s").central == pytest.approx(seconds, rel=1e-9)
    assert told["accelerators"].central == count


@pytest.mark.parametrize("hardware", ["h100-sxm5-80gb:4", "h100-sxm5-80gb:8,epyc-9654:2"])
@pytest.mark.parametrize(
    ("batch", "kwh"),
    [
        (1.0, 0.0035095947762665307),
        (4.0, 0.0009950414483591728),
        (16.0, 0.00035541530625199944),
        (64.0, 0.00016438224820837613),
        (256.0, 0.00008287460801462936),
    ],
)
def test_ecologits_at_every_batch(hardware: str, batch: float, kwh: float) -> None:
    """300 tokens of 70 billion parameters at five batches, on whatever boards and processors.

    Source: ``request_it_energy`` of the package on PyPI, run with ``batch_size``. To 1e-9: floats.
    """
    inference = Inference(
        parameters_count=70e9, output_tokens_count=300.0, batch_count=batch, way="ecologits"
    )
    found = estimate_inference(hardware, inference, pue=1.0)

    assert _central(found, "energy", "kWh") == pytest.approx(kwh, rel=1e-9)
    told = found.workload.quantities["ecologits_it_energy_per_request"]
    assert told.to("kWh").central == pytest.approx(kwh, rel=1e-9)


def test_epoch() -> None:
    """500 tokens through 100 billion active parameters, a tenth of 989 TFLOP/s: 0.295 Wh.

    Source: You, Epoch AI (2025), inputs second-hand, "about 0.3 watt-hours" quoted: 1,500 W per
    GPU with all around it, 70 % of it drawn. Its arithmetic is that of reading. Floats.
    """
    inference = Inference(
        parameters_count=100e9,
        output_tokens_count=0.0,
        input_tokens_count=500.0,
        mfu_share=0.1,
        way="roofline",
    )
    overrides = {
        "power.machine_per_accelerator": 1500.0 / 700.0,
        "training.power_share": 0.7,
        "accelerator.h100-sxm5-80gb.peak_16bit": 989.0,
    }
    found = estimate_inference("h100-sxm5-80gb:8", inference, pue=1.0, overrides=overrides)

    assert _central(found, "energy", "Wh") == pytest.approx(0.29491068419278726, rel=1e-9)


@pytest.mark.parametrize(
    ("hours", "megawatt_hours", "tonnes"),
    [(82_432, 36, 14), (135_168, 59, 23), (530_432, 233, 90), (809_472, 356, 137)],
)
def test_llama(hours: float, megawatt_hours: float, tonnes: float) -> None:
    """Hours x 400 W x 1.1 x 0.385 kg/kWh come to the printed digits.

    Source: Touvron et al. (2023), LLaMA, Table 15, read in its own text. The rows of 65B and BLOOM
    print 449 and 475 MWh where their inputs give 449.8 and 476.5, and are left out.
    """
    overrides = {**NO_HOST, "grid.US.lifecycle.any_month": 385.0}
    training = Training(accelerator_hours=hours, power_watts=400.0)
    found = estimate_training("a100-sxm4-80gb", training, zone="US", pue=1.1, overrides=overrides)

    assert _central(found, "energy", "MWh") == pytest.approx(megawatt_hours, abs=0.5)
    assert _central(found, "ghg_operational", "tCO2e") == pytest.approx(tonnes, abs=0.5)


@pytest.mark.parametrize(
    ("hours", "tonnes"), [(184_320, 31.22), (368_640, 62.44), (1_720_320, 291.42)]
)
def test_llama_2(hours: float, tonnes: float) -> None:
    """Each row of the model card comes to its printed hundredths of a tonne.

    Source: meta-llama/llama, MODEL_CARD.md; PUE and intensity are those of LLaMA.
    """
    overrides = {**NO_HOST, "grid.US.lifecycle.any_month": 385.0}
    training = Training(accelerator_hours=hours, power_watts=400.0)
    found = estimate_training("a100-sxm4-80gb", training, zone="US", pue=1.1, overrides=overrides)

    assert _central(found, "ghg_operational", "tCO2e") == pytest.approx(tonnes, abs=0.01)


def test_starcoder() -> None:
    """320,256 h at 280 W are the printed 89,671.68 kWh. Source: Li et al. (2023), second-hand."""
    training = Training(accelerator_hours=320_256, power_watts=280.0)
    found = estimate_training("a100-sxm4-80gb", training, pue=1.0, overrides=NO_HOST)

    assert _central(found, "energy", "kWh") == pytest.approx(89_671.68, rel=1e-9)


@pytest.mark.parametrize(
    ("board", "chips", "days", "watts", "pue", "megawatt_hours", "half"),
    [
        ("tpu-v2", 200, 6.8, 208, 1.10, 7.5, 0.05),
        ("tpu-v3", 512, 20, 310, 1.12, 85.7, 0.5),
        ("tpu-v3", 1024, 30, 289, 1.09, 232, 0.5),
        ("tpu-v3", 1024, 3.1, 288, 1.09, 24.1, 0.4),
        ("tpu-v3", 1024, 27, 245, 1.10, 179, 0.5),
        ("v100-sxm2-32gb", 10_000, 14.8, 330, 1.10, 1287, 4.4),
    ],
)
def test_patterson(
    board: str,
    chips: int,
    days: float,
    watts: float,
    pue: float,
    megawatt_hours: float,
    half: float,
) -> None:
    """Chips x days x measured watts x PUE come to the energy of Table 4.

    Source: Patterson et al. (2021), read in its own text. The tolerance is half of the last digit
    printed of the energy, or what half of the last digit of the days makes where that is more
    (3.1 days: 0.4 MWh; 14.8 days: 4.4 MWh). The watts are of the whole system, so that of a V100
    they pass its own limit, and that is declared.
    """
    training = Training(accelerator_hours=chips * days * 24, power_watts=watts, allow_boost=True)
    found = estimate_training(board, training, pue=pue, overrides=NO_HOST)

    assert _central(found, "energy", "MWh") == pytest.approx(megawatt_hours, abs=half)


def test_glam() -> None:
    """1,024 TPU v4 for 574 h at 326 W and PUE 1.11 are 213 MWh. Du et al. (2022), second-hand.

    The watts are of the whole system, and pass what the tables have for the chip.
    """
    training = Training(accelerator_hours=1024 * 574.0, power_watts=326.0, allow_boost=True)
    found = estimate_training("tpu-v4", training, pue=1.11, overrides=NO_HOST)

    assert _central(found, "energy", "MWh") == pytest.approx(213.0, abs=0.5)


def test_de_vries() -> None:
    """3,617 servers of 6.5 kW for a day are 564 MWh, 2.9 Wh for each of 195 million requests.

    Source: de Vries (2023), quoted word for word. To half of the last digit printed.
    """
    boards = 3617 * 8
    overrides = {"power.machine_per_accelerator": 6500.0 / (8 * 400.0)}
    training = Training(accelerator_hours=boards * 24.0, power_watts=400.0)
    found = estimate_training("a100-sxm4-80gb", training, pue=1.0, overrides=overrides)

    assert boards == 28_936
    assert _central(found, "energy", "MWh") == pytest.approx(564.0, abs=0.5)
    assert _central(found, "energy", "Wh") / 195e6 == pytest.approx(2.9, abs=0.05)


def test_bloom() -> None:
    """1,082,990 h at the limit of 400 W are 433,196 kWh, and 24.69 t at 57 g/kWh.

    Source: Luccioni, Viguier, Ligozat (2023), Table 5 and section 4.2, quoted; no PUE is in it.
    """
    overrides = {**NO_HOST, "grid.FR.lifecycle.any_month": 57.0}
    training = Training(accelerator_hours=1_082_990, power_share=1.0)
    found = estimate_training(
        "a100-sxm4-80gb:384", training, zone="FR", pue=1.0, overrides=overrides
    )

    assert _central(found, "energy", "kWh") == pytest.approx(433_196, abs=0.5)
    assert _central(found, "ghg_operational", "tCO2e") == pytest.approx(24.69, abs=0.005)


def test_power_times_hours_as_trackers_fall_back_to() -> None:
    """Where a tracker sees no counter it takes the design power times hours: ours, with that said.

    300 W for 10 h are 3 kWh. Source: the rule CodeCarbon documents for hardware it cannot read.
    """
    found = estimate("v100-sxm2-16gb", 10.0, pue=1.0, overrides=NO_HOST)

    assert _central(found, "energy", "kWh") == pytest.approx(3.0, rel=1e-9)
