"""Merging three states of a workbook: base is the last generation, mine what people made of it, theirs the new generation.

Rows and columns of the three are aligned and laid out on one grid; there they are compared place by place, and what theirs
changed is put into mine.
"""
