"""Who may do what, where and when: users, roles, areas of work, devices, sessions and the Actor.

User (pengguna): a person with a login. Role (peran): verifier (petugas verifikasi), RT, RW, kelurahan, Dinsos reviewer
(penelaah), Dinsos approver (pengesah), auditor (pemeriksa), administrator. Grant (penugasan peran): a role held for an
area and a period. Device (gawai): a phone with a key that cannot leave it. Session (sesi): one login, revocable.
Actor (pelaku): the user of this request with the roles of this day.

Floor: above the areas, below the registry.
"""
