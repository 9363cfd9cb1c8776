"""The journal: the append-only record of every write, and the log of who looked at what.

Entry (entri): one thing that happened, `subject.past_tense`, with ids and hashes and never a personal datum.
Position (urutan): the place of an entry in the sealed order; given once, in the order of commits.
Access (akses): a look at a photo, an unmasked NIK or an export; recorded apart, because looking changes nothing.

Floor: above the ground and the database, below every area, for all of them write here.
"""
