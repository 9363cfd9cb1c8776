"""The review: what Dinsos decides about a visit, and the lists that the head of the region endorses.

Case (berkas): one household under review. Dossier (berkas telaah, View Data BNBA): all that is known of it on one page.
Decision (putusan): accept, return for a visit or for photos, reject. Determination (penetapan): eligible (layak) or not
(tidak layak) per person, programme and component. Tanpa bukti lapangan: decided without field evidence. Endorsement
list (daftar pengesahan): determinations on their way to the signature. Seal (segel): the hash over exactly its items.
Letter (surat pengesahan): signed by kepala daerah, wakil kepala daerah, or sekda a.n. kepala daerah. BNBA: by name and
by address.

Floor: above evidence, below distribution.
"""
