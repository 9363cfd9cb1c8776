"""What reaches the door: rounds, allocations, hand-overs and how far they are.

Round (tahap penyaluran): one distribution of one programme in one area and period. Allocation (jatah): one package for
one enrolment in one round. Hand-over (serah terima): what an RT or RW officer found at the door, delivered or not.
Failure (gagal salur): why a package was not delivered. Confirmed (terkonfirmasi): delivered, and every photo is here.
Return (pengembalian): a failure that puts the enrolment itself in doubt and suspends it until it is verified again.

Floor: above review, below the public side; nothing but the command line and the demo stands higher.
"""
