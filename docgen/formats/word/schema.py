"""What the schema of Word says, as far as soundness asks: the order of children, values of attributes, names of attributes.

Word repairs or refuses a file that has them otherwise. Names of other namespaces (w14, w15) stand anywhere and are passed over.
Source: ECMA-376 part 1 and part 4 (transitional), annex A, schema wml.xsd.
"""

from __future__ import annotations

import re

from docgen.formats.word.names import qualified


def _in_groups(*groups: str) -> dict[str, int]:
    """Return the rank of each name: the groups come in order, the names of a group as they like."""
    return {qualified(f"w:{name}"): rank for rank, names in enumerate(groups) for name in names.split()}


def _in_order(names: str) -> dict[str, int]:
    """Return the rank of each name: they come as they stand here."""
    return _in_groups(*names.split())


# Element -> its children, in order. A child that is not named has no place there.
ORDERS: dict[str, dict[str, int]] = {
    qualified("w:pPr"): _in_order(
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    # The schema lets a run's looks come in any order, and LibreOffice makes use of it.
    qualified("w:rPr"): _in_groups(
        "ins del moveFrom moveTo",
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color "
        "spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
        "rPrChange",
    ),
    qualified("w:tblPr"): _in_order(
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
        "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
    ),
    qualified("w:tcPr"): _in_order(
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers "
        "cellIns cellDel cellMerge tcPrChange"
    ),
    qualified("w:numPr"): _in_order("ilvl numId numberingChange ins"),
    qualified("w:tblBorders"): _in_order("top left start bottom right end insideH insideV"),
    qualified("w:tcBorders"): _in_order("top left start bottom right end insideH insideV tl2br tr2bl"),
    qualified("w:pBdr"): _in_order("top left bottom right between bar"),
    qualified("w:tcMar"): _in_order("top left start bottom right end"),
    qualified("w:sdt"): _in_order("sdtPr sdtEndPr sdtContent"),
    qualified("w:settings"): _in_order(
        "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
        "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
        "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
        "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState "
        "formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge "
        "revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride "
        "styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone "
        "doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders "
        "bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing drawingGridVerticalSpacing "
        "displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin "
        "drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning "
        "characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore "
        "savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText "
        "doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace "
        "updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids attachedSchema themeFontLang "
        "clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown "
        "smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator"
    ),
}

# How Word itself orders a run's looks, and what the strictest validators want.
RUN_ORDER = _in_order(
    "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath rPrChange"
)

# LibreOffice writes a section's settings before all others, and Word reads them there.
FREE = frozenset({qualified("w:sectPr")})

# Elements that come before all their sisters, and what may stand before them all the same.
FIRST: dict[str, frozenset[str]] = {
    qualified("w:pPr"): frozenset(),
    qualified("w:tcPr"): frozenset(),
    qualified("w:sdtPr"): frozenset(),
    qualified("w:trPr"): frozenset({qualified("w:tblPrEx")}),
    qualified("w:tblPr"): frozenset(qualified(f"w:{name}") for name in ("bookmarkStart", "bookmarkEnd")),
}

_ON_OFF = r"true|false|on|off|0|1"
_MEASURE = r"-?\d+(\.\d+)?(%|mm|cm|in|pt|pc|pi)?"

# Element -> its attribute, and what the value of that looks like.
VALUES: dict[str, tuple[str, re.Pattern[str]]] = {
    element: (attribute, re.compile(pattern))
    for element, attribute, pattern in (
        ("jc", "val", "start|center|end|left|right|both|distribute|numTab|mediumKashida|lowKashida|highKashida|thaiDistribute"),
        ("vAlign", "val", "top|center|both|bottom"),
        ("vMerge", "val", "restart|continue"),
        ("gridSpan", "val", r"\d+"),
        ("gridCol", "w", _MEASURE),
        ("tcW", "w", _MEASURE),
        ("tblW", "w", _MEASURE),
        ("sz", "val", _MEASURE),
        ("outlineLvl", "val", "[0-9]"),
        ("tblHeader", "val", _ON_OFF),
        ("cantSplit", "val", _ON_OFF),
        ("b", "val", _ON_OFF),
        ("i", "val", _ON_OFF),
        ("keepNext", "val", _ON_OFF),
        ("pageBreakBefore", "val", _ON_OFF),
        ("br", "type", "page|column|textWrapping"),
        ("color", "val", "auto|[0-9A-Fa-f]{6}"),
        ("shd", "fill", "auto|[0-9A-Fa-f]{6}"),
    )
}

# The attributes of the namespace, wherever they stand; for one that is none of them.
_ATTRIBUTES = (
    "abstractNumId after afterAutospacing afterLines algorithmName alignment anchor anchorLock ascii asciiTheme author before "
    "beforeAutospacing beforeLines bidi bottom bottomFromText chapSep chapStyle char charSpace characterSet charset clear code "
    "colFirst colLast color combine combineBrackets comments conformance count countBy cryptAlgorithmClass cryptAlgorithmSid "
    "cryptAlgorithmType cryptProviderType cryptSpinCount cs csb0 csb1 cstheme customMarkFollows customStyle date defLockedState "
    "defQFormat defSemiHidden defUIPriority defUnhideWhenUsed default dirty displacedByCustomXml display displayText distance "
    "docLocation drawAspect dropCap dxaOrig dyaOrig eastAsia eastAsiaTheme ed edGrp edit element end endChars enforcement "
    "equalWidth evenHBand evenVBand fieldCodes fill firstColumn firstLine firstLineChars firstRow firstRowFirstColumn "
    "firstRowLastColumn fldCharType fldLock fmt font fontKey footer format formatting frame fullDate grammar gutter h hAnchor "
    "hAnsi hAnsiTheme hRule hSpace hanging hangingChars hash hashValue header hint history horzAnchor id ilvl initials "
    "inkAnnotations insDel instr lang lastColumn lastRow lastRowFirstColumn lastRowLastColumn lastValue leader left leftChars "
    "leftFromText legacy legacyIndent legacySpace line linePitch lineRule lines locked markup moveFromRangeStart name nameOther "
    "noHBand noVBand num numId objectId oddHBand oddVBand offsetFrom orient original percent pos prefixMappings progId qFormat "
    "recommended relativeTo restart right rightChars rightFromText rsidDel rsidP rsidR rsidRDefault rsidRPr rsidSect rsidTr salt "
    "saltValue semiHidden sep shadow shapeId shapeid snapToGrid space spelling spinCount start startChars storeItemID styleId "
    "subsetted sz tblpX tblpXSpec tblpY tblpYSpec tentative tgtFrame themeColor themeFill themeFillShade themeFillTint themeShade "
    "themeTint tooltip top topFromText tplc type uiPriority unhideWhenUsed uri url usb0 usb1 usb2 usb3 vAnchor vSpace val value "
    "vert vertAnchor vertCompress w wrap x xAlign xpath y yAlign zOrder "
    "bg1 t1 bg2 t2 accent1 accent2 accent3 accent4 accent5 accent6 hyperlink followedHyperlink "
)
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
