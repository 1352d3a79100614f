"""The library: a folder of Markdown files, which is only read. It is the source of truth.

It holds *articles*, one a file. A *topic* is a subject with a path such as ``governance/fines``,
and perhaps a page; a *problem* is something wrong with a file or folder, and how it was handled.
"""
