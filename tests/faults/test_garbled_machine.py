"""No file of a machine, whatever is in it, makes detection raise."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from wholeprint.hardware.describe import describe
from wholeprint.hardware.detect import look
from wholeprint.quantities.machine import Machine

FILES = (
    "proc/cpuinfo",
    "proc/meminfo",
    "proc/self/cgroup",
    "proc/self/status",
    "proc/self/mountinfo",
    "proc/sys/kernel/osrelease",
    "sys/devices/system/cpu/online",
    "sys/devices/system/cpu/smt/active",
    "sys/devices/system/cpu/cpu0/topology/package_cpus_list",
    "sys/fs/cgroup/cpu.max",
    "sys/fs/cgroup/memory.max",
    "sys/class/dmi/id/chassis_type",
    "sys/class/dmi/id/product_name",
    "sys/bus/pci/devices/0000:01:00.0/class",
    "sys/bus/pci/devices/0000:01:00.0/vendor",
    "sys/bus/pci/devices/0000:01:00.0/device",
    "proc/driver/nvidia/gpus/0000:01:00.0/information",
    "etc/machine-id",
)

# Rubbish, and text that is nearly right: the second finds more than the first.
CONTENT = st.one_of(
    st.binary(max_size=200),
    st.sampled_from(
        [
            b"0-1,\n",
            b"0-18446744073709551615\n",
            b"0::/../..\x00/\n",
            b"1:cpu,memory:/a\n",
            b"max\n",
            b"-5 100000\n",
            b"150000 -1\n",
            b"MemTotal:  many kB\n",
            b"MemTotal: -1 kB\n",
            b"processor\t: 0\nmodel name\t: \xff\xfe\nsiblings\t: 0\ncpu cores\t: 0\n",
            b"processor\t: 0\nCPU implementer\t: 0xzz\n",
            b"0x030000\n",
            b"0x10de\n",
            b"Model: \nDevice Minor: x\n",
            b"Cpus_allowed_list:\t9-1\n",
        ]
    ),
)


@given(contents=st.dictionaries(st.sampled_from(FILES), CONTENT))
def test_rubbish_never_raises(contents: dict[str, bytes]) -> None:
    """Any content gives a machine that can be described, stored and read back."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in contents.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

        machine = look(folder).machine

    assert describe(machine)
    assert Machine.from_json(machine.as_json()) == machine
    assert machine.memory_bytes is None or machine.memory_bytes > 0
    assert machine.cpu_limit_cores is None or machine.cpu_limit_cores > 0
