"""The language server: packs and scripts are checked as they are typed.

What is said of a text is worked out here without any protocol; `server` alone speaks it, and needs pygls.
"""
