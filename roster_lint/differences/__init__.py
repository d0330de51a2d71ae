"""What a vendor will see change if one payload is sent after another: ``roster_lint.diff``.

``records`` finds the records that differ, ``new_ids`` those that merely have another id.
``counting`` counts them by kind and school; ``limits`` and ``holds`` weigh the counts.
"""
