"""The parts that every window is made of; see `ui/README.md`."""

from ui.widgets.basics import (
    Button,
    Card,
    IconButton,
    KeyMark,
    Label,
    Page,
    PageHeader,
    Picture,
    Rule,
    bind_keys,
    column,
    plain,
    row,
    scrolling,
)
from ui.widgets.columns import Column, write
from ui.widgets.detail import DetailPanel, Happening
from ui.widgets.dialog import Dialog, Segmented, ask
from ui.widgets.feedback import ActivityBar, Banner, EmptyState, ProgressPanel, StatusChip
from ui.widgets.fields import CheckBox, ChoiceBox, DateField, Field, TextArea, TextField, read_date
from ui.widgets.form_area import FormArea
from ui.widgets.memory import Memory, SessionMemory
from ui.widgets.models import PagedModel, RowsModel, TableModel
from ui.widgets.scan_box import ScanBox
from ui.widgets.scan_log import ScanLog, ScanLogModel, ScanRow
from ui.widgets.side_form import SideForm
from ui.widgets.status import status_look
from ui.widgets.suggest import Choice, SuggestBox, suggest_from
from ui.widgets.table import DataTable
from ui.widgets.table_panel import TableFooter, TablePanel

__all__ = [
    "ActivityBar",
    "Banner",
    "Button",
    "Card",
    "CheckBox",
    "Choice",
    "ChoiceBox",
    "Column",
    "DataTable",
    "DateField",
    "DetailPanel",
    "Dialog",
    "EmptyState",
    "Field",
    "FormArea",
    "Happening",
    "IconButton",
    "KeyMark",
    "Label",
    "Memory",
    "Page",
    "PageHeader",
    "PagedModel",
    "Picture",
    "ProgressPanel",
    "RowsModel",
    "Rule",
    "ScanBox",
    "ScanLog",
    "ScanLogModel",
    "ScanRow",
    "Segmented",
    "SessionMemory",
    "SideForm",
    "StatusChip",
    "SuggestBox",
    "TableFooter",
    "TableModel",
    "TablePanel",
    "TextArea",
    "TextField",
    "ask",
    "bind_keys",
    "column",
    "plain",
    "read_date",
    "row",
    "scrolling",
    "status_look",
    "suggest_from",
    "write",
]
