"""Colours, sizes and fonts, and the one place that knows which widget style draws them.

The style is Qlementine where it has a wheel; elsewhere Fusion with the same palette. No other
module imports either, so dropping or replacing the style touches this file only.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyleFactory,
    QWidget,
)

BASE_PIXELS = 14
MIN_TEXT_PERCENT = 90
MAX_TEXT_PERCENT = 200
RADIUS = 8
SHADOW = 8
"""Room that the style leaves around a pop-up."""
TEXT_STEPS = (90, 100, 115, 130, 150, 175, 200)


class Tokens(NamedTuple):
    """The colours of one scheme, as ``#rrggbb``. Text colours reach 4.5:1 on their grounds."""

    window: str
    sidebar: str
    surface: str
    inset: str
    border: str
    text: str
    muted: str
    disabled: str
    primary: str
    primary_hover: str
    primary_press: str
    on_primary: str
    soft: str
    soft_text: str
    button: str
    button_hover: str
    button_press: str
    groove: str
    amber: str
    amber_soft: str
    danger: str
    danger_soft: str
    ok: str
    ok_soft: str
    focus: str


LIGHT = Tokens(
    window="#f4f7f6",
    sidebar="#eaf0ee",
    surface="#ffffff",
    inset="#f4f7f6",
    border="#dfe6e4",
    text="#1c2522",
    muted="#56635f",
    disabled="#98a29f",
    primary="#0f766e",
    primary_hover="#0d8379",
    primary_press="#0b5f59",
    on_primary="#ffffff",
    soft="#dcefec",
    soft_text="#0b655e",
    button="#e3ebe8",
    button_hover="#d8e3df",
    button_press="#cbd9d4",
    groove="#dfe6e4",
    amber="#9a4a06",
    amber_soft="#fdf0dd",
    danger="#b3261e",
    danger_soft="#fce8e6",
    ok="#24753f",
    ok_soft="#e0f2e6",
    focus="#7cc4f5",
)

DARK = Tokens(
    window="#171d1b",
    sidebar="#131816",
    surface="#1f2724",
    inset="#171d1b",
    border="#33403b",
    text="#e8eeec",
    muted="#a3b0ab",
    disabled="#6f7b77",
    primary="#3fb8a9",
    primary_hover="#55c7b9",
    primary_press="#2f9f92",
    on_primary="#06201d",
    soft="#1d3b37",
    soft_text="#6fd3c6",
    button="#33403b",
    button_hover="#3d4c46",
    button_press="#2a3530",
    groove="#33403b",
    amber="#e8ad63",
    amber_soft="#3a2f1d",
    danger="#f28b82",
    danger_soft="#442826",
    ok="#7ccf98",
    ok_soft="#1e3a29",
    focus="#2f6f9f",
)

# Text roles: size relative to the base, and whether bold.
ROLES: dict[str, tuple[float, bool]] = {
    "body": (1.0, False),
    "strong": (1.0, True),
    "small": (12 / 14, False),
    "small_strong": (12 / 14, True),
    "section": (15 / 14, True),
    "lead": (15 / 14, False),
    "heading": (20 / 14, True),
    "title": (22 / 14, True),
    "brand": (19 / 14, True),
    "display": (30 / 14, True),
    "say": (22 / 14, False),
    "prompt": (32 / 14, False),
    "number": (64 / 14, True),
}


class Theme(QObject):
    """The look in force. ``changed`` is emitted after colours or text size changed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens = LIGHT
        self.appearance = "system"
        self.text_percent = 100
        self._family = ""
        self._fonts: dict[str, QFont] = {}
        self._colors: dict[str, QColor] = {}
        self._style: QStyle | None = None
        self._plain: QStyle | None = None
        self._qlementine = False

    @property
    def dark(self) -> bool:
        """Whether the dark tokens are in force."""
        return self.tokens is DARK

    def color(self, token: str) -> QColor:
        """The colour of a token by name.

        Args:
            token: A field name of ``Tokens``; copy the colour before changing it.
        """
        known = self._colors.get(token)
        if known is None:
            known = self._colors[token] = QColor(getattr(self.tokens, token))
        return known

    def px(self, pixels: float) -> int:
        """A length that grows with the text size, in device-independent pixels."""
        return round(pixels * self.text_percent / 100)

    def font(self, role: str = "body") -> QFont:
        """The font of a text role (a key of ``ROLES``); copy it before changing it."""
        known = self._fonts.get(role)
        if known is not None:
            return known
        scale, bold = ROLES[role]
        font = QFont(self._family) if self._family else QFont()
        font.setPixelSize(max(9, round(BASE_PIXELS * scale * self.text_percent / 100)))
        if bold:
            font.setWeight(QFont.Weight.Bold)
        self._fonts[role] = font
        return font

    def install(self, app: QApplication, font_file: Path | None) -> None:
        """Load the Chinese font and put the style in place; call once, before any widget.

        Args:
            app: The application.
            font_file: The font that comes with the program's dependencies, or None to use the
                system's.
        """
        if font_file is not None:
            families = QFontDatabase.applicationFontFamilies(
                QFontDatabase.addApplicationFont(str(font_file))
            )
            self._family = families[0] if families else ""
        try:
            from PySide6Qlementine import QlementineStyle
        except ImportError:  # no wheel for this system: same palette, plainer controls
            fusion = QStyleFactory.create("Fusion")
            assert fusion is not None, "every Qt build carries Fusion"
            self._style = fusion
        else:
            # Ownership passes to the application, which deletes it last.
            style = QlementineStyle()
            style.setAnimationsEnabled(False)
            self._style = style
            self._qlementine = True
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._refresh(app)
        app.setStyle(self._style)

    def leave_alone(self, widget: QWidget) -> None:
        """Keep the style away from a widget that paints itself and its focus ring.

        The style would hang a focus frame beside it, which some systems paint by halves and which
        stays behind when the widget goes; and it would take the focus of clicks from it, although
        a click outside has to end what is being typed.
        """
        if not self._qlementine:
            return
        if self._plain is None:
            from PySide6.QtWidgets import QCommonStyle

            self._plain = QCommonStyle()
            self._plain.setParent(QApplication.instance())
        widget.setStyle(self._plain)

    def trim_popup(self, popup: QWidget, platform: str = "") -> None:
        """Cut off the room that the style leaves for a shadow around an open pop-up, on X11.

        Without a compositor it would be a black frame, and Qt does not tell whether there is one.

        Args:
            popup: The window of the pop-up, shown.
            platform: Name of the platform; empty for the one it runs on.
        """
        if not self._qlementine or (platform or QGuiApplication.platformName()) != "xcb":
            return
        from PySide6.QtGui import QPainterPath, QRegion

        panel = QRectF(popup.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        shape = QPainterPath()
        # A little rounder than the panel, whose edge is blended with what is below.
        shape.addRoundedRect(panel, RADIUS + 2, RADIUS + 2)
        # Of the window and not of the widget: a drop-down with a mask does not paint its panel.
        window = popup.windowHandle()
        if window is not None:
            window.setMask(QRegion(shape.toFillPolygon().toPolygon()))

    def fill_primary(self, button: QWidget) -> None:
        """Give the one thing to do its colour; Fusion only tints the edge of a default button."""
        if self._qlementine or self._style is None:
            return
        palette = self.palette()
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            palette.setColor(group, QPalette.ColorRole.Button, self.color("primary"))
            palette.setColor(group, QPalette.ColorRole.ButtonText, self.color("on_primary"))
        button.setPalette(palette)

    def apply(self, appearance: str, text_percent: int) -> None:
        """Change the look while the program runs.

        Args:
            appearance: ``system``, ``light`` or ``dark``.
            text_percent: Text size; clamped to the supported range.
        """
        percent = min(MAX_TEXT_PERCENT, max(MIN_TEXT_PERCENT, text_percent))
        if (appearance, percent) == (self.appearance, self.text_percent):
            return
        self.appearance, self.text_percent = appearance, percent
        app = QApplication.instance()
        if isinstance(app, QApplication) and self._style is not None:
            self._forget_heights(app)
            self._refresh(app)
        self.changed.emit()

    def preset(self, appearance: str, text_percent: int) -> None:
        """Set the look before ``install``, without repainting anything."""
        self.appearance = appearance
        self.text_percent = min(MAX_TEXT_PERCENT, max(MIN_TEXT_PERCENT, text_percent))

    def _system_changed(self) -> None:
        app = QApplication.instance()
        if self.appearance == "system" and isinstance(app, QApplication):
            self._refresh(app)
            self.changed.emit()

    def _refresh(self, app: QApplication) -> None:
        system_dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        dark = self.appearance == "dark" or (self.appearance == "system" and system_dark)
        self.tokens = DARK if dark else LIGHT
        self._fonts.clear()
        self._colors.clear()
        if self._qlementine:
            self._dress_qlementine()
        app.setFont(self.font())
        app.setPalette(self.palette())

    def _forget_heights(self, app: QApplication) -> None:
        """Let controls shrink again: the style makes their first height their least for ever."""
        if self._qlementine:
            from PySide6.QtWidgets import (
                QAbstractButton,
                QAbstractSpinBox,
                QComboBox,
                QLineEdit,
            )

            for widget in app.allWidgets():
                if isinstance(widget, (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)):
                    widget.setMinimumHeight(0)

    def palette(self) -> QPalette:
        """The Qt palette of the tokens, used by Fusion and by every standard control."""
        role = QPalette.ColorRole
        palette = QPalette(self.color("button"), self.color("window"))
        # Fusion's edges are darker than the ground: a field on a dark card needs another ground.
        field = "surface" if self._qlementine or not self.dark else "inset"
        for where, token in (
            (role.WindowText, "text"),
            (role.Text, "text"),
            (role.ButtonText, "text"),
            # The style writes the smaller words of a notice with it: white on white otherwise.
            (role.BrightText, "muted"),
            (role.ToolTipText, "text"),
            (role.Base, field),
            (role.AlternateBase, "inset"),
            (role.ToolTipBase, "surface"),
            (role.Button, "button"),
            (role.Window, "window"),
            (role.Highlight, "primary"),
            (role.HighlightedText, "on_primary"),
            (role.Link, "soft_text"),
            (role.LinkVisited, "soft_text"),
            (role.PlaceholderText, "muted"),
            (role.Mid, "border"),
            (role.Accent, "primary"),
        ):
            palette.setColor(where, self.color(token))
        for where in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, where, self.color("disabled"))
        return palette

    def _dress_qlementine(self) -> None:
        from PySide6Qlementine import QlementineStyle
        from PySide6Qlementine import Theme as QlementineTheme

        look = QlementineTheme.makeDark() if self.dark else QlementineTheme.makeLight()
        for name, token in _QLEMENTINE_COLORS.items():
            setattr(look, name, self.color(token))
        look.palette = self.palette()
        look.useSystemFonts = False
        look.fontRegular = self.font()
        look.fontBold = self.font("strong")
        look.fontCaption = self.font("small")
        look.fontSize = self.font().pixelSize()
        look.fontSizeS1 = self.font("small").pixelSize()
        look.borderRadius = float(RADIUS)
        look.checkBoxBorderRadius = 4.0
        look.controlHeightLarge = self.px(36)
        look.controlHeightMedium = self.px(34)
        look.controlHeightSmall = self.px(26)
        look.iconSize = QSize(self.px(18), self.px(18))
        look.animationDuration = 0
        look.focusAnimationDuration = 0
        assert isinstance(self._style, QlementineStyle)
        self._style.setTheme(look)


_QLEMENTINE_COLORS: dict[str, str] = {
    "backgroundColorMain1": "surface",
    "backgroundColorMain2": "inset",
    "backgroundColorMain3": "sidebar",
    "backgroundColorMain4": "groove",
    "backgroundColorWorkspace": "window",
    "backgroundColorTabBar": "sidebar",
    "borderColor": "border",
    "borderColorHovered": "border",
    "borderColorPressed": "border",
    "borderColorDisabled": "border",
    "focusColor": "focus",
    "neutralColor": "button",
    "neutralColorHovered": "button_hover",
    "neutralColorPressed": "button_press",
    "neutralColorDisabled": "inset",
    "primaryColor": "primary",
    "primaryColorHovered": "primary_hover",
    "primaryColorPressed": "primary_press",
    "primaryColorDisabled": "groove",
    "primaryColorForeground": "on_primary",
    "primaryColorForegroundHovered": "on_primary",
    "primaryColorForegroundPressed": "on_primary",
    "primaryColorForegroundDisabled": "disabled",
    "secondaryColor": "text",
    "secondaryColorHovered": "text",
    "secondaryColorPressed": "text",
    "secondaryColorDisabled": "disabled",
    "secondaryColorForeground": "surface",
    "secondaryColorForegroundHovered": "surface",
    "secondaryColorForegroundPressed": "surface",
    "secondaryAlternativeColor": "muted",
    "secondaryAlternativeColorHovered": "muted",
    "secondaryAlternativeColorPressed": "muted",
    "secondaryAlternativeColorDisabled": "disabled",
    "statusColorError": "danger",
    "statusColorSuccess": "ok",
    "statusColorWarning": "amber",
}

theme = Theme()
"""The look of this process. Widgets read it when they paint."""
