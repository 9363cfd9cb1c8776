"""An invented district for a first look and for load: areas, households, people and drawn photos.

Words: kecamatan = district, kelurahan/desa = village, RW = a group of neighbourhoods, RT = a neighbourhood,
kartu keluarga (KK) = family card, sembako = basic foods. Everything here is fictional and made from a seed:
the same seed gives the same district, byte for byte. Floor: above every area, below the command line.
"""
