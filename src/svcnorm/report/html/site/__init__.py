"""The pages of an audit: an overview, and from there to rules, agents and conversations.

Each page is a file that needs nothing but itself, asks no host for anything, and can be read without JavaScript.
"""
