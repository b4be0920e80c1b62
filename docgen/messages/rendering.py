"""Texts about LibreOffice, which lays documents out for their page numbers and as PDFs."""

TEXTS = {
    "missing": {
        "en": "Page numbers and PDFs need LibreOffice, and it is not installed here.",
        "zh": "生成页码和 PDF 需要 LibreOffice，本机尚未安装。",
    },
    "missing-remedy": {
        "en": "Install LibreOffice 7.4 or newer (so that “soffice” can be called). Documents are built without it too, without --page-numbers: the contents then have no numbers.",
        "zh": "请安装 LibreOffice 7.4 或更新版本（可调用 soffice）。没有它也可生成文件：去掉 --page-numbers，目录不带页码。",
    },
    "failed": {
        "en": "LibreOffice laid out none of the documents ({detail}).",
        "zh": "LibreOffice 未能排版任何文件（{detail}）。",
    },
    "failed-remedy": {
        "en": "See whether LibreOffice 7.4 or newer starts. Documents are built without it too, without --page-numbers: the contents then have no numbers.",
        "zh": "请确认 LibreOffice 7.4 或更新版本可以启动。没有它也可生成文件：去掉 --page-numbers，目录不带页码。",
    },
    "no-library": {
        "en": "Page numbers need the library pypdf, and it is not installed here.",
        "zh": "生成页码需要 pypdf 库，本机尚未安装。",
    },
    "no-library-remedy": {
        "en": "Install it with: pip install 'docgen[pages]', or build without --page-numbers.",
        "zh": "请执行 pip install 'docgen[pages]' 安装，或去掉 --page-numbers 再生成。",
    },
}
