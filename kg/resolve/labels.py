"""What to call a thing of several wordings."""

from collections.abc import Iterable


def best_label(labels: Iterable[str]) -> str:
    """What to call a thing of several wordings: the commonest that is not all capitals, the first in the alphabet of equals."""
    counted = list(labels)
    return min(set(counted), key=lambda label: (label.isupper(), -counted.count(label), label))
