"""The Excel engine: bytes in, bytes out."""
