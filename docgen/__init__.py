"""docgen: service and information-security management documents from one organisation profile.

The library's public face is `docgen.jobs`; the command line is `docgen.cli`.
"""

__version__ = "0.1.0"
