"""Evidence (data dukung): what a house looked like, who went there, and what was asked and answered.

Instrument (instrumen): a versioned set of criteria with its questions. Assignment (penugasan): a visit asked of a
verifier (petugas verifikasi). Visit (kunjungan): what was found: photos, position, checklist, members, occupation,
recommendation (A1). Bundle (berkas lapangan): all that one act in the field brought, a visit or a hand-over; it is
complete when every photo of its manifest is stored and hash-checked. Capture (pengambilan foto): one photo of a
manifest, with the app's own fix. Photo (foto): bytes under their SHA-256. Inspection (pemeriksaan foto): what the
worker made of a photo. Receipt (tanda terima): what the phone must hold before it deletes anything.

Floor: above the registry, below the review.
"""
