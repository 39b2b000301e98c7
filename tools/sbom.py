"""Write what Towpath is made of as a CycloneDX list of components, from the lock files: `tools/sbom.py [FILE]`.

The same lock files give the same list to the last byte: it bears no moment and no number of its own.
"""

import sys
import tomllib
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from locked import ROOT, LockedPackage, everything
from packageurl import PackageURL


def main() -> None:
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "sbom.cdx.json")
    packages = everything()
    target.write_text(written(packages))
    print(f"{target}: {len(packages)} components.")


def written(packages: list[LockedPackage]) -> str:
    """The list as JSON, in the form 1.6 of CycloneDX."""
    whole = towpath()
    bom = Bom(metadata=BomMetaData(component=whole), components=map(component_of, packages))
    bom.serial_number = None  # type: ignore[assignment]
    bom.metadata.timestamp = None  # type: ignore[assignment]
    bom.register_dependency(whole, bom.components)
    text: str = JsonV1Dot6(bom).output_as_string(indent=2)
    return text + "\n"


def towpath() -> Component:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return Component(
        type=ComponentType.APPLICATION,
        name=project["name"],
        version=project["version"],
        bom_ref="towpath",
        licenses=[LicenseFactory().make_from_string(project["license"])],
    )


def component_of(package: LockedPackage) -> Component:
    """A component with the hash of each file it may be installed from; the lock files name no single one."""
    scope, _, name = package.name.rpartition("/")
    address = PackageURL(package.kind, scope or None, name, package.version)
    return Component(
        type=ComponentType.LIBRARY,
        name=name,
        group=scope or None,
        version=package.version,
        purl=address,
        bom_ref=str(address),
        scope=ComponentScope.EXCLUDED if package.is_for_developing else ComponentScope.REQUIRED,
        licenses=[LicenseFactory().make_from_string(package.licence)] if package.licence else (),
        hashes=[HashType(alg=HashAlgorithm(package.algorithm), content=one) for one in package.hashes],
        properties=[Property(name="towpath:where", value=package.where)] if package.where else (),
    )


if __name__ == "__main__":
    main()
