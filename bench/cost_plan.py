"""Cost a Terraform plan of many resources under 1,024 draws, in wholeprint's own interpreter.

Usage: ``python cost_plan.py RESOURCES KINDS ROUNDS [differ]``; prints one line of JSON. The
resources are machines of three clouds, evenly from the table, in eight regions, each with a disk:
all disks are alike, or no two with ``differ``.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from wholeprint.tracking.assessor import default_factors
from wholeprint.tracking.importers.terraform import read
from wholeprint.tracking.importers.terraform_worked import plan, resource
from wholeprint.tracking.plan_cost import cost

REGIONS = {
    "aws": ("us-east-1", "eu-west-1", "eu-central-1", "ap-southeast-1"),
    "gcp": ("europe-west9", "us-central1"),
    "azure": ("westeurope", "eastus"),
}


def _resource(place: int, cloud: str, size: str, region: str, disk_gib: int) -> dict[str, object]:
    if cloud == "aws":
        disk = [{"volume_size": disk_gib, "volume_type": "gp3"}]
        return resource(
            f"aws_instance.a[{place}]",
            instance_type=size,
            availability_zone=f"{region}a",
            root_block_device=disk,
        )
    if cloud == "gcp":
        disk = [{"initialize_params": [{"size": disk_gib, "type": "pd-ssd"}]}]
        return resource(
            f"google_compute_instance.a[{place}]",
            machine_type=size,
            zone=f"{region}-a",
            boot_disk=disk,
        )
    disk = [{"disk_size_gb": disk_gib, "storage_account_type": "Premium_LRS"}]
    return resource(
        f"azurerm_linux_virtual_machine.a[{place}]", size=size, location=region, os_disk=disk
    )


def main() -> None:
    """Write the plan, then time what follows."""
    count, kinds, rounds = (int(word) for word in sys.argv[1:4])
    differ = sys.argv[4:] == ["differ"]
    table = default_factors().table("instances")
    names = list(zip(table.raw("cloud"), table.raw("instance"), strict=True))
    chosen = names[:: len(names) // kinds][:kinds]
    made = [
        _resource(
            place,
            cloud,
            size,
            REGIONS[cloud][place // kinds % len(REGIONS[cloud])],
            100 + place * differ,
        )
        for place in range(count)
        for cloud, size in (chosen[place % kinds],)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.json"
        path.write_text(json.dumps(plan(*made)), encoding="utf-8")
        seconds: dict[str, list[float]] = {"read": [], "cost": []}
        for _ in range(rounds):
            began = time.perf_counter()
            estate = read(path)
            seconds["read"].append(time.perf_counter() - began)
            began = time.perf_counter()
            cost(estate, 730.0)
            seconds["cost"].append(time.perf_counter() - began)
    told = {**seconds, "resources": count}
    print(f"RESULT {json.dumps(told)}")


if __name__ == "__main__":
    main()
