"""Erasure (penghapusan data pribadi): the right of a person to be forgotten, and the end of a period of retention.

It stands above all areas, because each of them holds traces (jejak) of a person, and an erasure takes them in one
transaction. What stays: ids, hashes, counts, outcomes, and one row and one journal entry that say what was erased on
which legal basis (dasar hukum).
"""
