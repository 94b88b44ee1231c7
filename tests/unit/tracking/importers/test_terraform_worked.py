"""Small documents of Terraform's form."""

from wholeprint.tracking.importers.terraform import estate_of
from wholeprint.tracking.importers.terraform_worked import plan, provider, resource


def test_a_worked_plan_is_read() -> None:
    """One machine in the region of its provider."""
    document = plan(
        resource("aws_instance.web[0]", instance_type="m5.large"),
        configuration=provider(aws="eu-west-1"),
    )

    (found,) = estate_of(document, "plan.json").resources
    assert (found.instance, found.region, found.count) == ("m5.large", "eu-west-1", 1.0)
