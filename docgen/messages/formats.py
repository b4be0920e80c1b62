"""Texts of the rooms that read and write Word and Excel files."""

TEXTS = {
    "unreadable": {"en": "The file cannot be read: {detail}", "zh": "无法读取该文件：{detail}"},
    "spot-part": {"en": "part {part}", "zh": "部件 {part}"},
    "not-a-package": {
        "en": "This is no sound Word or Excel file ({detail}). Open it in Word or Excel, save it as .docx or .xlsx, and try again.",
        "zh": "这不是完好的 Word 或 Excel 文件（{detail}）。请用 Word 或 Excel 打开，另存为 .docx 或 .xlsx 后重试。",
    },
    "too-large": {
        "en": "The file unpacks to more than {limit} MB or is packed suspiciously tight; it was not opened.",
        "zh": "该文件解压后超过 {limit} MB，或压缩比异常，未打开。",
    },
    "duplicate-member": {
        "en": "The file holds the part {part} twice. Save it once in Word or Excel and try again.",
        "zh": "文件中部件 {part} 出现两次。请在 Word 或 Excel 中另存一次后重试。",
    },
    "escaping-member": {
        "en": "The part name {part} points outside the file; it was not opened.",
        "zh": "部件名 {part} 指向文件之外，未打开。",
    },
    "active-content": {
        "en": "The file carries a macro, an ActiveX control or an embedded object ({part}). Save it without macros as .docx or .xlsx.",
        "zh": "文件含有宏、ActiveX 控件或嵌入对象（{part}）。请另存为不含宏的 .docx 或 .xlsx。",
    },
    "not-well-formed": {
        "en": "The part {part} is damaged: {detail}. Open the file in Word or Excel, let it repair, and save it.",
        "zh": "部件 {part} 已损坏：{detail}。请用 Word 或 Excel 打开并修复后保存。",
    },
    "has-dtd": {
        "en": "The part {part} declares a document type, which Office files never do; it was not opened.",
        "zh": "部件 {part} 含有文档类型声明，Office 文件不应有此内容，未打开。",
    },
    "no-engine": {
        "en": "docgen reads and writes {suffixes} only.",
        "zh": "docgen 只能读写 {suffixes} 文件。",
    },
}
