"""Opening pages of practices as a person does."""

from datetime import date

from django.test import Client


def get(client: Client, address: str) -> str:
    """The page at the address, which must be there."""
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def day(name: str, value: date) -> dict[str, str]:
    """A date as typed into its three boxes."""
    return {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year)}
