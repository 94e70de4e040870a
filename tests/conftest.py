"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

# Machines are small and noisy: how long a test takes is the benchmarks' business.
settings.register_profile("lbgate", deadline=None)
settings.load_profile("lbgate")
