"""docgen templates: what people do with templates of their own."""

from docgen.cli.speech import TEMPLATE_COMMANDS, DocgenGroup

command = DocgenGroup("templates", TEMPLATE_COMMANDS, __name__)
