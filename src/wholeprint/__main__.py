"""``python -m wholeprint``."""

import sys

from wholeprint.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
