"""How a number with a unit is written, everywhere: ``59.4 µm``, ``2.5 × 10⁻⁴ /s``, ``8.5 %``, ``43°``.

``pages/lesson/static/notation.js`` writes the same way while a slider moves; a test holds the two together.
"""

import math

from models.results import Absent

MINUS = "−"
DEGREE = "°"
"""The one unit that stands close to its number."""
SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def number(value: float, digits: int = 3) -> str:
    """Return ``value`` with at most ``digits`` significant digits, as a power of ten below 1e-3 and from 1e5 on."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else str(value)
    mantissa, _, exponent = f"{abs(value):.{digits - 1}e}".partition("e")
    power, sign = int(exponent), MINUS if value < 0 else ""
    if -3 <= power < 5:
        text = f"{float(f'{mantissa}e{power}'):.{max(digits - 1 - power, 0)}f}"
        return sign + (text.rstrip("0").rstrip(".") if "." in text else text)
    mantissa = mantissa.rstrip("0").rstrip(".")
    lead = "" if mantissa == "1" else f"{mantissa} × "
    return f"{sign}{lead}10{str(power).translate(SUPERSCRIPT)}"


def unit_text(unit: str) -> str:
    """Return a unit as it is written after a number: ``1/s`` becomes ``/s``."""
    return unit[1:] if unit.startswith("1/") else unit


def quantity(value: float | Absent, unit: str, digits: int = 3) -> str:
    """Return ``value`` with its unit; for what does not exist, the reason."""
    if isinstance(value, Absent):
        return value.reason
    gap = "" if unit == DEGREE else " "
    return f"{number(value, digits)}{gap}{unit_text(unit)}".rstrip()


def axis_title(label: str, symbol: str, unit: str) -> str:
    """Return the title of a plot's axis: ``Distance x (µm)``."""
    name = f"{label} {symbol}".rstrip()
    return f"{name} ({unit})" if unit else name
