"""What Pulumi runs for ``--policy-pack policies``: the folder itself, wherever it is and whatever it is called.

Pulumi puts this folder first on the import path. It is taken off, so that no module here hides one of another package,
and loaded as a package under a name of its own.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

PACKAGE = "lbgate_pack"


def main() -> None:
    """Load the folder of this file as a package and serve its policies."""
    folder = Path(__file__).resolve().parent
    sys.path[:] = [entry for entry in sys.path if Path(entry).resolve() != folder]
    spec = spec_from_file_location(PACKAGE, folder / "__init__.py", submodule_search_locations=[str(folder)])
    if spec is None:
        raise ImportError(f"{folder} is not lbgate's policy pack")
    sys.modules[PACKAGE] = module_from_spec(spec)
    import_module(f"{PACKAGE}.pack").serve()


if __name__ == "__main__":
    main()
