"""The transparency log: an append-only Merkle log of commitments, in formats that existing tools read (RFC 9162, C2SP).

It keeps 32 bytes for each thing that happened and knows nothing of what they mean; the journal above makes them. So every
row of it may be public: no id, no name, no coordinate stands in a tile, a proof or a checkpoint.

Leaf (daun): SHA-256 over 0x00 and a commitment. Tile (petak): 256 hashes of one level; full ones never change.
Checkpoint (titik periksa): size and root hash, signed by the log's key. Inclusion proof (bukti termuat): the hashes that lead
from a leaf to the root. Consistency proof (bukti kesinambungan): that an older root is a prefix of a newer one.
Witness (saksi): another deployment that checks this and signs too. Origin (asal): the name of a log.
"""
