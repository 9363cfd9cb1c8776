"""The recipient registry: households, people, programmes, enrolments, and the files they come in.

Household (rumah tangga): people who live together at one place. Person (jiwa, anggota): with or without a NIK.
Family card (Kartu Keluarga, KK): its number is a dated attribute; one household may hold several. Membership
(keanggotaan): a person in a household from a day on. Programme (program bantuan): PKH, Sembako, a package; component
(komponen): what of it somebody gets. Enrolment (kepesertaan): a person or household in a component, with dated
statuses. Import (impor): a file of households; rejection (penolakan): a row that was not taken, and why. Finding
(temuan, anomali): a reason to look twice (B5); it never keeps anybody out.

Floor: above identity, below evidence and matching.
"""
