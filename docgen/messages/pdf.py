"""Texts about PDFs of documents."""

TEXTS = {
    "damaged": {"en": "The file cannot be read; docgen check says why.", "zh": "该文件无法读取，原因见 docgen check。"},
    "not-laid-out": {"en": "LibreOffice could not lay it out.", "zh": "LibreOffice 未能排版该文件。"},
    "head-result": {"en": "PDF", "zh": "PDF"},
    "done": {"en": "PDFs written: {written}. Without one: {failed}.", "zh": "已写入 PDF {written} 份；未能生成 {failed} 份。"},
}
