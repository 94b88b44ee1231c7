"""What a machine is, as far as it can see itself."""

import json

from wholeprint.quantities.machine import Accelerator, Machine

MACHINE = Machine(
    cpu_model="AMD EPYC 7763",
    sockets=2,
    memory_bytes=2**39,
    cpu_limit_cores=7.5,
    chassis="server",
    accelerators=(Accelerator(0, "NVIDIA A100-SXM4-80GB", 2**36, "GPU-1"),),
)


def test_it_comes_back_from_its_document() -> None:
    """What as_json writes, from_json reads as the same machine, also through text."""
    assert Machine.from_json(json.loads(json.dumps(MACHINE.as_json()))) == MACHINE


def test_documents_of_other_versions_are_read() -> None:
    """Unknown keys are passed over and missing ones are not known."""
    found = Machine.from_json(
        {
            "cpu_model": "x",
            "colour": "red",
            "accelerators": [{"index": 1, "name": "y", "colour": 2}],
        }
    )
    assert found == Machine(cpu_model="x", accelerators=(Accelerator(1, "y"),))
    assert Machine.from_json({}) == Machine()
