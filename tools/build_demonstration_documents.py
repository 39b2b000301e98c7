"""Make the demonstration's plan documents again from what towpath/demonstration/documents/*.toml says."""

from towpath.demonstration.typesetting.building import build


def main() -> None:
    for path in build():
        print(f"Made {path.name}")


if __name__ == "__main__":
    main()
