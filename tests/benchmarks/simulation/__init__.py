"""Invented incidents whose truth is known, and what customary methods make of them."""
