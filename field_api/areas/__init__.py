"""Administrative areas (wilayah): codes, names, versions and polygons, from province to RT.

Area code (kode wilayah): Kemendagri code with dots, extended by RW and RT: `31.75.06.1004.008.003`. Text, never a number.
Level (tingkat): province (provinsi), regency (kabupaten/kota), district (kecamatan), village (kelurahan/desa), RW, RT.
Edition (edisi): one import of codes or polygons, dated; areas are split, merged and renamed every year (pemekaran).
Finding (temuan): what is wrong with one row of an edition, and whether it was left out or repaired.
Union (gabungan): the polygon of an area that nobody drew, made of its children.
Successor (penerus): the area that took over from one whose code ended.

Floor: above the journal, below everybody who works in an area.
"""
