"""Numbers as lists print them."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def counted(number: int, form: str) -> str:
    """A number as a list prints it: `form` is "1", "a", "A", "i", "I", or "" for none."""
    if form in {"a", "A"}:
        letters = ""
        while number > 0:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord(form) + rest) + letters
        return letters
    if form in {"i", "I"}:
        roman = ""
        for value, letters in _ROMAN:
            roman += letters * (number // value)
            number %= value
        return roman if form == "i" else roman.upper()
    return str(number) if form else ""


def whole(given: str | None, default: int = 1) -> int:
    """The whole number of an attribute; the default where a file has none or nonsense."""
    return int(given) if given and given.isdigit() else default
