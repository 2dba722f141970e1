"""The one style sheet, built from the tokens."""

from ui.theme.tokens import CONTROL, LARGE_PT, MEANINGS, RADIUS, Colours


def stylesheet(c: Colours) -> str:
    """Qt style sheet of the whole application in the given colours."""
    return "\n".join((_base(c), _fields(c), _buttons(c), _views(c), _frames(c), _meanings(c)))


def _base(c: Colours) -> str:
    return f"""
QWidget {{ color: {c.text}; }}
QMainWindow, QDialog, Shell, DetachedWindow, Page, Gallery {{ background: {c.window}; }}
QLabel[tone="muted"] {{ color: {c.muted}; }}
QLabel[tone="problem"] {{ color: {c.problem}; }}
QLabel[tone="strong"] {{ font-weight: bold; }}
QLabel[scale="large"] {{ font-size: {LARGE_PT}pt; font-weight: bold; }}
QToolTip {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.edge}; padding: 4px 8px; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {c.edge}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {c.line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QMenu {{ background: {c.surface}; border: 1px solid {c.edge}; padding: 4px 0; }}
QMenu::item {{ padding: 6px 28px 6px 12px; }}
QMenu::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
QMenu::item:disabled {{ color: {c.disabled}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 0; }}
QMenu::indicator {{ left: 8px; }}
QMenu::icon {{ left: 8px; }}
"""


def _fields(c: Colours) -> str:
    editors = "QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox"

    def each(state: str) -> str:
        return ", ".join(f"{name}{state}" for name in editors.split(", "))

    return f"""
{editors} {{
    background: {c.surface}; color: {c.text}; border: 1px solid {c.edge}; border-radius: {RADIUS}px;
    padding: 0 8px; selection-background-color: {c.accent}; selection-color: {c.on_accent};
}}
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox {{ min-height: {CONTROL - 2}px; }}
QSpinBox, QDoubleSpinBox {{ max-height: {CONTROL - 2}px; padding: 0; }}
QPlainTextEdit, QTextEdit {{ padding: 4px; }}
{each(":focus")} {{ border: 2px solid {c.accent}; padding: 0 7px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 3px; }}
{each(":disabled")} {{ background: {c.sunken}; color: {c.disabled}; border-color: {c.line}; }}
{each(":read-only")} {{ background: {c.window}; }}
QComboBox:read-only {{ background: {c.surface}; }}
{each('[wrong="true"]')} {{ border: 2px solid {c.problem}; padding: 0 7px; }}
QComboBox::drop-down {{ border: none; width: 28px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{
    background: {c.surface}; border: 1px solid {c.edge}; outline: none;
    selection-background-color: {c.accent_soft}; selection-color: {c.text};
}}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{
    border: none; padding: 0 8px; min-height: 0; background: transparent;
}}
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {{ width: 0; }}
ScanBox {{ font-size: {LARGE_PT}pt; min-height: 42px; border: 2px solid {c.accent}; padding: 0 8px; }}
ScanBox:focus {{ border: 2px solid {c.accent}; padding: 0 8px; }}
QCheckBox, QRadioButton {{ spacing: 8px; min-height: 24px; padding: 0 4px; border: 1px solid transparent;
    border-radius: {RADIUS}px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {c.accent}; }}
QCheckBox::indicator, QRadioButton::indicator {{
    width: 16px; height: 16px; border: 1px solid {c.edge}; background: {c.surface};
}}
QCheckBox::indicator {{ border-radius: 3px; }}
QRadioButton::indicator {{ border-radius: 9px; }}
QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; }}
QRadioButton::indicator:checked {{ width: 8px; height: 8px; border: 5px solid {c.accent}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ background: {c.sunken}; border-color: {c.line}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {c.disabled}; }}
QCalendarWidget QAbstractItemView {{ selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QCalendarWidget QToolButton {{ color: {c.text}; background: transparent; border: none; padding: 4px 8px; }}
QCalendarWidget QToolButton:hover {{ background: {c.sunken}; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {c.surface}; }}
"""


def _buttons(c: Colours) -> str:
    return f"""
QPushButton, QToolButton {{ border-radius: {RADIUS}px; }}
QPushButton {{
    min-height: {CONTROL - 2}px; padding: 0 12px; background: {c.surface}; border: 1px solid {c.edge};
}}
QPushButton:hover {{ background: {c.sunken}; }}
QPushButton:pressed {{ background: {c.line}; }}
QPushButton:focus {{ border: 2px solid {c.accent}; padding: 0 11px; }}
QPushButton:disabled {{ color: {c.disabled}; border-color: {c.line}; background: {c.window}; }}
QPushButton[kind="primary"] {{
    background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; font-weight: bold;
}}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{ background: {c.accent_strong}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {c.text}; }}
QPushButton[kind="danger"] {{ color: {c.problem}; border-color: {c.problem}; }}
QPushButton[kind="danger"]:hover, QPushButton[kind="danger"]:pressed {{
    background: {c.problem_soft}; color: {c.problem_strong};
}}
QPushButton[kind="quiet"] {{ background: transparent; border-color: transparent; color: {c.accent}; }}
QPushButton[kind="quiet"][link="true"] {{
    padding: 0; border: none; min-height: 0; text-align: left;
}}
QPushButton[kind="quiet"]:hover {{ background: {c.sunken}; }}
QPushButton[kind="quiet"]:focus {{ border-color: {c.accent}; }}
QPushButton[kind="primary"]:disabled {{ background: {c.sunken}; color: {c.disabled}; border-color: {c.line}; }}
QPushButton[kind="danger"]:disabled {{ color: {c.disabled}; border-color: {c.line}; }}
QPushButton[kind="quiet"]:disabled {{ color: {c.disabled}; background: transparent; border-color: transparent; }}
QToolButton {{ background: transparent; border: 1px solid transparent; padding: 4px; }}
QToolButton:hover {{ background: {c.sunken}; }}
QToolButton:focus {{ border-color: {c.accent}; }}
QToolButton:checked {{ background: {c.accent_soft}; }}
QToolButton::menu-indicator {{ image: none; }}
QPushButton[segment="true"] {{ border-radius: 0; margin: 0; border: 1px solid {c.edge}; border-right-width: 0; }}
QPushButton[segment="true"][place="first"] {{
    border-top-left-radius: {RADIUS}px; border-bottom-left-radius: {RADIUS}px;
}}
QPushButton[segment="true"][place="last"] {{
    border-right-width: 1px; border-top-right-radius: {RADIUS}px; border-bottom-right-radius: {RADIUS}px;
}}
QPushButton[segment="true"][place="only"] {{ border-right-width: 1px; border-radius: {RADIUS}px; }}
QPushButton[segment="true"]:checked {{ background: {c.accent_soft}; color: {c.accent}; font-weight: bold; }}
QPushButton[segment="true"]:focus {{ padding: 0 12px; border: 1px solid {c.accent}; }}
QPushButton[answer="true"] {{ padding: 0; text-align: left; border: 1px solid {c.edge}; }}
QPushButton[answer="true"]:checked {{ background: {c.accent_soft}; border: 2px solid {c.accent}; }}
QPushButton[answer="true"]:focus {{ border: 2px solid {c.accent}; padding: 0; }}
QPushButton[answer="true"]:disabled {{ border-color: {c.line}; }}
QTabBar::tab {{
    background: transparent; padding: 8px 16px; border: none; border-bottom: 2px solid transparent; color: {c.muted};
}}
QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; font-weight: bold; }}
QTabBar::tab:hover {{ color: {c.text}; }}
QTabBar::tab:focus {{ background: {c.accent_soft}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {c.line}; }}
"""


def _views(c: Colours) -> str:
    return f"""
QAbstractItemView {{
    background: {c.surface}; alternate-background-color: {c.window}; border: 1px solid {c.line}; outline: none;
}}
QTableView, QTreeView, QListView {{
    gridline-color: {c.line}; selection-background-color: {c.accent_soft}; selection-color: {c.text};
}}
QTableView:focus, QListView:focus, QTreeView:focus {{ border: 1px solid {c.accent}; }}
QListView::item, QTreeView::item {{ min-height: 32px; padding: 0 8px; }}
QListView::item:hover, QTreeView::item:hover {{ background: {c.sunken}; }}
QListView::item:selected, QTreeView::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
QHeaderView {{ background: {c.window}; border: none; }}
QHeaderView::section {{
    background: {c.window}; color: {c.muted}; border: none; border-bottom: 1px solid {c.edge};
    border-right: 1px solid {c.line}; padding: 0 8px; min-height: 32px;
}}
QHeaderView::section:hover {{ background: {c.sunken}; color: {c.text}; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QTableCornerButton::section {{ background: {c.window}; border: none; }}
QProgressBar {{
    background: {c.sunken}; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; text-align: center;
}}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 4px; }}
"""


def _frames(c: Colours) -> str:
    return f"""
Card, DetailPanel, EmptyState, ProgressPanel, CommandPalette {{
    background: {c.surface}; border: 1px solid {c.line}; border-radius: {RADIUS}px;
}}
CommandPalette {{ border-color: {c.edge}; }}
CommandPalette QListView {{ border: none; border-top: 1px solid {c.line}; border-radius: 0; }}
Dialog, LockOverlay, DateCalendar {{ background: {c.window}; }}
DateCalendar, SuggestionList {{ border: 1px solid {c.edge}; background: {c.surface}; }}
Rail {{ background: {c.surface}; border: none; border-right: 1px solid {c.line}; }}
TopStrip {{ background: {c.surface}; border: none; border-bottom: 1px solid {c.line}; }}
ActivityBar, TableFooter {{ background: {c.window}; border: none; border-top: 1px solid {c.line}; }}
QPushButton[rail="true"] {{
    background: transparent; border: none; border-left: 3px solid transparent; border-radius: 0; padding: 0 12px 0 9px;
    min-height: 44px; text-align: left; color: {c.text};
}}
QPushButton[rail="true"]:hover {{ background: {c.sunken}; }}
QPushButton[rail="true"]:checked {{
    background: {c.accent_soft}; border-left-color: {c.accent}; color: {c.accent}; font-weight: bold;
}}
QPushButton[rail="true"]:focus {{ background: {c.accent_soft}; }}
QFrame[rule="true"] {{ background: {c.line}; border: none; max-height: 1px; min-height: 1px; }}
QLabel[mark="key"] {{
    color: {c.muted}; background: {c.window}; border: 1px solid {c.line}; border-radius: 3px; padding: 0 6px;
}}
QLabel[mark="badge"] {{
    color: {c.text}; background: {c.sunken}; border: 1px solid {c.edge}; border-radius: 9px; padding: 0 5px;
    min-height: 16px; font-weight: bold;
}}
"""


def _meanings(c: Colours) -> str:
    rules = []
    for meaning in MEANINGS:
        strong, soft = c.role(meaning), c.role(f"{meaning}_soft")
        rules.append(f"""
Banner[meaning="{meaning}"] {{
    background: {soft}; border: 1px solid {strong}; border-left-width: 4px; border-radius: {RADIUS}px;
}}
Banner[meaning="{meaning}"] QLabel[part="title"] {{ color: {strong}; font-weight: bold; }}
StatusChip[meaning="{meaning}"] {{ background: {soft}; border-radius: {RADIUS}px; }}
StatusChip[meaning="{meaning}"] QLabel {{ color: {strong}; }}
ActivityBar[meaning="{meaning}"] QLabel[part="what"] {{ color: {strong}; }}
QLabel[mark="badge"][meaning="{meaning}"] {{ background: {soft}; color: {strong}; border-color: {strong}; }}
""")
    rules.append(f"""
StatusChip[meaning="neutral"] {{ background: {c.sunken}; border-radius: {RADIUS}px; }}
StatusChip[meaning="neutral"] QLabel {{ color: {c.text}; }}
""")
    return "".join(rules)
