"""Hashes, tiles, proofs and signed notes, as pure functions."""
