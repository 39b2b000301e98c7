"""The demonstration's programmes: seven boroughs from 2020 to 2022, and an invented one that is under way today."""
