"""Where the files of data/ are: beside the packages in a checkout, under share/boardgraph in an installation."""

import site
import sys
import sysconfig
from pathlib import Path

from kg.errors import StoreUnusable


def tables() -> list[Path]:
    """The files of names and bodies that reading and resolving rest on, sorted."""
    return [file for folder in ("gazetteer", "names") for file in sorted(shared_data(folder).iterdir()) if file.suffix in {".json", ".txt"}]


def shared_data(*parts: str) -> Path:
    """The path of a file or folder of data/.

    Raises StoreUnusable where the installation has lost it.
    """
    checkout = Path(__file__).resolve().parent.parent / "data"
    schemes = [Path(sysconfig.get_path("data")), Path(sys.prefix), Path(site.getuserbase())]
    beside = [Path(__file__).resolve().parents[up] for up in (1, 4) if len(Path(__file__).resolve().parents) > up]
    for base in [checkout, *(root / "share" / "boardgraph" for root in [*schemes, *beside])]:
        if (base / "gazetteer" / "bodies.json").is_file():
            return base.joinpath(*parts)
    raise StoreUnusable("The program's own data files are missing: install Boardgraph again.")
