"""Benchmarks: each prints its figure beside a baseline that was measured in the same run."""
