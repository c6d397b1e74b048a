"""What pytest reads first: where the tests' own modules are, and what they share (shared.py)."""

import gc
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))


def pytest_configure(config):
    # Of several processes, the first one only hands out the tests, before the others start: it does without moto and
    # cfn-lint, which take seven seconds to read.
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        config.pluginmanager.import_plugin("shared")
        # What they have read stays, and is a hundred times what a test leaves behind: it is not searched for that again.
        gc.freeze()
        gc.set_threshold(20_000)
