"""Texts of the lists that docgen keeps: why a document was withdrawn, and what happens to the lists themselves."""

TEXTS = {
    "no-catalogue": {"en": "No longer in the catalogue", "zh": "目录中已无此文件"},
    "no-standard": {"en": "The standard that called for it is no longer aimed at", "zh": "所依据的标准已不在认证范围内"},
    "no-condition": {"en": "No longer applicable: {conditions}", "zh": "不再适用：{conditions}"},
    "no-longer": {"en": "no longer “{fact}”", "zh": "不再“{fact}”"},
    "by-now": {"en": "by now “{fact}”", "zh": "现已“{fact}”"},
    "merged": {"en": "Merged into “{title}”", "zh": "并入《{title}》"},
    "split": {"en": "Divided into {titles}", "zh": "拆分为{titles}"},
    "no-template": {"en": "Taken out of the set", "zh": "已移出文件集"},
    "follows": {"en": "follows the documents of the set", "zh": "随文件集的变化更新"},
    "not-issued": {
        "en": "The list “{document}” is kept by docgen with every build and issue; it has no issue of its own.",
        "zh": "清单“{document}”由 docgen 随每次生成和发布自动更新，不单独发布。",
    },
}
