"""The closed list of what can be said about a photo: reasons to refuse it, remarks on it, their meaning.

A code never changes its meaning, because stored inspections and the field app rely on it. Remarks are said,
never acted upon here: whether one matters is for the checks on the visit and for the reviewer (evidence A5:
scores, never silent rejection).
"""

REASONS = {
    "empty": "The file holds no bytes.",
    "too_many_bytes": "The file is larger than 25 MB.",
    "not_a_photo": "The content is neither JPEG, PNG nor WebP, whatever its name says.",
    "heif_not_supported": "HEIC and AVIF cannot be read here: set the camera to JPEG (most compatible).",
    "truncated": "The file ends before its picture does.",
    "malformed_jpeg": "The segments of the JPEG contradict each other.",
    "malformed_png": "The chunks of the PNG contradict each other.",
    "malformed_webp": "The chunks of the WebP contradict each other.",
    "unsupported_jpeg": "This kind of JPEG (lossless, arithmetic, 12 bit) is not written by any phone.",
    "animated": "An animation is not a photo.",
    "too_much_metadata": "The file carries more than 512 KB of metadata.",
    "too_many_scans": "Decoding the file would cost far more than a photo of its size does.",
    "too_many_pixels": "The picture has more pixels than may be decoded.",
    "too_small": "The picture is smaller than 160 x 120 pixels and shows too little.",
    "undecodable": "The header is sound but the picture cannot be decoded.",
    "inspection_timed_out": "The inspection took longer than allowed and was ended.",
    "inspection_out_of_memory": "The inspection needed more memory than allowed and was ended.",
    "inspection_crashed": "The inspection ended abruptly on this file.",
}

NEUTRAL_REMARKS = {
    # Android removes or zeroes the position of photos given to a browser, and messengers strip everything;
    # the absence of EXIF is therefore no sign of anything (evidence A5, domain 2.14).
    "exif_absent": "The file carries no EXIF; the position must come from the device that sent it.",
    "position_absent": "EXIF carries no position.",
    "position_zeroed": "EXIF carries the position 0, 0, which phones write when they hide the real one.",
    "capture_time_absent": "EXIF carries no time of capture; a time of modification is none.",
    "capture_offset_absent": "The camera's local time has no offset; the zone must come from the area.",
    "progressive": "The JPEG is progressive, which cameras do not write.",
}

REMARKS = NEUTRAL_REMARKS | {
    "junk_between_segments": "Bytes that belong to nothing lie between the segments; they were dropped.",
    "trailing_data": "More data follows the picture; derivatives do not contain it.",
    "more_pictures": "The file holds further pictures; only the first was looked at.",
    "converted_from_cmyk": "The picture was stored in printing colours and converted to RGB.",
    "exif_unreadable": "The EXIF block cannot be read at all.",
    "exif_damaged": "Parts of EXIF point outside the block or into themselves; they were ignored.",
    "exif_repeated": "The file carries more than one EXIF block; the first one counts.",
    "text_cleaned": "A text in EXIF held control characters, bad UTF-8 or was too long; it was cleaned.",
    "orientation_invalid": "The orientation is not one of 1 to 8; the picture was left as stored.",
    "software_edited": "EXIF names an image editor.",
    "capture_time_blank": "The time of capture is blank or all zeros.",
    "capture_time_impossible": "The time of capture names a day or an hour that does not exist.",
    "capture_time_unreadable": "The time of capture is not written in any known way.",
    "capture_time_unusual": "The time of capture is written as ISO 8601 instead of the EXIF way.",
    "capture_offset_unreadable": "The offset from UTC is not written as +hh:mm.",
    "capture_offset_doubtful": "Camera and GPS time differ by whole quarters of an hour: a wrong zone.",
    "capture_time_in_future": "The time of capture lies after the time of receipt.",
    "capture_time_too_old": "The time of capture lies long before the time of receipt.",
    "gps_time_impossible": "The GPS date or time does not exist.",
    "gps_time_differs": "GPS time and time of capture differ: the fix may be stale or a clock wrong.",
    "position_incomplete": "Only one of latitude and longitude is there; no position was taken.",
    "position_wrong_type": "The position is not written as rational numbers; no position was taken.",
    "position_zero_denominator": "A part of the position is divided by zero; no position was taken.",
    "position_malformed": "Minutes or seconds of the position overflow; no position was taken.",
    "position_out_of_range": "The position lies off the globe (axes swapped?); no position was taken.",
    "position_on_axis": "Exactly one coordinate is zero; no position was taken.",
    "position_hemisphere_unknown": "North or south, east or west is not said; no position was taken.",
    "position_reference_unusual": "The hemisphere is written as a word or in lower case.",
    "position_value_count": "The position has another count of numbers than three.",
    "position_seconds_of_60": "The position has 60 seconds, a rounding of the camera.",
    "position_fix_void": "The receiver itself marked the fix as void.",
    "position_diluted": "The dilution of precision is so large that this is hardly a fix.",
    "position_from_network": "The position comes from cells or WLAN, not from satellites.",
    "position_datum_foreign": "The position names another datum than WGS 84.",
    "position_inaccurate": "The stated accuracy is worse than 50 m.",
    "position_accuracy_unreadable": "The stated accuracy is not a number.",
    "altitude_unreadable": "The altitude is not a number or not on this planet.",
    "xmp_position_ignored": "XMP carries a position; XMP is written by programs and proves nothing.",
    "xmp_position_disagrees": "XMP carries another position than EXIF; EXIF counts.",
    "blurred": "The picture is blurred.",
    "dark": "The picture is dark.",
    "featureless": "The picture shows too little structure to be recognised again.",
    "uniform_bars": "Uniform bars surround the picture, as in a screenshot.",
    "fine_grid": "A fine, regular grid lies all over the picture, as in a photo of a screen.",
}


def is_neutral(remark: str) -> bool:
    """Say whether a remark is mere information and leaves the verdict at "accepted"."""
    return remark in NEUTRAL_REMARKS
